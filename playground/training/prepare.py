"""Windows, network and optimizer of a description, cached in the worker between calls."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch

from playground.cache import ByteCache
from playground.config.experiment import Experiment
from playground.data.series import Sequences, Series
from playground.data.windowing.batches import evaluation_rows
from playground.data.windowing.kept_windows import kept_windows
from playground.data.windowing.windows import Windows
from playground.models.architecture import architecture_of
from playground.training.network import Network, load_weights
from playground.training.step import make_optimizer, tensors

#: Bytes of the cache: the students of a class share one server, each with their own experiment.
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
        The initial weights by PyTorch's names.
    validation : tuple of Tensor
        (x, y, first) of the validation windows that are evaluated during training.
    """

    windows: Windows
    network: Network
    optimizer: torch.optim.Optimizer
    initial: dict[str, np.ndarray]
    validation: tuple[torch.Tensor, torch.Tensor, torch.Tensor]

    def restart(self) -> None:
        """Restore the initial weights and clear the optimizer's state."""
        load_weights(self.network, self.initial)
        self.optimizer.state.clear()

    def parameters(self) -> int:
        """Return P, the number of weights."""
        return sum(w.size for w in self.initial.values())

    def flat(self) -> np.ndarray:
        """Return a flattened copy of all weights, (P,) float32."""
        with torch.no_grad():
            weights = self.optimizer.param_groups[0]["params"]  # `parameters()` is slow
            return torch.cat([weight.reshape(-1) for weight in weights]).numpy()


def prepare(experiment: Experiment, data: Series | Sequences) -> Prepared:
    """Return windows, network and optimizer of a description, from the cache if possible."""
    training = experiment.training
    fields = (
        experiment.data.scale,
        experiment.problem,
        experiment.model,
        training.optimizer,
        training.momentum,
    )
    key = (repr(fields), data.digest())
    return _cache.get_or_make(key, lambda: _build(experiment, data))


#: The gradients and the optimizer's two moments are allocated only by the first step.
_cache: ByteCache[tuple[str, str], Prepared] = ByteCache(
    _MOST_BYTES, lambda prepared: 12 * prepared.parameters()
)


def _build(experiment: Experiment, data: Series | Sequences) -> Prepared:
    windows = kept_windows(experiment, data)
    architecture = architecture_of(experiment, data)
    network = Network(architecture)
    optimizer = make_optimizer(network, experiment.training)
    validation = tensors(windows.validation, evaluation_rows(windows.validation))
    return Prepared(windows, network, optimizer, architecture.initial_weights(), validation)
