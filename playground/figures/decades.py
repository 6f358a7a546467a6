"""Logarithmic axes for numbers of any size, with powers of ten or percentages as ticks."""

from __future__ import annotations

from typing import Any

import numpy as np

from playground.wording import number

_SUPERSCRIPT = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500)


def power(decade: int) -> str:
    """Return an integer power of 10 as text, such as ``10⁻²²``."""
    return {0: "1", 1: "10"}.get(decade, "10" + str(decade).translate(_SUPERSCRIPT))


def percent(decade: int) -> str:
    """Return an integer power of 10 in percent, such as ``0.1 %``."""
    return f"{number(10.0 ** (decade + 2))} %"


def decade_ticks(low: float, high: float, shares: bool, most: int = 8) -> dict[str, Any]:
    """Return range and ticks of an axis from ``low`` to ``high`` decades.

    With ``shares`` the ticks are percentages, unless one would be below 0.01 %: then all are powers
    of ten.
    """
    step = next((s for s in _STEPS if (high - low) / s <= most), _STEPS[-1])
    values = np.arange(np.ceil(low / step) * step, high + 1e-9, step).astype(int)
    in_percent = shares and values.size > 0 and values.min() >= -4 and values.max() <= 2
    return {
        "tickmode": "array",
        "tickvals": values.tolist(),
        "ticktext": [percent(int(v)) if in_percent else power(int(v)) for v in values],
        "range": [float(low), float(high)],
    }


def decades(values: np.ndarray) -> np.ndarray:
    """Return log10 as float32, with NaN (a gap in the line) for 0 and non-finite values."""
    with np.errstate(divide="ignore", invalid="ignore"):
        logarithms = np.log10(np.asarray(values, np.float64))
    return np.where(np.isfinite(logarithms), logarithms, np.nan).astype(np.float32)


def back_ticks(steps: int, most: int = 6) -> dict[str, Any]:
    """Return the ticks of an axis of time steps before the loss, with the loss at the right."""
    apart = next(s for s in (1, 2, 5, 10, 20, 25, 50, 100, 200) if steps / s <= most)
    values = np.arange(0, steps + 1, apart)
    return {
        "tickmode": "array",
        "tickvals": (-values).tolist(),
        "ticktext": [str(v) for v in values],
    }


def faded(colour: str, alpha: float) -> str:
    """Return a hex colour with transparency, as ``rgba``."""
    r, g, b = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return f"rgba({r},{g},{b},{alpha})"
