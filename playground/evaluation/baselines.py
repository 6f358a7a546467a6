"""Baselines of forecasts, which a network has to beat; for classes see `class_baselines`."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from playground.data.series import Sequences, Series
from playground.data.windowing.windows import Split, Windows
from playground.evaluation.season import find_period

#: Most coefficients of the linear autoregression, without the intercept: with F columns it reads at
#: most 200 // F lags.
MOST_COEFFICIENTS = 200
#: Most equations it is fitted to; of more training rows, a fixed random choice.
MOST_EQUATIONS = 5000
#: Rows or windows forecast at once, which limits the memory for lags.
_AT_ONCE = 10_000


def baselines(windows: Windows, data: Series | Sequences) -> dict[str, np.ndarray]:
    """Return the forecasts of the test set by name, (n, K) float64 in the target's own unit.

    ``last_value`` repeats the newest known target; ``seasonal_naive`` the newest known one a whole
    number of seasons before (see `season.find_period`); ``linear_ar`` is a linear autoregression
    (`linear_ar`, `linear_windows`); ``mean`` is the mean of the training set.
    Where targets are never inputs, or belong to separate sequences, the forecasts use each window
    alone (`apart`).
    """
    part, first = windows.test, windows.bounds[0]
    if isinstance(data, Sequences) or not len(part.known_offsets):
        return apart(windows, data)
    known = part.index(slice(None), part.known_offsets)  # (n, K)
    rows, place = np.unique(known, return_inverse=True)
    ahead, distance = np.unique(part.target_offsets - part.known_offsets, return_inverse=True)
    series = data.seen[:, data.target]  # without later values that filled a gap
    # Each (rows, distances) or (rows, 1): windows overlap, so one forecast per last known row is
    # enough.
    by_row = {
        "last_value": series[rows, None],
        "seasonal_naive": seasonal_naive(series, rows, ahead, find_period(windows, data)),
        "linear_ar": linear_ar(data, first, part.lookback, rows, ahead),
        "mean": np.full((len(rows), 1), series[:first].mean()),
    }
    place = place.reshape(known.shape)
    return {
        name: values[place, distance if values.shape[1] > 1 else 0]
        for name, values in by_row.items()
    }


def seasonal_naive(
    series: np.ndarray, rows: np.ndarray, ahead: np.ndarray, period: int
) -> np.ndarray:
    """Return the value a whole number of seasons before ``rows + ahead``, (rows, ahead).

    It is the newest such value not later than ``rows``; the last known value where the series does
    not reach back that far.
    """
    known = rows[:, None]
    source = known + ahead - period * -(-ahead // period)
    return series[np.where(source >= 0, source, known)]


def linear_ar(
    data: Series, training_rows: int, lookback: int, rows: np.ndarray, ahead: np.ndarray
) -> np.ndarray:
    """Return direct linear autoregressions, (rows, ahead), with a least squares fit per distance.

    The regressors are the last P rows of all columns up to the last known row, and an intercept;
    the fit is to the training rows. P is the lookback, but at most `MOST_COEFFICIENTS` // F, and
    less in a short training set, so that there are two equations per coefficient: an exact fit
    would not be a fair baseline. In many-to-many, P rows before *every* prediction are read, so the
    first predictions use rows before their window, which the network does not read.

    Parameters
    ----------
    data : Series
    training_rows, lookback : int
        Number of training rows, and the largest P.
    rows : ndarray of int
        Last known rows to forecast from, none before ``lookback`` - 1 or before the last training
        row of the fit.
    ahead : ndarray of int
        Distances from the last known row to the targets, increasing.
    """
    end = training_rows - int(ahead[-1])
    lags = _lags(lookback, data.values.shape[1], lambda p: end - p + 1)
    values, target = _centred(data.seen, training_rows), data.values[:, data.target]
    fitted = _sampled(np.arange(lags - 1, end))
    fit = _least_squares(_lagged(values, fitted, lags), target[fitted[:, None] + ahead])
    pieces = [rows[start : start + _AT_ONCE] for start in range(0, len(rows), _AT_ONCE)]
    return np.concatenate([_with_one(_lagged(values, piece, lags)) @ fit for piece in pieces])


def apart(windows: Windows, data: Series | Sequences) -> dict[str, np.ndarray]:
    """Return the forecasts from the rows of each window alone.

    They are for tasks, for collections of sequences, and where targets are never inputs.

    ``last_value`` is the newest known target or, where targets are never inputs, the newest input
    (of the target's column if that is an input). There is no season, so ``seasonal_naive`` is the
    same. A generator reads only a label, which cannot be repeated: both are missing then, and
    ``class_mean``, the mean of the label's training sequences at each step, replaces ``linear_ar``.
    """
    part, training = windows.test, _sampled(np.arange(len(windows.train)))
    forecasts: dict[str, np.ndarray] = {}
    if not part.spec.generated:
        forecasts["last_value"] = _newest(windows, data)
        forecasts["seasonal_naive"] = forecasts["last_value"].copy()
    train_targets = windows.train.own_y(slice(None) if windows.task else training)
    linear = linear_windows(windows.train, part, training)
    # A regression on a label alone gives the mean of its class.
    forecasts["class_mean" if part.spec.generated else "linear_ar"] = linear
    forecasts["mean"] = np.full(linear.shape, train_targets.mean())
    return forecasts


def _newest(windows: Windows, data: Series | Sequences) -> np.ndarray:
    """Return the last value known at each prediction, (n, K), in its own unit."""
    part = windows.test
    if len(part.known_offsets):
        return windows.scaler.own_target(part.known_level(slice(None)))
    rows = part.index(slice(None), _read_before(part))
    if isinstance(data, Sequences):
        return data.x[rows // windows.length, rows % windows.length, 0]
    return data.seen[rows, data.target if data.target in windows.read else windows.read[0]]


def _read_before(part: Split) -> np.ndarray:
    """Return the last row read before each prediction, (K,), counted from the window's start."""
    return (
        part.known_offsets
        if len(part.known_offsets)
        else np.minimum(part.target_offsets, part.lookback - 1)
    )


def linear_windows(train: Split, test: Split, training: np.ndarray) -> np.ndarray:
    """Return a linear regression of each target on the last P inputs of its window, (n, K).

    Inputs before the window are 0. Targets at the same distance from the last input share one fit;
    P is the lookback, with the limits of `linear_ar`.
    """
    newest, features = _read_before(test), test.rows.shape[1]
    distance, forecast = test.target_offsets - newest, np.empty((len(test), len(newest)))
    for steps_ahead in np.unique(distance):
        ks = np.flatnonzero(distance == steps_ahead)
        lags = _lags(test.lookback, features, lambda p, ks=ks: len(training) * len(ks))  # type: ignore[misc]
        chosen = _sampled(np.arange(len(training) * len(ks)))
        window, k = training[chosen // len(ks)], ks[chosen % len(ks)]
        fit = _least_squares(
            _padded(train, window, newest[k], lags),
            train.own_y(window)[np.arange(len(k)), k][:, None],
        )
        for k in ks:
            for start in range(0, len(test), _AT_ONCE):
                piece = np.arange(start, min(start + _AT_ONCE, len(test)))
                forecast[piece, k] = (
                    _with_one(_padded(test, piece, np.full(len(piece), newest[k]), lags)) @ fit
                )[:, 0]
    return forecast


def _padded(part: Split, windows: np.ndarray, newest: np.ndarray, lags: int) -> np.ndarray:
    """Return ``lags`` inputs up to a row of each window, 0 before its start, (n, lags · F)."""
    offsets = newest[:, None] + np.arange(1 - lags, 1)  # (n, lags)
    rows = part.rows[np.maximum(part.starts[windows][:, None] + offsets, 0)].astype(np.float64)
    return np.where((offsets >= 0)[:, :, None], rows, 0.0).reshape(len(windows), -1)


def _lags(lookback: int, features: int, equations: Callable[[int], int]) -> int:
    """Return P: the lookback, reduced as needed to have two equations per coefficient.

    ``equations(P)`` returns their number; `MOST_COEFFICIENTS` is a second limit.
    """
    most = max(1, min(lookback, MOST_COEFFICIENTS // features))
    enough = (p for p in range(most, 1, -1) if equations(p) >= 2 * (p * features + 1))
    return next(enough, 1)


def _centred(values: np.ndarray, training_rows: int) -> np.ndarray:
    """Return the columns scaled by mean and range of the training rows.

    The fit is the same, but better conditioned.
    """
    training = values[:training_rows]
    spread = np.ptp(training, axis=0)
    return (values - training.mean(axis=0)) / np.where(spread > 0, spread, 1.0)


def _sampled(rows: np.ndarray) -> np.ndarray:
    """Return at most `MOST_EQUATIONS` of the rows, at random: even spacing could match a season."""
    if len(rows) <= MOST_EQUATIONS:
        return rows
    return np.sort(np.random.default_rng(0).choice(rows, MOST_EQUATIONS, replace=False))


def _lagged(values: np.ndarray, rows: np.ndarray, lags: int) -> np.ndarray:
    """Return rows r - lags + 1 to r of all columns, concatenated, (len(rows), lags · F)."""
    return values[rows[:, None] + np.arange(1 - lags, 1)].reshape(len(rows), -1)


def _with_one(inputs: np.ndarray) -> np.ndarray:
    return np.column_stack([inputs, np.ones(len(inputs))])


def _least_squares(inputs: np.ndarray, targets: np.ndarray) -> np.ndarray:
    """Return coefficients and intercept (P + 1, K), with a tiny ridge if inputs are dependent."""
    inputs = _with_one(inputs)
    fit, _, rank, _ = np.linalg.lstsq(inputs, targets, rcond=None)
    width = inputs.shape[1]
    if rank == width:
        return fit
    ridge = np.sqrt(1e-8 * len(inputs)) * np.eye(width)
    return np.linalg.lstsq(
        np.vstack([inputs, ridge]),
        np.vstack([targets, np.zeros((width, targets.shape[1]))]),
        rcond=None,
    )[0]
