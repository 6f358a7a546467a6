"""The length of a season, from the autocorrelation of the training set."""

from __future__ import annotations

import numpy as np

from playground.data.series import Sequences, Series
from playground.data.windowing.windows import Windows

#: Smallest autocorrelation at a lag of one season for a season to be detected.
LEAST_CORRELATION = 0.25


def find_period(windows: Windows, data: Series | Sequences) -> int:
    """Return the season in rows: declared by the data, or detected in the training set, or 1.

    1 means no season: the seasonal naive forecast is then the last value.
    """
    if isinstance(data, Sequences):
        return 1
    if data.period is not None:
        return max(1, int(data.period))
    return detect_period(data.values[: windows.bounds[0], data.target])


def detect_period(values: np.ndarray) -> int:
    """Return the lag of the highest peak of the autocorrelation of ``values`` (n,), or 1.

    A parabola is subtracted first; if there is no peak, differences of consecutive rows are tried,
    which removes a wandering level. At least three seasons must fit, and the peak must recur at
    twice the lag: noise and slow wandering have single peaks too.

    Examples
    --------
    >>> detect_period(np.sin(2 * np.pi * np.arange(200) / 25))
    25
    >>> detect_period(np.arange(200.0))
    1
    """
    n = len(values)
    if n < 8 or np.ptp(values) == 0:
        return 1
    values = (values - values.mean()) / np.ptp(values)
    t = np.linspace(-1.0, 1.0, n)
    curve = np.polynomial.polynomial.polyval(t, np.polynomial.polynomial.polyfit(t, values, 2))
    for detrended in (values - curve, np.diff(values)):
        period = _peak(detrended)
        if period > 1:
            return period
    return 1


def _peak(values: np.ndarray) -> int:
    r = _autocorrelation(values)
    if not len(r):
        return 1
    # 4 standard errors of white noise, because n / 3 lags are compared.
    least = max(LEAST_CORRELATION, 4.0 / np.sqrt(len(values)))
    below = np.flatnonzero(r < 0)
    first, last = (int(below[0]) if len(below) else len(r)), len(values) // 3
    if first >= last:  # no oscillation: the correlation does not become negative in time
        return 1
    lag = first + int(np.argmax(r[first : last + 1]))
    again = r[2 * lag - 1 : 2 * lag + 2]
    if lag == last or r[lag] < least or not len(again) or again.max() < least / 2:
        return 1
    # Two or more seasons can correlate slightly better than one.
    shorter = (round(lag / parts) for parts in range(lag // 2, 1, -1))
    return next((p for p in shorter if p >= first and r[p] >= 0.85 * r[lag]), lag)


def _autocorrelation(values: np.ndarray) -> np.ndarray:
    """Return the autocorrelation at lag 0, 1, …; empty without variance.

    It is the biased estimate, so that of equal peaks the one at the shortest lag is the highest.
    """
    values = values - values.mean()
    n = len(values)
    power = np.abs(np.fft.rfft(values, 2 * n)) ** 2
    r = np.fft.irfft(power)[:n]
    return r / r[0] if r[0] > 1e-18 * n else np.empty(0)
