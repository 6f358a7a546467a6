"""What the gradient through time says, in words."""

from __future__ import annotations

import numpy as np

from playground.analysis.influence import FAINT, Influence
from playground.models.cells import letter_of
from playground.wording import _, counted, number

#: From this many times the influence of the last step on, the gradient counts as exploding.
EXPLODES = 100.0
#: From this share of the last step's influence on, a step counts as heard as well as the last one.
LARGE = 0.5


def about_gradient(influence: Influence, last_bell: int | None = None) -> str:
    """Return one sentence on how far back the last prediction listens.

    Parameters
    ----------
    last_bell : int or None
        Time step, from 1, of the last bell, in a task where nothing before it can matter.
    """
    letter, T = letter_of(influence.signal), influence.share.size
    if not np.isfinite(influence.norm).all():
        return _(
            "The influence of {letter} on the last prediction has left the range of numbers."
        ).format(letter=letter)
    if not influence.norm.any():
        return _(
            "No change of {letter} at any step reaches the last prediction: its gradient is zero."
        ).format(letter=letter)
    if not np.isfinite(influence.share).all():
        return _(
            "A change of {letter} at the last step does not reach the last prediction, so nothing can be set beside it."
        ).format(letter=letter)
    if T == 1:
        return _("One step only: there is no way back through time.")
    reach = influence.reach
    if influence.share.max() > EXPLODES:
        t = int(influence.share.argmax()) + 1
        told = _(
            "A change of {letter} at t = {t} moves the last prediction {times} times as much as one at the last step: on its way back the gradient explodes."
        )
        return told.format(letter=letter, t=t, times=number(float(influence.share.max()), 2))
    if reach is None:
        first = number(100 * float(influence.share[0]), 3)
        return _(
            "A change of {letter} at the first step still moves the last prediction by {share} % of what a change at the last step does: the reach is the whole window."
        ).format(letter=letter, share=first)
    told = _(
        "A change of {letter} {steps} before the end moves the last prediction by less than {faint} % of what a change at the last step does: the reach is {reach}."
    )
    steps = counted(reach, "{n} step", "{n} steps")
    sentence = told.format(letter=letter, faint=number(100 * FAINT), steps=steps, reach=steps)
    beyond = influence.share[: T - reach]
    if beyond.max() >= FAINT:
        t = int(beyond.argmax()) + 1
        told = _("Further back it rises again, to {share} % at t = {t}.")
        sentence += " " + told.format(share=number(100 * float(beyond.max()), 2), t=t)
    elif last_bell is not None and _falls_at(influence, last_bell):
        sentence += " " + _(
            "Nothing before the last ▲ at t = {t} matters, and nothing before it is needed."
        ).format(t=last_bell)
    return sentence


def _falls_at(influence: Influence, bell: int) -> bool:
    """Return whether the influence is large from the bell on and negligible before it."""
    share = influence.share
    return bell >= 2 and bool(share[bell - 1 :].min() > LARGE and share[: bell - 1].max() < FAINT)
