"""Sentences about the error on the test set."""

from __future__ import annotations

import math
from collections.abc import Mapping

from playground.evaluation.meaningful import exact
from playground.sentences.lists import all_at, listed
from playground.wording import _, digits_apart, number


def about_measured(measured: int, every: int) -> str:
    """Return a sentence when only some of the test windows were evaluated, else nothing.

    For tasks and labeled data, windows are sequences.
    """
    if not 0 < measured < every:
        return ""
    return _(
        "Evaluated on {count} of the {every} test windows, evenly spaced: all of them would take too long."
    ).format(count=number(measured, 6), every=number(every, 6))


def about_results(error: float | None, baselines: Mapping[str, float | None], measure: str) -> str:
    """Return the network's error compared with the best baseline's.

    Parameters
    ----------
    error : float or None
        Error of the network; None when it is not finite.
    baselines : mapping of str to (float or None)
        Errors of the baselines by their names in a sentence.
    measure : str
        Name of the error, for example "mean error".
    """
    if error is None or not math.isfinite(error):
        return _("The network's predictions are not finite numbers.")
    known = {
        name: value
        for name, value in baselines.items()
        if value is not None and math.isfinite(value)
    }
    if not known:
        return ""
    least = min(known.values())
    names = all_at(known, least)
    facts = {"name": listed(names), "measure": measure}
    if exact(least, known.values()):
        sentence = (
            _("The baseline {name} is exact here; the network's {measure} is {error}.")
            if len(names) == 1
            else _("The baselines {name} are exact here; the network's {measure} is {error}.")
        )
        return sentence.format(**facts, error=number(error))
    ratio = error / least
    if ratio >= 2:
        sentence = _(
            "The network's {measure} is {times} times that of the best baseline ({name}). So far the network does not beat it."
        )
    elif ratio >= 1:
        sentence = _(
            "The network's {measure} is {share} % of that of the best baseline ({name}). So far the network does not beat it."
        )
    else:
        sentence = _("The network's {measure} is {share} % of that of the best baseline ({name}).")
    share = number(100 * ratio, digits_apart(100 * ratio, 100.0, least=3))
    return sentence.format(**facts, times=number(ratio, 2), share=share)
