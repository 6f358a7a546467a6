"""From a series or a task to windows: split by time, scale with the training set, then cut.

`series_windows` and `task_windows` are also copied verbatim into exported scripts, together with
all of `window_spec`, `split`, `batches`, `target_function` and `scaler`: they may use numpy and
each other, and nothing else.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from playground.config.experiment import Problem
from playground.data.series import Sequences, Series
from playground.data.windowing.matching import answer_of, refuse_mismatch, spec_of
from playground.data.windowing.scaler import Scaler, fit_scaler, logs
from playground.data.windowing.split import Split, Windows, part_starts, split_at
from playground.data.windowing.target_function import target_table
from playground.data.windowing.too_short import refuse_short_parts
from playground.data.windowing.window_spec import WindowSpec
from playground.errors import DataError
from playground.wording import _


def series_windows(
    table: np.ndarray,
    read: list[int],
    target: int,
    scale: str,
    spec: WindowSpec,
    stride: int,
    change: bool,
    train_share: float,
    validation_share: float,
    log: tuple[int, ...] = (),
    difference: bool = False,
    filled: np.ndarray | None = None,
) -> Windows:
    """Split, scale and cut one series; see `target_table` for the first three arguments.

    The network reads the logarithm of the columns ``log``. With ``difference`` it reads the changes
    from row to row and predicts the change since the last known value. It is never shown the cells
    that ``filled`` (N, F) marks as filled in from later ones.
    """
    a, b = split_at(len(table), train_share, validation_share)
    seen = table if filled is None else as_known(table, filled)
    level, inputs = logs(table, log), logs(seen, log)
    shown_level = inputs[:, target]
    if difference:
        inputs = np.diff(inputs, axis=0, prepend=inputs[:1])
    scaler = fit_scaler(inputs[:a], scale, target, log)
    scaled = ((inputs - scaler.shift) / scaler.factor).astype(np.float32)  # (N, C)
    rows, own = scaled[:, read], table[:, target]  # (N, F), (N,)
    targets = own.astype(np.float32) if spec.classes else scaled[:, target].copy()
    shown = None
    if filled is not None and not spec.classes:
        shown = (targets, shown_level)
        targets = targets if difference else scaler.transform(table)[:, target].astype(np.float32)
    change = change or (difference and not spec.classes)
    if spec.generated:  # the condition is each row's value and its slope
        rows = np.concatenate([rows, np.diff(rows, axis=0, prepend=rows[:1])], axis=1)

    def part(low: int, high: int, inside: bool) -> Split:
        starts = part_starts(low, high, spec.target_offsets, spec.lookback, stride, inside)
        return Split(
            rows,
            targets,
            own,
            starts,
            spec,
            change,
            float(scaler.factor[target]),
            level[:, target] if log else None,
            shown,
        )

    return Windows(
        part(0, a, True),
        part(a, b, False),
        part(b, len(table), False),
        scaler,
        (a, b),
        0,
        tuple(read),
        (),
        difference,
    )


def as_known(values: np.ndarray, filled: np.ndarray) -> np.ndarray:
    """Return values (N, C) as known at each row: the value before where ``filled`` (N, F)."""
    columns = filled.shape[1]
    place = np.maximum.accumulate(np.where(filled, 0, np.arange(len(values))[:, None]), axis=0)
    known = values.copy()
    known[:, :columns] = np.take_along_axis(values[:, :columns], place, axis=0)
    return known


def task_windows(
    x: np.ndarray,
    y: np.ndarray,
    spec: WindowSpec,
    train_share: float,
    validation_share: float,
    scale: str = "none",
) -> Windows:
    """Split sequences, x (n, T, F) and y (n, T), laid end to end.

    A window is a whole sequence, or starts at a row of one. The inputs of a collection with its own
    units are scaled with its training sequences; those of a task are left unscaled.
    """
    count, length, features = x.shape
    a, b = split_at(count, train_share, validation_share)
    scaler = Scaler("none", np.zeros(features), np.ones(features), 0)
    if scale != "none":
        scaler = fit_scaler(x[:a].reshape(a * length, features), scale, 0)
    rows = scaler.transform(x.reshape(count * length, features)).astype(np.float32)
    own = y.reshape(count * length).astype(
        np.float64, copy=False
    )  # a view: the sequences are kept once
    targets = own.astype(np.float32)
    inside = np.arange(length - int(spec.target_offsets.max()) if spec.every_row else 1)

    def part(low: int, high: int) -> Split:
        starts = np.arange(low, high, dtype=np.int64)[:, None] * length + inside
        return Split(rows, targets, own, starts.ravel(), spec, False)

    return Windows(
        part(0, a), part(a, b), part(b, count), scaler, (a, b), length, tuple(range(features))
    )


def make_windows(data: Series | Sequences, problem: Problem, scale: str) -> Windows:
    """Return the windows of an experiment, at least one in each set.

    Parameters
    ----------
    data : Series or Sequences
        A series is split by rows, a task by sequences; both in order, never shuffled.
    problem : Problem
        Type, lookback, horizon, stride, target form, shares and parameters; sequences bring their
        own length.
    scale : {"standard", "minmax", "none"}
        Ignored for tasks.

    Raises
    ------
    DataError
        A set is too short for one window, or the problem type does not match the data; names the
        field to change.
    """
    refuse_mismatch(data, problem)
    answer = answer_of(data, problem)
    shares = problem.train_share, problem.validation_share
    if isinstance(data, Sequences):
        spec = spec_of(data, problem)
        refuse_short_parts(len(data.x), problem, None)
        own_scale = scale if data.own_units and spec.classes else "none"
        return with_notes(
            task_windows(*sequences_for(data, spec, answer), spec, *shares, own_scale), data
        )
    refuse_short_parts(
        len(data.values),
        problem,
        lambda lookback, horizon: spec_of(data, problem, lookback, horizon),
    )
    spec = spec_of(data, problem)
    table, read, target = target_table(
        data.values, data.target, data.labels, "tag" if spec.classes else answer
    )
    with np.errstate(over="ignore", invalid="ignore"):  # refused with a message just below
        change = problem.target_form == "change"
        log, difference = transforms(data, spec, read, target)
        windows = series_windows(
            table,
            read,
            target,
            scale,
            spec,
            problem.stride,
            change,
            *shares,
            log,
            difference,
            data.filled,
        )
    _refuse_huge(windows, data)
    return with_notes(windows, data)


def transforms(
    data: Series, spec: WindowSpec, read: list[int], target: int
) -> tuple[tuple[int, ...], bool]:
    """Return the columns read as logarithms, and whether changes are read (``data.transform``).

    Raises
    ------
    DataError
        The target has values at or below 0, or predictions could not be converted back into the
        data's own units.
    """
    if data.transform == "none":
        return (), False
    if not spec.classes and (not len(spec.known_offsets) or spec.blend):
        sentence = _(
            "This target cannot be converted back into the data's own units after {transform}; choose none."
        )
        raise DataError(sentence.format(transform=data.transform), field="data.transform")
    if "log" not in data.transform:
        return (), True
    low = data.values.min(axis=0)
    if not spec.classes and low[data.target] <= 0:
        sentence = _(
            "The logarithm needs values above 0, but the minimum of column {name} is {low}; choose another transformation."
        )
        raise DataError(
            sentence.format(name=data.columns[data.target], low=f"{low[data.target]:.6g}"),
            field="data.transform",
        )
    return tuple(
        c for c in range(len(low)) if low[c] > 0 and (c in read or c == target)
    ), "difference" in data.transform


def sequences_for(data: Sequences, spec: WindowSpec, answer: str) -> tuple[np.ndarray, np.ndarray]:
    """Return x (n, T, F) and y (n, T) as a window spec reads them.

    A label that is the target or the condition is repeated at every step.
    """
    x, y = data.x, data.y
    if (spec.classes or answer == "tag") and data.labels is not None:
        y = np.repeat(data.labels[:, None], x.shape[1], axis=1)
    elif spec.generated and data.labels is not None:
        x = np.repeat(np.eye(len(data.classes))[data.labels][:, None], x.shape[1], axis=1)
    else:
        table, _, column = target_table(y.reshape(-1, 1), 0, None, answer)
        y = table[:, column].reshape(y.shape)
    return x, y


def with_notes(windows: Windows, data: Series | Sequences) -> Windows:
    """Return the windows with notes on what a reader should know about them."""
    notes = []
    if isinstance(data, Series):
        sentence = _(
            "Column {name} is constant in the training set: it is not scaled, and nothing can be learned from it."
        )
        notes += [
            sentence.format(name=data.columns[i])
            for i in windows.scaler.constant
            if i < len(data.columns)
        ]
        if data.filled is not None:
            sentence = _(
                "In {count} filled cells the network sees the value before the gap: interpolation would reveal later values."
            )
            notes.append(sentence.format(count=int(data.filled.sum())))
        if "log" in data.transform:
            left = [
                name
                for i, name in enumerate(data.columns)
                if i in windows.read and i not in windows.scaler.log
            ]
            sentence = _(
                "Read without a logarithm, because they have values at or below 0: {names}."
            )
            notes += [sentence.format(names=", ".join(left))] if left else []
    if windows.train.spec.classes:
        seen = set(windows.train.own_y(slice(None)).astype(int).ravel().tolist())
        missing = [name for number, name in enumerate(data.classes) if number not in seen]
        sentence = _(
            "The training set has no window of class {names}, so the network cannot learn it. The data are split in order."
        )
        notes += [sentence.format(names=", ".join(missing))] if missing else []
    return replace(windows, notes=tuple(notes))


def _refuse_huge(windows: Windows, data: Series) -> None:
    """Refuse values that overflow the network's single precision."""
    part = windows.train
    fine = np.isfinite(part.rows).all(axis=0)
    if fine.all() and np.isfinite(part.targets).all() and np.isfinite(windows.scaler.factor).all():
        return
    column = (
        windows.read[int(np.argmin(fine)) % len(windows.read)] if not fine.all() else data.target
    )
    text = _(
        "Column {name} has values too large for the network, even with scaling {scale}; use a larger unit or exclude the column."
    )
    raise DataError(
        text.format(name=data.columns[column], scale=windows.scaler.kind), field="data.scale"
    )
