"""Shares from whole to vanishing, in words that stay readable."""

from __future__ import annotations

import math

from playground.wording import _, number, power_of_ten


def share_words(share: float) -> str:
    """Return a share: in percent while that can be read, as a power of ten below, as a multiple
    above two.
    """
    if not math.isfinite(share):
        return _("nothing that can be computed")
    if share == 0:
        return "0"
    if share >= 2:
        return _("{times} times").format(
            times=number(share, 2) if share < 1e5 else power_words(share)
        )
    if share >= 1e-5:
        return _("{share} %").format(share=number(100 * share, 2))
    return power_words(share)


def weight_words(share: float) -> str:
    """Return a share behind "compared with the last step it weighs": ``3.4 %``, ``5.5 times as
    much``.
    """
    return (
        _("{times} as much").format(times=share_words(share))
        if 2 <= share < math.inf
        else share_words(share)
    )


def power_words(value: float) -> str:
    """Return a number as its nearest round multiple of a power of ten: ``3·10⁻²²``."""
    return power_of_ten(value, 1)


def slope_words(slope: float) -> str:
    """Return decades per step with its sign, to three decimals: ``−0.225``, ``+0.013``, ``0``."""
    if not math.isfinite(slope):
        return number(slope)
    rounded = round(slope, 3)
    return "0" if rounded == 0 else ("+" if rounded > 0 else "−") + number(abs(rounded), 3)
