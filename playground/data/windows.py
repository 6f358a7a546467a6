"""From a series or a task to windows: split in time first, scale on the training part, then cut.

`series_windows`, `task_windows`, `evaluation_rows`, `epoch_order` and `batch` are also pasted as they stand into an exported script,
with all of `part`, `scaler` and `split`: they use numpy, `lru_cache` and each other, and nothing else.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import Any

import numpy as np

from playground import registry
from playground.data.part import Part, Windows, part_starts
from playground.data.scaler import Scaler, fit_scaler
from playground.data.series import Sequences, Series
from playground.data.split import split_at
from playground.data.too_short import refuse_short_parts
from playground.errors import DataError
from playground.experiment import Problem
from playground.wording import _


def series_windows(
    values: np.ndarray,
    target: int,
    scale: str,
    offsets: tuple[np.ndarray, np.ndarray],
    lookback: int,
    stride: int,
    change: bool,
    train_share: float,
    validation_share: float,
) -> Windows:
    """Split, scale and cut one series; ``values`` is (N, F) and ``offsets`` the pair (target_offsets, known_offsets)."""
    a, b = split_at(len(values), train_share, validation_share)
    scaler = fit_scaler(values[:a], scale, target)
    rows = scaler.transform(values).astype(np.float32)  # (N, F)
    targets, own = rows[:, target].copy(), values[:, target]  # (N,)

    def part(low: int, high: int, inside: bool) -> Part:
        starts = part_starts(low, high, offsets[0], lookback, stride, inside)
        return Part(rows, targets, own, starts, lookback, offsets[0], offsets[1], change, float(scaler.factor[target]))

    return Windows(part(0, a, True), part(a, b, False), part(b, len(values), False), scaler, (a, b), False)


def task_windows(
    x: np.ndarray, y: np.ndarray, offsets: tuple[np.ndarray, np.ndarray], train_share: float, validation_share: float
) -> Windows:
    """Split a task's sequences, x (n, T, F) and y (n, T), laid end to end; nothing is scaled and a window is a sequence."""
    count, length, features = x.shape
    a, b = split_at(count, train_share, validation_share)
    scaler = Scaler("none", np.zeros(features), np.ones(features), 0)
    rows = x.reshape(count * length, features).astype(np.float32)
    own = y.reshape(count * length).astype(np.float64)
    targets = own.astype(np.float32)

    def part(low: int, high: int) -> Part:
        starts = np.arange(low, high, dtype=np.int64) * length
        return Part(rows, targets, own, starts, length, offsets[0], offsets[1], False)

    return Windows(part(0, a), part(a, b), part(b, count), scaler, (a, b), True)


def make_windows(data: Series | Sequences, problem: Problem, scale: str) -> Windows:
    """Return the windows of an experiment, at least one in each part.

    Parameters
    ----------
    data : Series or Sequences
        A series is split by rows, a task by sequences; both in order, never shuffled.
    problem : Problem
        Kind, lookback, horizon, stride, target form and shares; a task has its own length and ignores lookback, horizon and stride.
    scale : {"standard", "minmax", "none"}
        Ignored for tasks.

    Raises
    ------
    DataError
        A part is too short for one window, or the problem does not go with the data; names the field to change.
    """
    kind: Any = registry.lookup("problem", problem.kind, field="problem.kind").make
    if isinstance(data, Sequences):
        return _from_task(data, problem, kind)
    refuse_short_parts(len(data.values), problem, kind.alignment)
    offsets = kind.alignment(problem.lookback, problem.horizon)
    shares = problem.train_share, problem.validation_share
    with np.errstate(over="ignore", invalid="ignore"):  # refused in words just below
        change = problem.target_form == "change"
        windows = series_windows(data.values, data.target, scale, offsets, problem.lookback, problem.stride, change, *shares)
    _refuse_huge(windows, data)
    note = _("Column {name} never changes in the training part: it is left unscaled, and nothing can be learned from it.")
    return replace(windows, notes=tuple(note.format(name=data.columns[i]) for i in windows.scaler.constant))


def _from_task(data: Sequences, problem: Problem, kind: Any) -> Windows:
    if problem.target_form == "change":
        text = _("A task never shows its targets to the network, so their change cannot be predicted; choose value.")
        raise DataError(text, field="problem.target_form")
    refuse_short_parts(len(data.x), problem, None)
    return task_windows(data.x, data.y, kind.task_alignment(data.x.shape[1]), problem.train_share, problem.validation_share)


def _refuse_huge(windows: Windows, data: Series) -> None:
    """Refuse numbers that the network's single precision cannot hold."""
    fine = np.isfinite(windows.train.rows).all(axis=0) & np.isfinite(windows.scaler.factor)
    if not fine.all():
        text = _("Column {name} has numbers too large for the network, even with scaling {scale}; use a larger unit or leave it out.")
        raise DataError(text.format(name=data.columns[int(np.argmin(fine))], scale=windows.scaler.kind), field="data.scale")


def evaluation_rows(part: Part, most: int = 256) -> np.ndarray:
    """Return the numbers of at most ``most`` evenly spaced windows of a part, the first and the last among them."""
    if len(part) <= most:
        return np.arange(len(part))
    return np.arange(most) * (len(part) - 1) // max(1, most - 1)


@lru_cache(maxsize=8)
def epoch_order(part_length: int, seed: int, epoch: int) -> np.ndarray:
    """Return the order (part_length,) in which epoch 0, 1, … visits the windows; kept, since its steps ask one after the other."""
    order = np.random.default_rng([seed, 3, epoch]).permutation(part_length)
    order.setflags(write=False)
    return order


def batch(part_length: int, batch_size: int, seed: int, step: int) -> np.ndarray:
    """Return the window numbers of training step 1, 2, …: a function of seed and step alone, so that any step can be done anywhere.

    Every epoch visits each window once; its last batch may be smaller.
    """
    epoch, place = divmod(step - 1, -(-part_length // batch_size))
    return epoch_order(part_length, seed, epoch)[place * batch_size : (place + 1) * batch_size]
