"""Forecasts that need no network: what any network has to beat."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from playground.data.series import Sequences, Series
from playground.data.windows import Part, Windows
from playground.problems.season import find_period

#: Most coefficients of the linear autoregression besides the intercept; with F columns it sees at most 200 // F lags.
MOST_COEFFICIENTS = 200
#: Most equations it is fitted on; a fixed random choice of the training rows when there are more.
MOST_EQUATIONS = 5000


def baselines(windows: Windows, data: Series | Sequences) -> dict[str, np.ndarray]:
    """Return the forecasts of the test part by name, each (n, K) float64 in the target's own unit.

    ``last_value`` repeats the newest known target; ``seasonal_naive`` the newest known one that is whole seasons away (see
    `season.find_period`); ``linear_ar`` is a linear autoregression (`linear_ar`, `linear_task`); ``mean`` is the training part's mean.
    A task never shows its targets: there ``last_value`` and ``seasonal_naive`` repeat the newest value of the first input channel.
    """
    part, first = windows.test, windows.bounds[0]
    if isinstance(data, Sequences):
        sequences = part.starts // part.lookback
        last = data.x[sequences[:, None], part.target_offsets, 0]
        mean = data.y[:first, part.target_offsets].mean()
        return {
            "last_value": last,
            "seasonal_naive": last.copy(),
            "linear_ar": linear_task(data, first, part),
            "mean": np.full(last.shape, mean),
        }
    known = part.index(slice(None), part.known_offsets)  # (n, K)
    rows = np.arange(known.min(), known.max() + 1)
    ahead, distance = np.unique(part.target_offsets - part.known_offsets, return_inverse=True)
    series = data.values[:, data.target]
    by_row = {  # each (rows, distances) or (rows, 1): windows overlap, so a forecast is made once for each last known row
        "last_value": series[rows, None],
        "seasonal_naive": seasonal_naive(series, rows, ahead, find_period(windows, data)),
        "linear_ar": linear_ar(data, first, part.lookback, rows, ahead),
        "mean": np.full((len(rows), 1), series[:first].mean()),
    }
    return {name: values[known - rows[0], distance if values.shape[1] > 1 else 0] for name, values in by_row.items()}


def seasonal_naive(series: np.ndarray, rows: np.ndarray, ahead: np.ndarray, period: int) -> np.ndarray:
    """Return the value whole seasons before the rows ``rows + ahead``, (rows, ahead): the newest that is not later than ``rows``.

    Where the series does not reach back that far, the last known value.
    """
    known = rows[:, None]
    source = known + ahead - period * -(-ahead // period)
    return series[np.where(source >= 0, source, known)]


def linear_ar(data: Series, training_rows: int, lookback: int, rows: np.ndarray, ahead: np.ndarray) -> np.ndarray:
    """Return direct linear autoregressions, (rows, ahead): every distance ahead has its own least squares fit.

    It reads the last P rows of all columns up to the last known row and an intercept, fitted on the training rows. P is the lookback,
    but at most `MOST_COEFFICIENTS` // F, and less in a short training part, so that there are two equations per coefficient: an
    exact fit would be no fair opponent. With many-to-many it reads P rows before *every* answer, so early answers see rows before
    their window that the network does not.

    Parameters
    ----------
    data : Series
    training_rows, lookback : int
        Rows it may be fitted on, and the P that is wished for.
    rows : ndarray of int
        Last known rows to forecast from, none before ``lookback`` - 1 or before the last training row that can be fitted on.
    ahead : ndarray of int
        How many rows later the targets stand, rising.
    """
    end = training_rows - int(ahead[-1])
    lags = _lags(lookback, data.values.shape[1], lambda p: end - p + 1)
    values, target = _centred(data.values, training_rows), data.values[:, data.target]
    fitted = _some(np.arange(lags - 1, end))
    fit = _least_squares(_lagged(values, fitted, lags), target[fitted[:, None] + ahead])
    return _with_one(_lagged(values, rows, lags)) @ fit


def linear_task(data: Sequences, training_sequences: int, part: Part) -> np.ndarray:
    """Return a linear regression of each answer on the last P inputs of its own sequence, zeros before it, (n, K).

    One fit for all answers; P is the length of the sequence, with the limits of `linear_ar`.
    """
    offsets, features = part.target_offsets, data.x.shape[2]
    answers = training_sequences * len(offsets)
    lags = _lags(part.lookback, features, lambda p: answers)
    padded = np.pad(data.x, ((0, 0), (lags - 1, 0), (0, 0)))  # (n, lags - 1 + T, F)

    def read(sequence: np.ndarray, step: np.ndarray) -> np.ndarray:
        return padded[sequence[:, None], step[:, None] + np.arange(lags)].reshape(len(sequence), -1)

    chosen = _some(np.arange(answers))
    sequence, step = chosen // len(offsets), offsets[chosen % len(offsets)]
    fit = _least_squares(read(sequence, step), data.y[sequence, step][:, None])
    test = part.starts // part.lookback
    forecast = [_with_one(read(test, np.full(len(test), step))) @ fit for step in offsets]
    return np.concatenate(forecast, axis=1)


def _lags(lookback: int, features: int, equations: Callable[[int], int]) -> int:
    """Return P: the lookback, within `MOST_COEFFICIENTS` and with two equations per coefficient; ``equations(P)`` counts them."""
    most = max(1, min(lookback, MOST_COEFFICIENTS // features))
    enough = (p for p in range(most, 1, -1) if equations(p) >= 2 * (p * features + 1))
    return next(enough, 1)


def _centred(values: np.ndarray, training_rows: int) -> np.ndarray:
    """Return the columns around their training mean in their training spread: the same fit, with better numbers."""
    training = values[:training_rows]
    spread = np.ptp(training, axis=0)
    return (values - training.mean(axis=0)) / np.where(spread > 0, spread, 1.0)


def _some(rows: np.ndarray) -> np.ndarray:
    """Return at most `MOST_EQUATIONS` of the rows; random, because even spacing could keep step with a season."""
    if len(rows) <= MOST_EQUATIONS:
        return rows
    return np.sort(np.random.default_rng(0).choice(rows, MOST_EQUATIONS, replace=False))


def _lagged(values: np.ndarray, rows: np.ndarray, lags: int) -> np.ndarray:
    """Return rows r - lags + 1 to r of all columns side by side, (len(rows), lags · F)."""
    return values[rows[:, None] + np.arange(1 - lags, 1)].reshape(len(rows), -1)


def _with_one(inputs: np.ndarray) -> np.ndarray:
    return np.column_stack([inputs, np.ones(len(inputs))])


def _least_squares(inputs: np.ndarray, answers: np.ndarray) -> np.ndarray:
    """Return coefficients and intercept (P + 1, K); with dependent inputs a tiny ridge chooses the small ones."""
    inputs = _with_one(inputs)
    fit, _, rank, _ = np.linalg.lstsq(inputs, answers, rcond=None)
    width = inputs.shape[1]
    if rank == width:
        return fit
    ridge = np.sqrt(1e-8 * len(inputs)) * np.eye(width)
    return np.linalg.lstsq(np.vstack([inputs, ridge]), np.vstack([answers, np.zeros((width, answers.shape[1]))]), rcond=None)[0]
