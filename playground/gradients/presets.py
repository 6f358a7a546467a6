"""What the gradient page can be set to with one click: each shows one thing about gradients through time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from playground.experiment import Experiment
from playground.gradients.view import View
from playground.wording import N_


@dataclass(frozen=True)
class Preset:
    """One setting of the page.

    Parameters
    ----------
    name : str
    title, shows : str
        What its button says, and what it lets one see (message ids).
    description : mapping
        The experiment, as JSON; fields left out have their defaults.
    view : View
    """

    name: str
    title: str
    shows: str
    description: Mapping[str, Any]
    view: View = field(default=View())

    @cached_property
    def experiment(self) -> Experiment:
        """The experiment, checked."""
        return Experiment.from_dict(self.description)


_INPUT = {"data": {"source": "sine", "noise": 0.3}, "problem": {"kind": "many_to_one", "lookback": 100}}
_PYTORCH = {"input_init": "pytorch", "recurrent_init": "pytorch"}

PRESETS: dict[str, Preset] = {
    p.name: p
    for p in (
        Preset(
            "vanishing",
            N_("Why simple RNNs forget"),
            N_(
                "Three networks before training read the same sequences, with the weights that PyTorch draws; only the LSTM's forget gate is opened, by a bias of 3. Further left is further back in time: where a line falls, the past stops mattering."
            ),
            {**_INPUT, "model": {**_PYTORCH, "forget_bias": 3.0}},
        ),
        Preset(
            "pytorch",
            N_("PyTorch's default LSTM vanishes too"),
            N_(
                "The same networks exactly as PyTorch makes them. Now the LSTM falls like the others: having gates does not help before they are open."
            ),
            {**_INPUT, "model": {**_PYTORCH, "forget_bias": None}},
        ),
        Preset(
            "exploding",
            N_("Exploding"),
            N_(
                "Recurrent weights drawn twice as large as those that neither fade nor grow. In the simple RNN what is far back now weighs more than what is near, and more with every step."
            ),
            {**_INPUT, "model": {"spectral_radius": 2.0}},
        ),
    )
}
