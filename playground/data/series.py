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

    def digest(self) -> str:
        """Return the sha256 (hexadecimal) of values, columns and target; equal digests train equally."""
        return self._digest

    @cached_property
    def _digest(self) -> str:  # asked for at every call of a run
        return _digest(self.columns, str(self.target), self.values)

    def select(self, columns: Sequence[str] | None, target: str | None) -> Series:
        """Return a copy with only ``columns`` as inputs and ``target`` as the target.

        The network sees the target's past too, so a target outside ``columns`` is taken along behind them.

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
        return replace(self, values=self.values[:, keep], columns=tuple(names), target=names.index(target), unit=unit)


@dataclass(frozen=True)
class Sequences:
    """A task: independent sequences with an answer at every step.

    Parameters
    ----------
    x : ndarray, shape (n, T, F), float64
        Inputs.
    y : ndarray, shape (n, T), float64
        Target at every step.
    columns : tuple of str
        The F names of the input channels.
    name : str
        What the task is called.
    notes : tuple of str
        What a reader should know about these sequences.
    """

    x: np.ndarray
    y: np.ndarray
    columns: tuple[str, ...]
    name: str
    notes: tuple[str, ...] = ()

    def digest(self) -> str:
        """Return the sha256 (hexadecimal) of inputs, targets and columns."""
        return self._digest

    @cached_property
    def _digest(self) -> str:  # asked for at every call of a run
        return _digest(self.columns, "", self.x, self.y)


def _check_names(names: Sequence[str], known: Sequence[str], field: str) -> None:
    for name in names:
        if name not in known:
            raise DataError(_("there is no column {name!r}; {hint}").format(name=name[:80], hint=nearest(name, known)), field=field)


def _digest(columns: Sequence[str], extra: str, *arrays: np.ndarray) -> str:
    hasher = hashlib.sha256(repr((tuple(columns), extra, [a.shape for a in arrays])).encode("utf-8", "backslashreplace"))
    for array in arrays:
        hasher.update(np.ascontiguousarray(array, dtype="<f8").data)
    return hasher.hexdigest()
