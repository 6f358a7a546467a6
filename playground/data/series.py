"""The data of any source: one long series, or many independent sequences."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import ClassVar, Literal

import numpy as np

from playground.errors import DataError, nearest
from playground.wording import _

#: One long series, sequences with a target at every step, or sequences to continue.
Form = Literal["series", "answers", "courses"]


@dataclass(frozen=True)
class Series:
    """One long series in its own units.

    Parameters
    ----------
    values : ndarray, shape (N, F), float64
        Rows in the order of time, finite, in the data's own units.
    columns : tuple of str
        The F names of the columns.
    target : int
        Number of the column that is predicted.
    index : ndarray, shape (N,), int64 or datetime64[s]
        Time of each row, strictly rising; row numbers where no times are known.
    name, unit : str
        Its name, and the unit of the target.
    provenance : str
        Source and licence in one sentence; empty for generated and uploaded series.
    notes : tuple of str
        One sentence for each repair, with its row count.
    period : int or None
        Rows of one season, where known.
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
    rows : ndarray of int64, shape (N,), or None
        The row of the uploaded table from 0, -1 for a row that was inserted; None without a file.
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
    rows: np.ndarray | None = None

    form: ClassVar[Form] = "series"

    def __post_init__(self) -> None:
        _check_labels(self.labels, self.classes, len(self.values))

    def digest(self) -> str:
        """Return the sha256 (hex) of values, columns, target and labels, which decide a run."""
        return self._digest

    @cached_property
    def _digest(self) -> str:  # used in every call of a run
        extra = str(self.target) if self.transform == "none" else f"{self.target} {self.transform}"
        return _digest(self.columns, extra, self.classes, self.values, self.labels, self.filled)

    @property
    def seen(self) -> np.ndarray:
        """Return the values (N, F) as known at each row: a filled cell has the value before it."""
        if self.filled is None:
            return self.values
        place = np.maximum.accumulate(
            np.where(self.filled, 0, np.arange(len(self.values))[:, None]), axis=0
        )
        return np.take_along_axis(self.values, place, axis=0)

    def select(self, columns: Sequence[str] | None, target: str | None) -> Series:
        """Return a copy with only ``columns`` as inputs and ``target`` as the target.

        The network also reads the target's past, so a target outside ``columns`` is appended to
        them.

        Raises
        ------
        DataError
            A name is not a column; the nearest one is suggested.
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
    """Independent sequences of equal length: a task, or a labeled collection.

    They are used in three ways, and one collection may serve several. *Targets at every step*:
    ``y[:, t]`` is the answer at step t, as in the memory tasks. *A signal* (``ahead``): y is the
    signal over time, and its *later* values are predicted, as in a series. *Classes*: every
    sequence has a label. `playground.data.windowing.compatibility` says which problem types suit
    which.

    Parameters
    ----------
    x : ndarray, shape (n, T, F), float64
        Inputs.
    y : ndarray, shape (n, T), float64
        The target at every step, or with ``ahead`` the value at every step, usually ``x[:, :, 0]``.
        A collection with nothing but labels repeats each sequence's class number.
    columns : tuple of str
        The F names of the input channels.
    name : str
        Name of the task or collection.
    notes : tuple of str
        What a reader should know about these sequences; for uploads one sentence for each repair.
    classes : tuple of str
        Names of the classes, in the order of their numbers; empty where there are none.
    labels : ndarray of shape (n,), int64, or None
        Class number of each sequence, from 0; None without classes.
    ahead : bool
        Whether y is a signal to be continued rather than a target computed from the inputs so far.
    provenance : str
        Source and licence in one sentence; empty for generated and uploaded ones.
    own_units : bool
        Whether the inputs have their own units, and are scaled as ``data.scale`` says for
        classification.
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

    unit: ClassVar[str] = ""

    def __post_init__(self) -> None:
        _check_labels(self.labels, self.classes, len(self.x))

    @property
    def form(self) -> Form:
        """How y is used: as targets at every step, or as signals to continue."""
        return "courses" if self.ahead else "answers"

    def digest(self) -> str:
        """Return the sha256 (hexadecimal) of inputs, targets, labels and columns."""
        return self._digest

    @cached_property
    def _digest(self) -> str:  # used in every call of a run
        return _digest(
            self.columns,
            ("ahead" if self.ahead else "") + ("own" if self.own_units else ""),
            self.classes,
            self.x,
            self.y,
            self.labels,
        )


def _check_labels(labels: np.ndarray | None, classes: Sequence[str], count: int) -> None:
    """Raise if labels and classes do not match, which is a mistake in a source."""
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
    present = [a for a in arrays if a is not None]
    about = (tuple(columns), extra, tuple(classes), [a.shape for a in present])
    hasher = hashlib.sha256(repr(about).encode("utf-8", "backslashreplace"))
    for array in present:
        hasher.update(np.ascontiguousarray(array, dtype="<f8").data)
    return hasher.hexdigest()
