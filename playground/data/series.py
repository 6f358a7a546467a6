"""What every source hands over: one long series, or many independent sequences."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from playground.errors import DataError, nearest
from playground.wording import _


@dataclass(frozen=True)
class Series:
    """One long series in its own units.

    Parameters
    ----------
    values : ndarray, shape (N, F), float64
        Rows in the order of time, all finite, in the data's own units.
    columns : tuple of str
        The F names of the columns.
    target : int
        Number of the column that is predicted.
    index : ndarray, shape (N,), int64 or datetime64[s]
        When each row was, strictly rising; row numbers when nothing better is known.
    name, unit : str
        What it is called, and the unit of the target.
    provenance : str
        Source and licence in one sentence; empty for generated and uploaded series.
    notes : tuple of str
        One sentence for every repair, with its row count.
    period : int or None
        Rows of one season, where one is known.
    classes : tuple of str
        Names of the classes where every row has a label (a regime, an activity), else empty.
    labels : ndarray of shape (N,), int64, or None
        Class number of each row, from 0; None without classes. The label is never an input.
    filled : ndarray of bool, shape (N, F), or None
        Cells that were filled along a line to a later value: predicted as they are, and never shown
        to a network.
    transform : {"none", "log", "difference", "log_difference"}
        What the network reads instead of the values (``data.transform``); values here stay in their
        own units.
    """

    values: np.ndarray
    columns: tuple[str, ...]
    target: int
    index: np.ndarray
    name: str
    unit: str = ""
    provenance: str = ""
    notes: tuple[str, ...] = ()
    period: int | None = None
    classes: tuple[str, ...] = ()
    labels: np.ndarray | None = None
    filled: np.ndarray | None = None
    transform: str = "none"

    def __post_init__(self) -> None:
        _check_labels(self.labels, self.classes, len(self.values))

    def digest(self) -> str:
        """Return the sha256 (hexadecimal) of values, columns, target and labels; equal digests
        train equally.
        """
        return self._digest

    @cached_property
    def _digest(self) -> str:  # asked for at every call of a run
        extra = str(self.target) if self.transform == "none" else f"{self.target} {self.transform}"
        return _digest(self.columns, extra, self.classes, self.values, self.labels, self.filled)

    @property
    def seen(self) -> np.ndarray:
        """Return the values (N, F) as they were known at each row: what was filled from later ones
        is the value before.
        """
        if self.filled is None:
            return self.values
        place = np.maximum.accumulate(
            np.where(self.filled, 0, np.arange(len(self.values))[:, None]), axis=0
        )
        return np.take_along_axis(self.values, place, axis=0)

    def select(self, columns: Sequence[str] | None, target: str | None) -> Series:
        """Return a copy with only ``columns`` as inputs and ``target`` as the target.

        The network sees the target's past too, so a target outside ``columns`` is taken along
        behind them.

        Raises
        ------
        DataError
            When a name is not a column; the nearest one is told.
        """
        _check_names(columns or (), self.columns, "data.columns")
        _check_names([target] if target is not None else (), self.columns, "data.target")
        names = list(columns or self.columns)
        if target is None:
            target = names[0] if columns else self.columns[self.target]
        if target not in names:
            names.append(target)
        keep = [self.columns.index(name) for name in names]
        unit = self.unit if target == self.columns[self.target] else ""
        filled = (
            None if self.filled is None or not self.filled[:, keep].any() else self.filled[:, keep]
        )
        return replace(
            self,
            values=self.values[:, keep],
            columns=tuple(names),
            target=names.index(target),
            unit=unit,
            filled=filled,
        )


@dataclass(frozen=True)
class Sequences:
    """Independent sequences of equal length: a task's, or a labelled collection (generated, bundled
    or uploaded).

    There are three uses of them, and one collection may serve several. *Answers*: ``y[:, t]`` is
    what should be said at step t, as in the memory tasks. *A course* (``ahead``): y is the course
    of one value itself, and its *later* values are asked for, as in a series.
    *Classes*: every sequence has a label. Which problem types go with which is said in
    `playground.data.windowing.compatibility`.

    Parameters
    ----------
    x : ndarray, shape (n, T, F), float64
        Inputs.
    y : ndarray, shape (n, T), float64
        The answer at every step, or with ``ahead`` the value at every step, usually ``x[:, :, 0]``.
        A collection that has nothing but labels repeats each sequence's class number.
    columns : tuple of str
        The F names of the input channels.
    name : str
        What the task or collection is called.
    notes : tuple of str
        What a reader should know about these sequences; for uploads a sentence for every repair.
    classes : tuple of str
        Names of the classes, in the order of their numbers; empty where there are none.
    labels : ndarray of shape (n,), int64, or None
        Class number of each sequence, from 0; None without classes.
    ahead : bool
        Whether y is a course to be continued rather than an answer to the steps read so far.
    provenance : str
        Source and licence in one sentence; empty for generated and uploaded ones.
    own_units : bool
        Whether the inputs are in units of their own, and so are scaled as ``data.scale`` says when
        classes are told apart.
    """

    x: np.ndarray
    y: np.ndarray
    columns: tuple[str, ...]
    name: str
    notes: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    labels: np.ndarray | None = None
    ahead: bool = False
    provenance: str = ""
    own_units: bool = False

    def __post_init__(self) -> None:
        _check_labels(self.labels, self.classes, len(self.x))

    def digest(self) -> str:
        """Return the sha256 (hexadecimal) of inputs, targets, labels and columns."""
        return self._digest

    @cached_property
    def _digest(self) -> str:  # asked for at every call of a run
        return _digest(
            self.columns,
            ("ahead" if self.ahead else "") + ("own" if self.own_units else ""),
            self.classes,
            self.x,
            self.y,
            self.labels,
        )


def _check_labels(labels: np.ndarray | None, classes: Sequence[str], count: int) -> None:
    """Refuse what no reader could have done: labels and classes that do not belong together are a
    mistake in a source.
    """
    if (labels is None) != (not classes):
        raise ValueError("labels and classes come together or not at all")
    if labels is not None and (
        labels.shape != (count,)
        or labels.min(initial=0) < 0
        or labels.max(initial=0) >= len(classes)
    ):
        raise ValueError(f"labels need one class number below {len(classes)} for each of {count}")


def _check_names(names: Sequence[str], known: Sequence[str], field: str) -> None:
    for name in names:
        if name not in known:
            raise DataError(
                _("There is no column {name!r}; {hint}").format(
                    name=name[:80], hint=nearest(name, known)
                ),
                field=field,
            )


def _digest(
    columns: Sequence[str], extra: str, classes: Sequence[str], *arrays: np.ndarray | None
) -> str:
    there = [a for a in arrays if a is not None]
    about = (tuple(columns), extra, tuple(classes), [a.shape for a in there])
    hasher = hashlib.sha256(repr(about).encode("utf-8", "backslashreplace"))
    for array in there:
        hasher.update(np.ascontiguousarray(array, dtype="<f8").data)
    return hasher.hexdigest()
