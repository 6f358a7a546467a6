"""The length of a season, read from the training part's autocorrelation."""

from __future__ import annotations

import numpy as np

from playground.data.series import Sequences, Series
from playground.data.windowing.windows import Windows

#: A season must stand out at least this far: correlation with the value one season before.
LEAST_CORRELATION = 0.25


def find_period(windows: Windows, data: Series | Sequences) -> int:
    """Return the season in rows: the one the data declare, else one found in the training part,
    else 1 (no season).

    With 1 the seasonal naive forecast is the last value.
    """
    if isinstance(data, Sequences):
        return 1
    if data.period is not None:
        return max(1, int(data.period))
    return detect_period(data.values[: windows.bounds[0], data.target])


def detect_period(values: np.ndarray) -> int:
    """Return the lag of the highest peak of the autocorrelation of ``values`` (n,), or 1 when none
    is significant.

    Looked for around a parabola first, then between neighbouring rows, which takes away a wandering
    level. A season must come
    at least three times, and the peak must come back at twice the lag: noise and slow wandering
    have peaks too, but not in rows.
    """
    n = len(values)
    if n < 8 or np.ptp(values) == 0:
        return 1
    values = (values - values.mean()) / np.ptp(values)
    t = np.linspace(-1.0, 1.0, n)
    curve = np.polynomial.polynomial.polyval(t, np.polynomial.polynomial.polyfit(t, values, 2))
    for flat in (values - curve, np.diff(values)):
        period = _peak(flat)
        if period > 1:
            return period
    return 1


def _peak(values: np.ndarray) -> int:
    r = _autocorrelation(values)
    if not len(r):
        return 1
    least = max(
        LEAST_CORRELATION, 4.0 / np.sqrt(len(values))
    )  # 4 standard errors of white noise: a third of n lags are looked at
    below = np.flatnonzero(r < 0)
    first, last = (int(below[0]) if len(below) else len(r)), len(values) // 3
    if first >= last:  # it never swings to the other side
        return 1
    lag = first + int(np.argmax(r[first : last + 1]))
    again = r[2 * lag - 1 : 2 * lag + 2]
    if lag == last or r[lag] < least or not len(again) or again.max() < least / 2:
        return 1
    shorter = (
        round(lag / parts) for parts in range(lag // 2, 1, -1)
    )  # two or more seasons can correlate a little better than one
    return next((p for p in shorter if p >= first and r[p] >= 0.85 * r[lag]), lag)


def _autocorrelation(values: np.ndarray) -> np.ndarray:
    """Return the autocorrelation at lag 0, 1, … (biased, so that of two equal peaks the shorter lag
    wins); empty for no variance.
    """
    values = values - values.mean()
    n = len(values)
    power = np.abs(np.fft.rfft(values, 2 * n)) ** 2
    r = np.fft.irfft(power)[:n]
    return r / r[0] if r[0] > 1e-18 * n else np.empty(0)
