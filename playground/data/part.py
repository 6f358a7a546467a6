"""The windows of the training, validation and test part, gathered from one shared table of rows."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from playground.data.scaler import Scaler


@dataclass(frozen=True)
class Part:
    """The windows of one part (training, validation or test), gathered only when asked for.

    Parameters
    ----------
    rows : ndarray of shape (R, F), float32
        All rows as the network sees them (scaled), shared between the parts.
    targets : ndarray of shape (R,), float32
        Target at each row, scaled.
    own : ndarray of shape (R,), float64
        Target at each row in its own unit, unrounded.
    starts : ndarray of shape (n,), int64
        First row of each window.
    lookback : int
        T, rows of a window that the network sees.
    target_offsets : ndarray of shape (K,)
        Row of each target, counted from the window's start.
    known_offsets : ndarray of shape (K,)
        Row of the newest target value known when output k is made; empty for tasks, whose targets are never shown.
    change : bool
        Whether the network predicts the difference from the last known value.
    factor : float
        The target's scaling factor: a difference of 1 in the network's units, in the target's own.
    """

    rows: np.ndarray
    targets: np.ndarray
    own: np.ndarray
    starts: np.ndarray
    lookback: int
    target_offsets: np.ndarray
    known_offsets: np.ndarray
    change: bool
    factor: float = 1.0

    def __len__(self) -> int:
        return len(self.starts)

    def index(self, which: int | slice | np.ndarray, offsets: np.ndarray) -> np.ndarray:
        """Return the row numbers (B, len(offsets)) of chosen windows; ``which`` is a number, a slice or an array of numbers."""
        return np.atleast_1d(self.starts[which])[:, None] + offsets

    def x(self, which: int | slice | np.ndarray) -> np.ndarray:
        """Return the inputs (B, T, F) of chosen windows, float32."""
        return self.rows[self.index(which, np.arange(self.lookback))]

    def y(self, which: int | slice | np.ndarray) -> np.ndarray:
        """Return what the network is asked for, (B, K) float32 in its own units: the value, or its change."""
        if not self.change:
            return self.targets[self.target_index(which)]
        # a small change of large numbers would be lost if they were rounded to float32 first
        change = self.own[self.target_index(which)] - self.own[self.index(which, self.known_offsets)]
        return (change / self.factor).astype(np.float32)

    def known(self, which: int | slice | np.ndarray) -> np.ndarray:
        """Return the last known target value before each output, (B, K) float32, scaled."""
        return self.targets[self.index(which, self.known_offsets)]

    def first(self, which: int | slice | np.ndarray) -> np.ndarray:
        """Return the last observed target, (B, 1) float32, scaled: a decoder's first input."""
        return self.targets[self.index(which, np.array([self.lookback - 1]))]

    def target_index(self, which: int | slice | np.ndarray) -> np.ndarray:
        """Return the row number of each target, (B, K)."""
        return self.index(which, self.target_offsets)


@dataclass(frozen=True)
class Windows:
    """The three parts of one experiment.

    Parameters
    ----------
    train, validation, test : Part
        Every target of a part lies in that part; only training windows lie wholly in theirs.
    scaler : Scaler
        Fitted on the training rows; changes nothing for tasks.
    bounds : tuple of int
        First validation row and first test row; for tasks, sequence numbers.
    task : bool
        Whether the windows are independent sequences.
    notes : tuple of str
        What the reader should know about the preparation, a sentence each.
    """

    train: Part
    validation: Part
    test: Part
    scaler: Scaler
    bounds: tuple[int, int]
    task: bool
    notes: tuple[str, ...] = ()


def part_starts(low: int, high: int, offsets: np.ndarray, lookback: int, stride: int, inside: bool) -> np.ndarray:
    """Return the first row of every window whose targets all lie in rows ``low`` to ``high`` - 1.

    ``inside`` asks that the inputs lie there too (the training part); otherwise they may reach back into earlier parts.
    """
    first = low if inside else max(0, low - int(offsets.min()))
    last = high - 1 - max(int(offsets.max()), lookback - 1)
    return np.arange(first, last + 1, stride, dtype=np.int64)
