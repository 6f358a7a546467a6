"""What a trained network remembers: its error when readings older than k are those of another
window, against k.

Swapping asks a fair question: the network still reads a window of the usual kind, only a wrong one.
Cutting the window short instead would ask it something it was never trained on.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from playground.analysis.explain import predict
from playground.config.experiment import Experiment
from playground.data.series import Sequences, Series
from playground.data.windowing.windows import Split, Windows, evaluation_rows, make_windows
from playground.evaluation.predictions import targets, undo
from playground.models.architecture import Architecture, architecture_of
from playground.models.cost import memory_points

#: Windows whose error is measured, and how many other windows each is mixed with.
WINDOWS, PARTNERS = 96, 2
#: Every k is measured up to here; in longer windows only so many, evenly spaced.
MOST_K = 100
#: Multiplications the whole curve may cost; larger networks are measured on fewer windows.
_MULTIPLICATIONS = 4e9


@dataclass(frozen=True)
class Memory:
    """The curve.

    Parameters
    ----------
    k : ndarray of int, shape (n,)
        How many of the newest readings are the window's own; rising, from 0 to the lookback.
    error : ndarray of shape (n,)
        Mean absolute error of the last prediction (of a decoder: of all it writes) in the target's
        own unit; of classes, the error rate.
    every : bool
        Whether every k was measured.
    windows : int
        How many windows of the validation part it is the mean of.
    """

    k: np.ndarray
    error: np.ndarray
    every: bool
    windows: int


def remembered(experiment: Experiment, data: Series | Sequences, weights: np.ndarray) -> Memory:
    """Measure the curve on the validation part.

    Parameters
    ----------
    experiment : Experiment
    data : Series or Sequences
        What ``experiment.data`` stands for.
    weights : ndarray of shape (P,), float32
        All weights one after the other, as a run keeps them.
    """
    architecture = architecture_of(experiment, data)
    windows = make_windows(data, experiment.problem, experiment.data.scale)
    return swapped_errors(architecture, architecture.unflatten(weights), windows)


def swapped_errors(
    architecture: Architecture,
    weights: Mapping[str, np.ndarray],
    windows: Windows,
    seed: int = 0,
) -> Memory:
    """Return the curve for the validation windows; each is mixed with `PARTNERS` others, drawn by
    ``seed``.
    """
    part = windows.validation
    lookback = part.lookback
    points = memory_points(architecture.parameters, lookback, 4 * PARTNERS, MOST_K)
    k = (
        np.arange(lookback + 1)
        if lookback <= points
        else np.unique(np.linspace(0, lookback, points + 1).round().astype(np.int64))
    )
    most = architecture.affordable(_MULTIPLICATIONS, lookback * len(k), 8, WINDOWS * PARTNERS)
    own = evaluation_rows(part, most // PARTNERS)
    own, other = (
        np.tile(own, PARTNERS),
        _partners(np.tile(own, PARTNERS), len(part), lookback, part, seed),
    )
    x, foreign = part.x(own), part.x(other)
    truth, first, steps = targets(part, own), part.first(own)[:, 0], len(part.target_offsets)
    errors = []
    for kept in k:
        mixed = np.concatenate([foreign[:, : lookback - kept], x[:, lookback - kept :]], axis=1)
        said = undo(part, windows.scaler, predict(architecture, weights, mixed, first, steps), own)
        wrong = (said != truth).astype(float) if part.spec.classes else np.abs(said - truth)
        errors.append(float(wrong.mean() if architecture.has_decoder else wrong[:, -1].mean()))
    return Memory(k, np.array(errors), len(k) == lookback + 1, len(own) // PARTNERS)


def step_down(memory: Memory) -> int | None:
    """Return the k at which the error falls at once: by more than two thirds of the whole fall
    between two neighboring k; else None.
    """
    falls = -np.diff(memory.error)
    whole = memory.error[0] - memory.error[-1]
    at = int(falls.argmax())
    return (
        int(memory.k[at + 1])
        if memory.every and matters(memory) and falls[at] > 2 / 3 * whole
        else None
    )


def enough(memory: Memory, share: float = 0.9) -> int:
    """Return the smallest k from which on at least ``share`` of the whole fall of the error stays
    reached.
    """
    limit = memory.error[-1] + (1 - share) * (memory.error[0] - memory.error[-1])
    above = np.flatnonzero(memory.error > limit)
    return int(memory.k[min(above[-1] + 1, len(memory.k) - 1)]) if above.size else int(memory.k[0])


def matters(memory: Memory) -> bool:
    """Return whether the right window helps at all: its error is at least a tenth below that of a
    wholly wrong one.
    """
    return bool(np.isfinite(memory.error).all() and memory.error[-1] < 0.9 * memory.error[0])


def _partners(own: np.ndarray, count: int, lookback: int, part: Split, seed: int) -> np.ndarray:
    """Return another window for each: one that shares no reading with it where there is one."""
    rng = np.random.default_rng([seed, 7])
    found = []
    for number in own:
        far = np.flatnonzero(np.abs(part.starts - part.starts[number]) >= lookback)
        choice = (
            far
            if far.size
            else np.delete(np.arange(count), number)
            if count > 1
            else np.array([number])
        )
        found.append(int(rng.choice(choice)))
    return np.array(found)
