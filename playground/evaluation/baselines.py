"""Forecasts that need no network: what any network has to beat. Those of classes stand in
`class_baselines`.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from playground.data.series import Sequences, Series
from playground.data.windowing.windows import Split, Windows
from playground.evaluation.season import find_period

#: Most coefficients of the linear autoregression besides the intercept; with F columns it sees at
#: most 200 // F lags.
MOST_COEFFICIENTS = 200
#: Most equations it is fitted on; a fixed random choice of the training rows when there are more.
MOST_EQUATIONS = 5000
#: Rows or windows forecast at once, to hold only so many lags in memory.
_AT_ONCE = 10_000


def baselines(windows: Windows, data: Series | Sequences) -> dict[str, np.ndarray]:
    """Return the forecasts of the test part by name, each (n, K) float64 in the target's own unit.

    ``last_value`` repeats the newest known target; ``seasonal_naive`` the newest known one that is
    whole seasons away (see `season.find_period`); ``linear_ar`` is a linear autoregression
    (`linear_ar`, `linear_task`); ``mean`` is the training part's mean.
    Where targets are never shown, or lie in separate sequences, they are made of the windows alone
    (`apart`).
    """
    part, first = windows.test, windows.bounds[0]
    if isinstance(data, Sequences) or not len(part.known_offsets):
        return apart(windows, data)
    known = part.index(slice(None), part.known_offsets)  # (n, K)
    rows, place = np.unique(known, return_inverse=True)
    ahead, distance = np.unique(part.target_offsets - part.known_offsets, return_inverse=True)
    series = data.seen[:, data.target]  # a forecast may not know what a gap was filled with later
    # each (rows, distances) or (rows, 1): windows overlap, so a forecast is made once for each last
    # known row
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
    """Return the value whole seasons before the rows ``rows + ahead``, (rows, ahead): the newest
    that is not later than ``rows``.

    Where the series does not reach back that far, the last known value.
    """
    known = rows[:, None]
    source = known + ahead - period * -(-ahead // period)
    return series[np.where(source >= 0, source, known)]


def linear_ar(
    data: Series, training_rows: int, lookback: int, rows: np.ndarray, ahead: np.ndarray
) -> np.ndarray:
    """Return direct linear autoregressions, (rows, ahead): every distance ahead has its own least
    squares fit.

    It reads the last P rows of all columns up to the last known row and an intercept, fitted on the
    training rows. P is the lookback, but at most `MOST_COEFFICIENTS` // F, and less in a short
    training part, so that there are two equations per coefficient: an exact fit would be no fair
    opponent. With many-to-many it reads P rows before *every* answer, so early answers see rows
    before their window that the network does not.

    Parameters
    ----------
    data : Series
    training_rows, lookback : int
        Rows it may be fitted on, and the P that is wished for.
    rows : ndarray of int
        Last known rows to forecast from, none before ``lookback`` - 1 or before the last training
        row that can be fitted on.
    ahead : ndarray of int
        How many rows later the targets stand, rising.
    """
    end = training_rows - int(ahead[-1])
    lags = _lags(lookback, data.values.shape[1], lambda p: end - p + 1)
    values, target = _centred(data.seen, training_rows), data.values[:, data.target]
    fitted = _some(np.arange(lags - 1, end))
    fit = _least_squares(_lagged(values, fitted, lags), target[fitted[:, None] + ahead])
    pieces = [rows[start : start + _AT_ONCE] for start in range(0, len(rows), _AT_ONCE)]
    return np.concatenate([_with_one(_lagged(values, some, lags)) @ fit for some in pieces])


def apart(windows: Windows, data: Series | Sequences) -> dict[str, np.ndarray]:
    """Return the same forecasts from each window's own rows: of tasks, courses, and answers that
    stand beside their step.

    ``last_value`` is the newest known target, or where none is ever shown the newest reading, of
    the target's column where it is read; there is no season to go back by, so ``seasonal_naive`` is
    the same. From a label nothing can be repeated: both are missing then, and in the place of
    ``linear_ar`` stands ``class_mean``, the mean of the label's training sequences at each step.
    """
    part, training = windows.test, _some(np.arange(len(windows.train)))
    found: dict[str, np.ndarray] = {}
    if not part.spec.generated:
        found["last_value"] = _newest(windows, data)
        found["seasonal_naive"] = found["last_value"].copy()
    answers = windows.train.own_y(slice(None) if windows.task else training)
    formula = linear_windows(windows.train, part, training)
    found["class_mean" if part.spec.generated else "linear_ar"] = (
        formula  # of a label alone the formula is the mean of its class
    )
    found["mean"] = np.full(formula.shape, answers.mean())
    return found


def _newest(windows: Windows, data: Series | Sequences) -> np.ndarray:
    """Return what was read last before each answer, (n, K), in its own unit."""
    part = windows.test
    if len(part.known_offsets):
        return windows.scaler.own_target(part.known_level(slice(None)))
    rows = part.index(slice(None), _read_before(part))
    if isinstance(data, Sequences):
        return data.x[rows // windows.length, rows % windows.length, 0]
    return data.seen[rows, data.target if data.target in windows.read else windows.read[0]]


def _read_before(part: Split) -> np.ndarray:
    """Return the newest row that is read before each answer is made, (K,), counted from the
    window's start.
    """
    return (
        part.known_offsets
        if len(part.known_offsets)
        else np.minimum(part.target_offsets, part.lookback - 1)
    )


def linear_windows(train: Split, test: Split, training: np.ndarray) -> np.ndarray:
    """Return a linear regression of each answer on the last P inputs of its own window, zeros
    before it, (n, K).

    Answers equally far from what was read last share one fit; P is the lookback, with the limits of
    `linear_ar`.
    """
    newest, features = _read_before(test), test.rows.shape[1]
    distance, forecast = test.target_offsets - newest, np.empty((len(test), len(newest)))
    for far in np.unique(distance):
        ks = np.flatnonzero(distance == far)
        lags = _lags(test.lookback, features, lambda p, ks=ks: len(training) * len(ks))  # type: ignore[misc]
        chosen = _some(np.arange(len(training) * len(ks)))
        window, k = training[chosen // len(ks)], ks[chosen % len(ks)]
        fit = _least_squares(
            _padded(train, window, newest[k], lags),
            train.own_y(window)[np.arange(len(k)), k][:, None],
        )
        for k in ks:
            for start in range(0, len(test), _AT_ONCE):
                some = np.arange(start, min(start + _AT_ONCE, len(test)))
                forecast[some, k] = (
                    _with_one(_padded(test, some, np.full(len(some), newest[k]), lags)) @ fit
                )[:, 0]
    return forecast


def _padded(part: Split, windows: np.ndarray, newest: np.ndarray, lags: int) -> np.ndarray:
    """Return the ``lags`` inputs up to a row of each window, zeros before its first, (n, lags ·
    F).
    """
    offsets = newest[:, None] + np.arange(1 - lags, 1)  # (n, lags)
    rows = part.rows[np.maximum(part.starts[windows][:, None] + offsets, 0)].astype(np.float64)
    return np.where((offsets >= 0)[:, :, None], rows, 0.0).reshape(len(windows), -1)


def _lags(lookback: int, features: int, equations: Callable[[int], int]) -> int:
    """Return P: the lookback, within `MOST_COEFFICIENTS` and with two equations per coefficient;
    ``equations(P)`` counts them.
    """
    most = max(1, min(lookback, MOST_COEFFICIENTS // features))
    enough = (p for p in range(most, 1, -1) if equations(p) >= 2 * (p * features + 1))
    return next(enough, 1)


def _centred(values: np.ndarray, training_rows: int) -> np.ndarray:
    """Return the columns around their training mean in their training spread: the same fit, with
    better numbers.
    """
    training = values[:training_rows]
    spread = np.ptp(training, axis=0)
    return (values - training.mean(axis=0)) / np.where(spread > 0, spread, 1.0)


def _some(rows: np.ndarray) -> np.ndarray:
    """Return at most `MOST_EQUATIONS` of the rows; random, because even spacing could keep step
    with a season.
    """
    if len(rows) <= MOST_EQUATIONS:
        return rows
    return np.sort(np.random.default_rng(0).choice(rows, MOST_EQUATIONS, replace=False))


def _lagged(values: np.ndarray, rows: np.ndarray, lags: int) -> np.ndarray:
    """Return rows r - lags + 1 to r of all columns side by side, (len(rows), lags · F)."""
    return values[rows[:, None] + np.arange(1 - lags, 1)].reshape(len(rows), -1)


def _with_one(inputs: np.ndarray) -> np.ndarray:
    return np.column_stack([inputs, np.ones(len(inputs))])


def _least_squares(inputs: np.ndarray, answers: np.ndarray) -> np.ndarray:
    """Return coefficients and intercept (P + 1, K); with dependent inputs a tiny ridge chooses the
    small ones.
    """
    inputs = _with_one(inputs)
    fit, _, rank, _ = np.linalg.lstsq(inputs, answers, rcond=None)
    width = inputs.shape[1]
    if rank == width:
        return fit
    ridge = np.sqrt(1e-8 * len(inputs)) * np.eye(width)
    return np.linalg.lstsq(
        np.vstack([inputs, ridge]),
        np.vstack([answers, np.zeros((width, answers.shape[1]))]),
        rcond=None,
    )[0]
