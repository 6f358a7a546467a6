"""The verdict on whether a network beats the baselines; it may be no."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from playground.evaluation.meaningful import exact
from playground.sentences.lists import all_at, listed
from playground.wording import _, digits_apart, number

#: Share by which the median network has to beat the best baseline for a clear yes.
MARGIN = 0.05


def about_benchmark(
    networks: Sequence[float], baselines: Mapping[str, float], unit: str = ""
) -> str:
    """Return the verdict on the errors of several seeds and of the baselines, on one test set.

    Yes: every seed beats the best baseline, and the median network by at least 5 %. No: the median
    network does not beat it at all. Anything between is reported without a yes or no.

    Parameters
    ----------
    networks : sequence of float
        One error per seed; infinite where a run diverged.
    baselines : mapping of str to float
        Errors of the baselines by the name they have in a sentence.
    unit : str
        Unit of the errors.
    """
    best, median = min(baselines.values()), sorted(networks)[len(networks) // 2]
    names, better = all_at(baselines, best), sum(error < best for error in networks)
    count, digits = len(networks), digits_apart(best, median)
    lower = 100 * abs(1 - median / best) if best > 0 and math.isfinite(median) else 0.0
    if exact(best, baselines.values()):
        sentence = (
            _("No: the baseline {name} is exact here.")
            if len(names) == 1
            else _("No: the baselines {name} are exact here.")
        )
    elif not math.isfinite(median):
        sentence = _(
            "No: most networks diverged; the best baseline ({name}) is off by {best}{unit}."
        )
    elif median >= best:
        sentence = _(
            "No: the best baseline ({name}) is off by {best}{unit}, the median of {count} networks by {median}{unit}."
        )
    elif better < count:
        sentence = _(
            "It depends on the seed: {better} of {count} networks beat the best baseline ({name}, off by {best}{unit}); the median network is off by {median}{unit}."
        )
    elif median <= (1 - MARGIN) * best:
        sentence = _(
            "Yes: all {count} networks beat the best baseline ({name}, off by {best}{unit}); the median network is off by {median}{unit}, {share} % less."
        )
    else:
        sentence = _(
            "Hardly: all {count} networks beat the best baseline ({name}, off by {best}{unit}), but the median network by only {share} %."
        )
    return sentence.format(
        name=listed(names),
        unit=f" {unit}" if unit else "",
        better=better,
        count=count,
        best=number(best, digits),
        median=number(median, digits),
        share=number(lower, 2 if lower < 99 else 3) if lower < 99.95 else _("more than 99.9"),
    )
