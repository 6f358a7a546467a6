"""What the gradient page can be set to with one click: each shows one thing about gradients through
time.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from playground.analysis.gradients.view import View
from playground.config.experiment import Experiment
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


_INPUT = {
    "data": {"source": "long_recall"},
    "problem": {"lookback": 100},
    "training": {"learning_rate": 0.01, "max_steps": 1000},
}
_RECALL = {
    "data": {"source": "long_recall"},
    "problem": {"lookback": 30},
    "training": {"learning_rate": 0.02, "max_steps": 600},
}
_TICKS = {
    "data": {"source": "stopwatch"},
    "problem": {"kind": "many_to_many", "lookback": 100},
    "model": {"cell": "elman", "hidden_size": 32, "spectral_radius": 1.5},
}
_SGD = {"optimizer": "sgd", "learning_rate": 0.3, "max_steps": 400}
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
            "forget_1",
            N_("Forget bias 1"),
            N_(
                "A shorter task, so that it can be learned: the marked number is asked for nearly thirty steps later. With a forget bias of 1 the mark weighs a few per cent of the last step in the LSTM. Train it below, then the next one."
            ),
            {**_RECALL, "model": {"hidden_size": 8, "forget_bias": 1.0}},
        ),
        Preset(
            "forget_3",
            N_("Forget bias 3"),
            N_(
                "The same task and the same weights; only the LSTM's forget gate starts more open. Now the mark weighs more than the last step in it. Train it below: one knob decides."
            ),
            {**_RECALL, "model": {"hidden_size": 8, "forget_bias": 3.0}},
        ),
        Preset(
            "exploding",
            N_("Exploding"),
            N_(
                "The simple RNN's recurrent weights are drawn one and a half times as large: in it, what is far back now weighs more than what is near. Train it below by plain SGD without clipping, and it diverges."
            ),
            {**_TICKS, "training": {**_SGD, "grad_clip_norm": None}},
        ),
        Preset(
            "clipped",
            N_("Exploding, mended by clipping"),
            N_(
                "The same network, the same gradients. But in training a gradient longer than 0.5 is now shortened to 0.5, its direction kept. Train it below, and it goes on learning."
            ),
            {**_TICKS, "training": {**_SGD, "grad_clip_norm": 0.5}},
        ),
    )
}
