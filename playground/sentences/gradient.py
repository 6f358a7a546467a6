"""What the gradient through time says, in words."""

from __future__ import annotations

import numpy as np

from playground.influence import FAINT, Influence
from playground.wording import _, number

#: From this many times the influence of the last step on, the gradient counts as exploding.
EXPLODES = 100.0
LETTERS = {"cell_state": "C", "hidden_state": "h"}


def about_gradient(influence: Influence, last_bell: int | None = None) -> str:
    """Return one sentence on how far back the last prediction listens.

    Parameters
    ----------
    last_bell : int or None
        Time step, from 1, of the last bell of a `hold` probe: nothing before it should matter.
    """
    letter, T = LETTERS[influence.signal], influence.share.size
    if not np.isfinite(influence.share).all():
        return _("No change of {letter} at any step reaches the last prediction: its gradient is zero.").format(letter=letter)
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
        "A change of {letter} more than {reach} steps before the end moves the last prediction by less than 1 % of what one at the end does: the reach is {reach} steps."
    )
    sentence = told.format(letter=letter, reach=reach)
    if last_bell is not None and _falls_at(influence, last_bell):
        sentence += " " + _("Nothing before the last ▲ at t = {t} matters, and rightly.").format(t=last_bell)
    return sentence


def _falls_at(influence: Influence, bell: int) -> bool:
    """Return whether the influence is large from the bell on and small before it."""
    share = influence.share
    return bell >= 2 and bool(share[bell - 1 :].min() > 0.5 and share[: bell - 1].max() < 10 * FAINT)
