"""The windows of the training, validation and test sets, views into one shared table of rows."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from playground.data.windowing.scaler import Scaler
from playground.data.windowing.window_spec import WindowSpec, blended


def split_at(count: int, train_share: float, validation_share: float) -> tuple[int, int]:
    """Return the first validation row and the first test row of ``count`` rows (or sequences).

    Examples
    --------
    >>> split_at(600, 0.7, 0.15)
    (420, 510)
    """
    first = round(count * train_share)
    return first, first + round(count * validation_share)


@dataclass(frozen=True)
class Split:
    """The windows of one set (training, validation or test), gathered only on request.

    Parameters
    ----------
    rows : ndarray of shape (R, F), float32
        All rows as the network reads them (scaled), shared by the three sets; for a generator, the
        condition taken from each row.
    targets : ndarray of shape (R,), float32
        Target at each row, scaled; class numbers unscaled.
    own : ndarray of shape (R,), float64
        Target at each row in its own unit, unrounded.
    starts : ndarray of shape (n,), int64
        First row of each window.
    spec : WindowSpec
        Which rows of a window are read and predicted.
    change : bool
        Whether the network predicts the difference from the last known value.
    factor : float
        The target's scaling factor: one unit of the network, in the target's own unit.
    level : ndarray of shape (R,), float64, or None
        The target on the axis where its changes add up, for example its logarithm; None when that
        is ``own``.
    seen : pair of ndarray of shape (R,), or None
        The target as it was known at each row: scaled (float32), and on the axis of ``level``
        (float64). It differs from the target where that was filled in from later values; None when
        it differs nowhere.
    """

    rows: np.ndarray
    targets: np.ndarray
    own: np.ndarray
    starts: np.ndarray
    spec: WindowSpec
    change: bool
    factor: float = 1.0
    level: np.ndarray | None = None
    seen: tuple[np.ndarray, np.ndarray] | None = None

    def __len__(self) -> int:
        return len(self.starts)

    @property
    def lookback(self) -> int:
        """Rows of a window that the network reads."""
        return self.spec.lookback

    @property
    def target_offsets(self) -> np.ndarray:
        """Row of each target, counted from the start of the window, (K,)."""
        return self.spec.target_offsets

    @property
    def known_offsets(self) -> np.ndarray:
        """Row of the newest target value known at each prediction, (K,) or empty."""
        return self.spec.known_offsets

    @property
    def steps(self) -> int:
        """T, time steps of the network's input."""
        return len(self.spec.target_offsets) if self.spec.generated else self.spec.lookback

    @property
    def inputs(self) -> int:
        """F, input features per time step; a generator also reads its own last prediction."""
        return self.rows.shape[1] + self.spec.generated

    def index(self, which: int | slice | np.ndarray, offsets: np.ndarray) -> np.ndarray:
        """Return the row numbers (B, len(offsets)) of windows given by number, slice or array."""
        return np.atleast_1d(self.starts[which])[:, None] + offsets

    def x(self, which: int | slice | np.ndarray) -> np.ndarray:
        """Return the inputs (B, T, F) of windows, float32; a generator's own predictions are 0."""
        if not self.spec.generated:
            return self.rows[self.index(which, np.arange(self.lookback))]
        condition = self.rows[self.index(which, np.array([self.lookback - 1]))[:, 0]]  # (B, F - 1)
        x = np.zeros((len(condition), self.steps, self.inputs), np.float32)
        x[:, 0, :-1] = condition
        return x

    def y(self, which: int | slice | np.ndarray) -> np.ndarray:
        """Return the targets (B, K) in the network's units.

        float32 values or changes, or int64 class numbers.
        """
        if self.spec.classes:
            return self._targets_of(self.targets, which).astype(np.int64)
        if not self.change:
            return self._targets_of(self.targets, which).astype(np.float32)
        # a small change of large numbers would be lost if they were rounded to float32 first
        change = self._targets_of(
            self.own if self.level is None else self.level, which
        ) - self.known_level(which)
        return (change / self.factor).astype(np.float32)

    def own_y(self, which: int | slice | np.ndarray) -> np.ndarray:
        """Return the targets (B, K) in their own unit, float64."""
        return self._targets_of(self.own, which)

    def known(self, which: int | slice | np.ndarray) -> np.ndarray:
        """Return the last known target value before each prediction, (B, K) float32, scaled."""
        return self._shown[self.index(which, self.known_offsets)]

    def known_level(self, which: int | slice | np.ndarray) -> np.ndarray:
        """Return the last known target value, (B, K) float64, that changes are added to."""
        level = (
            self.seen[1]
            if self.seen is not None
            else self.own
            if self.level is None
            else self.level
        )
        return level[self.index(which, self.known_offsets)]

    @property
    def _shown(self) -> np.ndarray:
        return self.targets if self.seen is None else self.seen[0]

    def first(self, which: int | slice | np.ndarray) -> np.ndarray:
        """Return the last observed target, (B, 1) float32, scaled: a decoder's first input."""
        return self._shown[self.index(which, np.array([self.lookback - 1]))]

    def target_index(self, which: int | slice | np.ndarray) -> np.ndarray:
        """Return the row number of each target, (B, K)."""
        return self.index(which, self.target_offsets)

    def _targets_of(self, values: np.ndarray, which: int | slice | np.ndarray) -> np.ndarray:
        """Return the targets (B, K) computed from one value a row, as the window spec says."""
        values = values[self.target_index(which)]
        return blended(values, self.spec.blend, self.spec.delay) if self.spec.blend else values


@dataclass(frozen=True)
class Windows:
    """The training, validation and test sets of one experiment.

    Parameters
    ----------
    train, validation, test : Split
        Every target of a set lies in that set; only training windows lie wholly inside theirs.
    scaler : Scaler
        Fitted on the training rows; the identity for tasks.
    bounds : tuple of int
        First validation row and first test row; for tasks, sequence numbers.
    length : int
        Steps of one sequence, laid end to end in the rows; 0 for a series.
    read : tuple of int
        Columns of the scaler that are inputs, in the order of the rows' features.
    notes : tuple of str
        What the reader should know about the preparation, one sentence each.
    differenced : bool
        Whether the network reads the changes from row to row instead of the values.
    """

    train: Split
    validation: Split
    test: Split
    scaler: Scaler
    bounds: tuple[int, int]
    length: int
    read: tuple[int, ...]
    notes: tuple[str, ...] = ()
    differenced: bool = False

    @property
    def task(self) -> bool:
        """Whether the windows are independent sequences."""
        return self.length > 0


def part_starts(
    low: int, high: int, offsets: np.ndarray, lookback: int, stride: int, inside: bool
) -> np.ndarray:
    """Return the first row of every window whose targets all lie in ``low`` to ``high`` - 1.

    With ``inside`` the inputs must lie there too (the training set); otherwise they may reach back
    into earlier sets.
    """
    first = low if inside else max(0, low - int(offsets.min()))
    last = high - 1 - max(int(offsets.max()), lookback - 1)
    return np.arange(first, last + 1, stride, dtype=np.int64)
