"""What the test part says, in words; it may say no."""

from __future__ import annotations

import math
from collections.abc import Mapping

from playground.evaluation.meaningful import exact
from playground.sentences.lists import all_at, listed
from playground.wording import _, digits_apart, number


def about_measured(measured: int, every: int) -> str:
    """Return a sentence where not all windows (of a task or labels: sequences) of the test part
    were measured, else nothing.
    """
    if not 0 < measured < every:
        return ""
    told = _(
        "Measured on {count} of the {every} windows of the test part, evenly spaced: all of them would take too long."
    )
    return told.format(count=number(measured, 6), every=number(every, 6))


def about_results(mine: float | None, others: Mapping[str, float | None], measure: str) -> str:
    """Return one sentence on the network's error beside the simple forecasts'.

    Parameters
    ----------
    mine : float or None
        Error of the network; None when it is not a finite number.
    others : mapping
        The same of simple forecasts, by the name they have in a sentence.
    measure : str
        What the error is called, for example "mean error".
    """
    known = {
        name: value for name, value in others.items() if value is not None and math.isfinite(value)
    }
    if mine is None or not math.isfinite(mine):
        return _("The network's predictions are not finite numbers.")
    if not known:
        return ""
    other = min(known.values())
    facts = {"name": listed(all_at(known, other)), "measure": measure, "error": number(mine)}
    if exact(other, known.values()):
        told = (
            _("The simple forecast {name} is exact here; the network's {measure} is {error}.")
            if list(known.values()).count(other) == 1
            else _(
                "The simple forecasts {name} are exact here; the network's {measure} is {error}."
            )
        )
        return told.format(**facts)
    ratio = mine / other
    if ratio >= 2:
        told = _(
            "The network's {measure} is {times} times that of the best simple forecast ({name}). So far it does not beat it."
        )
        return told.format(**facts, times=number(ratio, 2))
    told = _("The network's {measure} is {share} % of that of the best simple forecast ({name}).")
    said = told.format(
        **facts, share=number(100 * ratio, digits_apart(100 * ratio, 100.0, least=3))
    )
    return said if ratio < 1 else said + " " + _("So far it does not beat it.")
