"""Scale columns to a common range, fitted on the training set only, and undo it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Scaler:
    """One shift and one factor per column: ``scaled = (value - shift) / factor``, all in float64.

    Parameters
    ----------
    kind : {"standard", "minmax", "none"}
        How shift and factor were fitted.
    shift, factor : ndarray of shape (F,)
        In the columns' own units; 0 and 1 for a column left unscaled.
    target : int
        Column of the target.
    constant : tuple of int
        Columns that are constant in the training set.
    log : tuple of int
        Columns scaled on a logarithmic axis; shift and factor then apply to the logarithm.
    """

    kind: str
    shift: np.ndarray
    factor: np.ndarray
    target: int
    constant: tuple[int, ...] = ()
    log: tuple[int, ...] = ()

    def transform(self, values: np.ndarray) -> np.ndarray:
        """Return values (N, F) in the network's units, float64."""
        return (logs(values, self.log) - self.shift) / self.factor

    def inverse(self, scaled: np.ndarray) -> np.ndarray:
        """Return scaled values (N, F) in the columns' own units, float64."""
        own = np.asarray(scaled, dtype=np.float64) * self.factor + self.shift
        own[:, list(self.log)] = np.exp(np.minimum(own[:, list(self.log)], 700.0))
        return own

    def inverse_target(self, scaled: np.ndarray) -> np.ndarray:
        """Return scaled values of the target, of any shape, in its own unit, float64."""
        return self.own_target(
            np.asarray(scaled, dtype=np.float64) * self.factor[self.target]
            + self.shift[self.target]
        )

    def level(self, own: np.ndarray) -> np.ndarray:
        """Return target values on the axis where changes add up: log if scaled so, or itself."""
        return np.log(own) if self.target in self.log else own

    def own_target(self, level: np.ndarray) -> np.ndarray:
        """Return target values in their own unit: the inverse of `level`."""
        return np.exp(np.minimum(level, 700.0)) if self.target in self.log else level


def logs(values: np.ndarray, columns: tuple[int, ...]) -> np.ndarray:
    """Return values (N, F) with the given columns replaced by their logarithms."""
    if not columns:
        return values
    logged = np.array(values, dtype=np.float64)
    logged[:, list(columns)] = np.log(logged[:, list(columns)])
    return logged


def fit_scaler(training: np.ndarray, kind: str, target: int, log: tuple[int, ...] = ()) -> Scaler:
    """Fit a scaler on the training rows.

    Parameters
    ----------
    training : ndarray of shape (a, F)
        The rows of the training set and no others: a later row would reveal the future.
    kind : {"standard", "minmax", "none"}
        "standard" gives mean 0 and population standard deviation 1, "minmax" the range 0 to 1,
        "none" changes nothing.
    target : int
        Column of the target.
    log : tuple of int
        Columns of ``training`` that are already logarithms.
    """
    low, high = training.min(axis=0), training.max(axis=0)
    constant = (
        low == high
    )  # not "standard deviation 0": rounding can make the mean of equal numbers differ from them
    if kind == "standard":
        shift, factor = training.mean(axis=0), training.std(axis=0)
    elif kind == "minmax":
        shift, factor = low, high - low
    else:
        shift, factor = np.zeros_like(low), np.ones_like(low)
    unscaled = constant | (factor == 0)  # the square of a very small spread underflows to 0
    shift, factor = np.where(unscaled, 0.0, shift), np.where(unscaled, 1.0, factor)
    return Scaler(kind, shift, factor, target, tuple(int(i) for i in np.flatnonzero(constant)), log)
