"""From a description to everything a training step needs; kept in the worker between calls."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch

from playground.cache import ByteCache
from playground.config.experiment import Experiment
from playground.data.series import Sequences, Series
from playground.data.windowing.windows import Windows, evaluation_rows, make_windows
from playground.models.architecture import architecture_of
from playground.training.network import Network, load_weights
from playground.training.step import make_optimizer, tensors

#: Bytes kept of what was prepared: a class sits at one server, each with an experiment of their
#: own.
_MOST_BYTES = 96_000_000


@dataclass
class Prepared:
    """Windows, network and optimizer of one description.

    Parameters
    ----------
    windows : Windows
    network : Network
    optimizer : Optimizer
    initial : dict of ndarray
        The weights it starts from, by PyTorch's names.
    validation : tuple of Tensor
        (x, y, first) of the validation windows that are looked at while training.
    """

    windows: Windows
    network: Network
    optimizer: torch.optim.Optimizer
    initial: dict[str, np.ndarray]
    validation: tuple[torch.Tensor, torch.Tensor, torch.Tensor]

    def restart(self) -> None:
        """Put the initial weights back and forget the optimizer's moments."""
        load_weights(self.network, self.initial)
        self.optimizer.state.clear()

    def parameters(self) -> int:
        """Return P, the number of weights."""
        return sum(w.size for w in self.initial.values())

    def flat(self) -> np.ndarray:
        """Return all weights one after the other, (P,) float32, as a copy."""
        with torch.no_grad():
            return torch.cat(
                [p.reshape(-1) for p in self.optimizer.param_groups[0]["params"]]
            ).numpy()  # `parameters()` is slow


def prepare(experiment: Experiment, data: Series | Sequences) -> Prepared:
    """Build, or take from the last few, what a description needs."""
    training = experiment.training
    about = (
        experiment.data.scale,
        experiment.problem,
        experiment.model,
        training.optimizer,
        training.momentum,
    )
    key = (repr(about), data.digest())
    return _kept.get_or_make(key, lambda: _build(experiment, data))


#: Gradients and the optimizer's two moments come with the first step.
_kept: ByteCache[tuple[str, str], Prepared] = ByteCache(
    _MOST_BYTES, lambda prepared: 12 * prepared.parameters()
)


def _build(experiment: Experiment, data: Series | Sequences) -> Prepared:
    windows = make_windows(data, experiment.problem, experiment.data.scale)
    architecture = architecture_of(experiment, data)
    network = Network(architecture)
    optimizer = make_optimizer(network, experiment.training)
    validation = tensors(windows.validation, evaluation_rows(windows.validation))
    return Prepared(windows, network, optimizer, architecture.initial_weights(), validation)
