"""A sentence about the influence of earlier states on the last prediction."""

from __future__ import annotations

import numpy as np

from playground.analysis.influence import FAINT, Influence
from playground.models.cells import letter_of
from playground.wording import _, counted, number

#: Ratio to the influence of the last step above which the gradient explodes.
EXPLODES = 100.0
#: Ratio to the influence of the last step above which a step matters about as much.
LARGE = 0.5


def reach_in_words(influence: Influence, last_bell: int | None = None) -> str:
    """Return how far back states still influence the last prediction, in a few words.

    Parameters
    ----------
    influence, last_bell
        As for `about_gradient`.
    """
    if not np.isfinite(influence.norm).all():
        return _("beyond the range of numbers")
    if not np.isfinite(influence.share).all():
        return _("no influence to compare")
    if influence.share.max() > EXPLODES:
        return _("the gradient explodes")
    if influence.reach is None:
        return _("the whole sequence")
    steps = counted(influence.reach, "{n} step", "{n} steps")
    if last_bell is not None and _falls_at(influence, last_bell):
        return _("{steps}, to the last ▲").format(steps=steps)
    return steps


def about_gradient(influence: Influence, last_bell: int | None = None) -> str:
    """Return how far back states still influence the last prediction.

    Parameters
    ----------
    influence : Influence
    last_bell : int or None
        Time step, from 1, of the last ▲, in a task where nothing before it can matter.
    """
    letter, T = letter_of(influence.signal), influence.share.size
    if not np.isfinite(influence.norm).all():
        sentence = _(
            "The influence of {letter} on the last prediction is beyond the range of numbers."
        )
    elif not influence.norm.any():
        sentence = _(
            "{letter} has no influence on the last prediction at any step: the gradient is zero."
        )
    elif not np.isfinite(influence.share).all():
        sentence = _(
            "{letter} has no influence on the last prediction at the last step, so earlier steps cannot be compared with it."
        )
    elif T == 1:
        sentence = _("There is only one time step, so no gradient flows back through time.")
    elif influence.share.max() > EXPLODES:
        sentence = _(
            "A change of {letter} at t = {t} moves the last prediction {times} times as much as one at the last step: going back in time, the gradient explodes."
        )
    elif influence.reach is None:
        sentence = _(
            "Even at the first step, a change of {letter} moves the last prediction {share} % as much as one at the last step: the reach is the whole window."
        )
    else:
        return _about_reach(influence, influence.reach, letter, last_bell)
    return sentence.format(
        letter=letter,
        t=int(influence.share.argmax()) + 1,
        times=number(float(influence.share.max()), 2),
        share=number(100 * float(influence.share[0]), 3),
    )


def _about_reach(influence: Influence, reach: int, letter: str, last_bell: int | None) -> str:
    sentence = _(
        "A change of {letter} {steps} before the end moves the last prediction less than {faint} % as much as one at the last step: the reach is {steps}."
    ).format(
        letter=letter,
        faint=number(100 * FAINT),
        steps=counted(reach, "{n} step", "{n} steps"),
    )
    beyond = influence.share[: influence.share.size - reach]
    if beyond.max() >= FAINT:
        sentence += " " + _("Further back it rises again, to {share} % at t = {t}.").format(
            share=number(100 * float(beyond.max()), 2), t=int(beyond.argmax()) + 1
        )
    elif last_bell is not None and _falls_at(influence, last_bell):
        sentence += " " + _(
            "Nothing before the last ▲ at t = {t} matters, and the task needs nothing from before it."
        ).format(t=last_bell)
    return sentence


def _falls_at(influence: Influence, bell: int) -> bool:
    """Return whether the influence is large from ▲ on and negligible before it."""
    share = influence.share
    return bell >= 2 and bool(share[bell - 1 :].min() > LARGE and share[: bell - 1].max() < FAINT)
