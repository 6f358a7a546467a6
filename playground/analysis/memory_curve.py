"""How far back a trained network remembers: its error when inputs older than k are exchanged.

They are replaced by those of another window, so the network still reads values of the usual kind
and a window of the usual length. A shorter window would be an input it was never trained on.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from playground.analysis.explain import predict
from playground.config.experiment import Experiment
from playground.data.series import Sequences, Series
from playground.data.windowing.batches import evaluation_rows
from playground.data.windowing.windows import Split, Windows, make_windows
from playground.evaluation.predictions import targets, undo
from playground.models.architecture import Architecture, architecture_of
from playground.models.cost import memory_points

#: Most windows whose error is measured, and the number of other windows each is mixed with.
WINDOWS, PARTNERS = 96, 2
#: Every k is measured up to this lookback; in longer windows this many, evenly spaced.
MOST_K = 100
#: Most multiplications for the curve; larger networks are measured on fewer windows.
_MULTIPLICATIONS = 4e9


@dataclass(frozen=True)
class Memory:
    """The memory curve: the error against the number of inputs kept.

    Parameters
    ----------
    k : ndarray of int, shape (n,)
        Number of newest inputs kept, increasing from 0 to the lookback.
    error : ndarray of shape (n,)
        Mean absolute error of the last prediction (of a decoder, of all its predictions) in the
        target's own unit; in classification, the error rate.
    every : bool
        Whether every k was measured.
    windows : int
        Number of validation windows averaged over.
    """

    k: np.ndarray
    error: np.ndarray
    every: bool
    windows: int


def remembered(experiment: Experiment, data: Series | Sequences, weights: np.ndarray) -> Memory:
    """Measure the memory curve on the validation set.

    Parameters
    ----------
    experiment : Experiment
    data : Series or Sequences
        The data that ``experiment.data`` describes.
    weights : ndarray of shape (P,), float32
        All weights in one row, as a run keeps them.
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
    """Return the curve; each validation window is mixed with `PARTNERS` random others."""
    part = windows.validation
    lookback = part.lookback
    points = memory_points(architecture.parameters, lookback, 4 * PARTNERS, MOST_K)
    k = (
        np.arange(lookback + 1)
        if lookback <= points
        else np.unique(np.linspace(0, lookback, points + 1).round().astype(np.int64))
    )
    most = architecture.affordable(_MULTIPLICATIONS, lookback * len(k), 8, WINDOWS * PARTNERS)
    which = np.tile(evaluation_rows(part, most // PARTNERS), PARTNERS)
    partners = _partners(which, len(part), lookback, part, seed)
    x, other_x = part.x(which), part.x(partners)
    truth, first, steps = targets(part, which), part.first(which)[:, 0], len(part.target_offsets)
    errors = []
    for kept in k:
        mixed = np.concatenate([other_x[:, : lookback - kept], x[:, lookback - kept :]], axis=1)
        output = predict(architecture, weights, mixed, first, steps)
        prediction = undo(part, windows.scaler, output, which)
        off = prediction - truth
        wrong = (off != 0).astype(float) if part.spec.classes else np.abs(off)
        errors.append(float(wrong.mean() if architecture.has_decoder else wrong[:, -1].mean()))
    return Memory(k, np.array(errors), len(k) == lookback + 1, len(which) // PARTNERS)


def step_down(memory: Memory) -> int | None:
    """Return the k at which the error drops abruptly, or None.

    Between this k and the one before, the error falls by more than two thirds of its whole fall.
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
    """Return the smallest k from which on ``share`` of the fall of the error is reached."""
    limit = memory.error[-1] + (1 - share) * (memory.error[0] - memory.error[-1])
    above = np.flatnonzero(memory.error > limit)
    return int(memory.k[min(above[-1] + 1, len(memory.k) - 1)]) if above.size else int(memory.k[0])


def matters(memory: Memory) -> bool:
    """Return whether the error with the whole window is over 10 % lower than with another one."""
    return bool(np.isfinite(memory.error).all() and memory.error[-1] < 0.9 * memory.error[0])


def _partners(which: np.ndarray, count: int, lookback: int, part: Split, seed: int) -> np.ndarray:
    """Return another window for each, without a common input where there is such a window."""
    rng = np.random.default_rng([seed, 7])
    partners = []
    for number in which:
        far = np.flatnonzero(np.abs(part.starts - part.starts[number]) >= lookback)
        choice = (
            far
            if far.size
            else np.delete(np.arange(count), number)
            if count > 1
            else np.array([number])
        )
        partners.append(int(rng.choice(choice)))
    return np.array(partners)
