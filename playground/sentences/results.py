"""What the test part says, in words; it may say no."""

from __future__ import annotations

from playground.wording import _, number


def about_results(mine: float | None, others: dict[str, float | None]) -> str:
    """Return one sentence on the network's mean error beside the simple forecasts'.

    Parameters
    ----------
    mine : float or None
        Mean error of the network; None when it is not a finite number.
    others : dict
        The same of simple forecasts, by the name they have in a sentence.
    """
    known = {name: value for name, value in others.items() if value is not None}
    if mine is None:
        return _("The network's predictions are not finite numbers.")
    if not known:
        return ""
    best = min(known, key=known.__getitem__)
    other = known[best]
    if other == 0:
        return _("The simple forecast {name} makes no error at all; the network is off by {error}.").format(name=best, error=number(mine))
    ratio = mine / other
    if ratio >= 2:
        return _(
            "The network's mean error is {times} times that of the best simple forecast ({name}). It is not worth its weights here, or not yet."
        ).format(times=number(ratio, 2), name=best)
    told = _("The network's mean error is {share} % of that of the best simple forecast ({name}).").format(
        share=number(100 * ratio, 3), name=best
    )
    return told if ratio < 1 else told + " " + _("It is not worth its weights here, or not yet.")
