"""Is a network worth it here? One sentence; it may say no."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from playground.evaluation.meaningful import exact
from playground.sentences.lists import all_at, listed
from playground.wording import _, digits_apart, number

#: A network has to be better by this share for it to be worth its trouble.
MARGIN = 0.05


def about_benchmark(networks: Sequence[float], others: Mapping[str, float], unit: str = "") -> str:
    """Return the verdict on several seeds' errors beside the simple forecasts' on the same test
    part, smaller is better.

    Yes: every seed beats the best simple forecast, and the middle one by at least 5 %. No: the
    middle one does not beat it at all. What lies between is told as it is.

    Parameters
    ----------
    networks : sequence of float
        One error a seed; infinite where a run diverged.
    others : mapping of str to float
        Errors of the simple forecasts by the name they have in a sentence.
    unit : str
        Unit of the errors.
    """
    best, unit = min(others.values()), f" {unit}" if unit else ""
    names = all_at(others, best)
    ordered = sorted(networks)
    middle, count = ordered[len(ordered) // 2], len(ordered)
    better = sum(value < best for value in ordered)
    digits = digits_apart(best, middle)
    numbers = {"best": number(best, digits), "middle": number(middle, digits)}
    facts = {"name": listed(names), "unit": unit, "better": better, "count": count, **numbers}
    if exact(best, others.values()):
        told = (
            _("No: the simple forecast {name} is exact here.")
            if len(names) == 1
            else _("No: the simple forecasts {name} are exact here.")
        )
        return told.format(**facts)
    if not math.isfinite(middle):
        return _(
            "No: most networks diverged; the best simple forecast ({name}) is off by {best}{unit}."
        ).format(**facts)
    less = 100 * abs(1 - middle / best)
    share = number(less, 2 if less < 99 else 3) if middle / best > 0.0005 else _("more than 99.9")
    if middle >= best:
        told = _(
            "No: the best simple forecast ({name}) is off by {best}{unit}, the middle one of {count} networks by {middle}{unit}."
        )
        return told.format(**facts)
    if better == count and middle <= (1 - MARGIN) * best:
        told = _(
            "Yes: all {count} networks beat the best simple forecast ({name}, off by {best}{unit}); the middle one is off by {middle}{unit}, "
            "{share} % less."
        )
        return told.format(**facts, share=share)
    if better == count:
        told = _(
            "Hardly: all {count} networks beat the best simple forecast ({name}, off by {best}{unit}), but the middle one by only {share} %."
        )
        return told.format(**facts, share=share)
    told = _(
        "That depends on luck: {better} of {count} networks beat the best simple forecast ({name}, off by {best}{unit}); the middle one is "
        "off by {middle}{unit}."
    )
    return told.format(**facts)
