"""Presets of the Gradients page: each shows one thing about gradients through time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from playground.analysis.gradients.view import View
from playground.config.cells import SIMPLE_RNN
from playground.config.experiment import Experiment
from playground.wording import N_


@dataclass(frozen=True)
class Preset:
    """One setting of the page.

    Parameters
    ----------
    name : str
    title, shows : str
        Label of its button, and explanation of the chart (message ids).
    description : mapping
        The experiment, as JSON; missing fields have their defaults.
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
    "model": {"cell": SIMPLE_RNN, "hidden_size": 32, "spectral_radius": 1.5},
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
                "Three untrained networks read the same sequences, with PyTorch's initial weights; only the LSTM's forget gate is opened, by a bias of 3. Further left is further back in time: where a line falls, the past stops mattering."
            ),
            {**_INPUT, "model": {**_PYTORCH, "forget_bias": 3.0}},
        ),
        Preset(
            "pytorch",
            N_("PyTorch's default LSTM vanishes too"),
            N_(
                "The same networks exactly as PyTorch initializes them. Now the LSTM's line falls like the others: gates do not help until they are open."
            ),
            {**_INPUT, "model": {**_PYTORCH, "forget_bias": None}},
        ),
        Preset(
            "forget_1",
            N_("Forget bias 1"),
            N_(
                "A shorter task, so that it can be learned: the marked number must be recalled nearly thirty steps later. With a forget bias of 1, the influence of the marked step in the LSTM is a few percent of the last step's. Train the LSTM, then the next one."
            ),
            {**_RECALL, "model": {"hidden_size": 8, "forget_bias": 1.0}},
        ),
        Preset(
            "forget_3",
            N_("Forget bias 3"),
            N_(
                "The same task and the same weights; only the LSTM's forget gate starts more open. Now the marked step has more influence in it than the last step. Train the LSTM: one setting decides."
            ),
            {**_RECALL, "model": {"hidden_size": 8, "forget_bias": 3.0}},
        ),
        Preset(
            "exploding",
            N_("Exploding"),
            N_(
                "The simple RNN's recurrent weights are one and a half times as large: distant steps now have more influence in it than recent ones. Train it with plain SGD and no clipping, and it diverges."
            ),
            {**_TICKS, "training": {**_SGD, "grad_clip_norm": None}},
        ),
        Preset(
            "clipped",
            N_("Exploding, fixed by clipping"),
            N_(
                "The same network and the same gradients, but in training a gradient longer than 0.5 is shortened to 0.5 and keeps its direction. Train it, and it goes on learning."
            ),
            {**_TICKS, "training": {**_SGD, "grad_clip_norm": 0.5}},
        ),
    )
}
