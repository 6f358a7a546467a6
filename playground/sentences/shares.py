"""Ratios of influences in words that stay readable from 1 down to 10⁻³⁰⁰."""

from __future__ import annotations

import math

from playground.wording import _, number, power_of_ten


def share_words(share: float) -> str:
    """Return a share in percent, as a power of ten below that, or as a multiple above two.

    Examples
    --------
    >>> share_words(0.034), share_words(3.2e-22), share_words(5.5)
    ('3.4 %', '3·10⁻²²', '5.5 times')
    """
    if not math.isfinite(share):
        return _("not finite")
    if share == 0:
        return "0"
    if share >= 2:
        return _("{times} times").format(
            times=number(share, 2) if share < 1e5 else power_words(share)
        )
    if share >= 1e-5:
        return _("{share} %").format(share=number(100 * share, 2))
    return power_words(share)


def influence_words(share: float) -> str:
    """Return a share after "relative to the last step, its influence is".

    Examples
    --------
    >>> influence_words(0.034), influence_words(5.5)
    ('3.4 %', '5.5 times as large')
    """
    if 2 <= share < math.inf:
        return _("{times} as large").format(times=share_words(share))
    return share_words(share)


def power_words(value: float) -> str:
    """Return a number as a multiple of a power of ten with one digit, such as ``3·10⁻²²``."""
    return power_of_ten(value, 1)


def factor_words(slope: float) -> str:
    """Return the factor per step of a line that changes by this many decades per step.

    Examples
    --------
    >>> factor_words(-0.225), factor_words(0.013), factor_words(0.0)
    ('÷ 1.68 per step', '× 1.03 per step', '× 1 per step')
    """
    if slope < 0 and (factor := number(10.0**-slope, 3)) != "1":
        return _("÷ {factor} per step").format(factor=factor)
    return _("× {factor} per step").format(factor=number(10.0 ** max(slope, 0.0), 3))
