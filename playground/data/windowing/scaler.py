"""Bringing columns to a common size, fitted on the training part only, and taking it back."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Scaler:
    """One shift and one factor per column: ``scaled = (value - shift) / factor``, all in float64.

    Parameters
    ----------
    kind : {"standard", "minmax", "none"}
        How it was fitted.
    shift, factor : ndarray of shape (F,)
        In the columns' own units; 0 and 1 for a column left unscaled.
    target : int
        Column of the target.
    constant : tuple of int
        Columns that never change in the rows it was fitted on.
    log : tuple of int
        Columns of which the logarithm is scaled; shift and factor are then the logarithm's.
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
        """Return values of the target, of any shape, where its changes add up: its logarithm, or
        the values themselves.
        """
        return np.log(own) if self.target in self.log else own

    def own_target(self, level: np.ndarray) -> np.ndarray:
        """Return what `level` was made of."""
        return np.exp(np.minimum(level, 700.0)) if self.target in self.log else level


def logs(values: np.ndarray, columns: tuple[int, ...]) -> np.ndarray:
    """Return values (N, F) with the logarithm of some columns."""
    if not columns:
        return values
    found = np.array(values, dtype=np.float64)
    found[:, list(columns)] = np.log(found[:, list(columns)])
    return found


def fit_scaler(training: np.ndarray, kind: str, target: int, log: tuple[int, ...] = ()) -> Scaler:
    """Fit a scaler on the training rows.

    Parameters
    ----------
    training : ndarray of shape (a, F)
        The rows of the training part and no others: a later row would tell the network about its
        future.
    kind : {"standard", "minmax", "none"}
        "standard" gives mean 0 and population standard deviation 1, "minmax" the range 0 to 1,
        "none" changes nothing.
    target : int
        Column of the target.
    log : tuple of int
        Columns of ``training`` that are logarithms already.
    """
    low, high = training.min(axis=0), training.max(axis=0)
    constant = (
        low == high
    )  # not "deviation 0": the mean of equal numbers can differ from them by rounding
    if kind == "standard":
        shift, factor = training.mean(axis=0), training.std(axis=0)
    elif kind == "minmax":
        shift, factor = low, high - low
    else:
        shift, factor = np.zeros_like(low), np.ones_like(low)
    unscaled = constant | (factor == 0)  # a spread too small for its square leaves a deviation of 0
    shift, factor = np.where(unscaled, 0.0, shift), np.where(unscaled, 1.0, factor)
    return Scaler(kind, shift, factor, target, tuple(int(i) for i in np.flatnonzero(constant)), log)
