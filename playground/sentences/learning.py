"""Sentences about the reach, clipping and saturation over the training of one run."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from playground.analysis.gradients.learning import Moment
from playground.analysis.influence import FAINT
from playground.runs.recording import Recording
from playground.sentences.gradient import LARGE
from playground.sentences.lists import all_at, listed
from playground.sentences.shares import influence_words
from playground.wording import _, counted, number


def about_growth(moments: Sequence[Moment], marked: int | None, *, several: bool = False) -> str:
    """Return how the reach, or the influence of the step that matters, changed in training.

    Parameters
    ----------
    moments : sequence of Moment
        From the first to the newest; for a large network without the untrained one.
    marked : int or None
        How many steps before the last the step that matters is.
    several : bool
        Whether it is the first of several.
    """
    first, last = moments[0], moments[-1]
    T = last.share.size
    if T == 1 or not (np.isfinite(first.share).all() and np.isfinite(last.share).all()):
        return _(
            "There is no influence to follow here: no state influences the last prediction, the numbers are beyond their range, or there is only one time step."
        )
    if len(moments) == 1:
        sentence = (
            _("Before training the reach is {reach}.")
            if first.step == 0
            else _("At training step {step} the reach is {reach}.")
        )
        return sentence.format(step=first.step, reach=_reach(first, T))
    if marked is not None and 0 < marked < T:
        return _at_the_mark(first, last, marked, several)
    before, after = _steps(first, T), _steps(last, T)
    if after == before:
        sentence = _("At training step {step} the reach is the same as {since}: {after}.")
    elif after > before:
        sentence = _("The reach grew from {before} to {after} in {trained}.")
    else:
        sentence = _(
            "The reach shrank from {before} to {after} in {trained}: earlier states hardly move the last prediction now."
        )
    return sentence.format(
        step=last.step,
        since=_since(first),
        trained=_trained(last.step - first.step),
        before=_reach(first, T),
        after=_reach(last, T),
    )


def _at_the_mark(first: Moment, last: Moment, marked: int, several: bool) -> str:
    before, after = float(first.share[-1 - marked]), float(last.share[-1 - marked])
    if after >= FAINT > before:
        sentence = _(
            "In this example {which} is {steps} before the last. Relative to the last, its influence was {before} {since} and is {after} after {trained}: the network has learned to use it."
        )
    elif after < FAINT <= before:
        sentence = _(
            "In this example {which} is {steps} before the last. Relative to the last, its influence was {before} {since} and is {after} after {trained}: the network has stopped using it."
        )
    elif after < FAINT:
        sentence = _(
            "In this example {which} is {steps} before the last. Relative to the last, its influence was {before} {since} and is {after} after {trained}: the network still nearly ignores it."
        )
    elif first.step == 0:
        sentence = _(
            "In this example {which} is {steps} before the last. Relative to the last, its influence was {before} {since} and is {after} after {trained}: the network responded to it from the start."
        )
    else:
        sentence = _(
            "In this example {which} is {steps} before the last. Relative to the last, its influence was {before} {since} and is {after} after {trained}: the network already responded to it then."
        )
    sentence = sentence.format(
        steps=counted(marked, "{n} step", "{n} steps"),
        before=influence_words(before),
        after=influence_words(after),
        trained=_trained(last.step),
        since=_since(first),
        which=_("the first step that matters") if several else _("the step that matters"),
    )
    older = last.share[: -1 - marked]
    if after > LARGE and older.size and older.max() < FAINT:
        sentence += " " + _(
            "Nothing before it matters: the influence there is less than 1 % of the last step's."
        )
    return sentence


def about_clipping(recording: Recording, clipped: np.ndarray, *, off: bool = False) -> str | None:
    """Return at which training steps the gradient was clipped; None before the first one.

    Parameters
    ----------
    recording : Recording
    clipped : ndarray of int
        Recorded training steps at which clipping acted.
    off : bool
        Whether clipping was off all the time.
    """
    frames = [f for f in recording.frames if f.step > 0]
    if not frames:
        return None
    if off:
        return _("Clipping is off.")
    if not clipped.size:
        return counted(
            len(frames),
            "The gradient was not clipped at the {n} recorded training step.",
            "The gradient was clipped at none of the {n} recorded training steps.",
        )
    longest = max((f.grad_norm for f in frames if f.grad_norm == f.grad_norm), default=float("nan"))
    sentence = (
        _(
            "The gradient was clipped at {count} of {seen}, at step {first} (marked next to the error); the largest gradient norm was {longest}."
        )
        if clipped.size == 1
        else _(
            "The gradient was clipped at {count} of {seen}, first at step {first} and last at step {last} (marked next to the error); the largest gradient norm was {longest}."
        )
    )
    return sentence.format(
        count=clipped.size,
        seen=counted(len(frames), "{n} recorded training step", "{n} recorded training steps"),
        first=int(clipped[0]),
        last=int(clipped[-1]),
        longest=number(longest, 3),
    )


def about_use(moments: Sequence[Moment], symbols: dict[str, str], *, bounded: bool = True) -> str:
    """Return which signal saturates most now, and how many units are stuck.

    Parameters
    ----------
    moments : sequence of Moment
        The newest one counts.
    symbols : dict
        Symbol of each signal by name.
    bounded : bool
        Whether h has a bounded range; that of ReLU units has none.
    """
    uses = moments[-1].uses
    if any(use.stuck != use.stuck for use in uses.values()):
        return _("The gates and states are no longer finite numbers.")
    saturated = {
        name: round(use.shut + use.open, 9)
        for name, use in uses.items()
        if bounded or name != "hidden_state"
    }
    most = max(saturated.values(), default=0.0)
    names = all_at(saturated, most)
    if not saturated:
        sentence = _("ReLU units have no upper bound at which to saturate.")
    elif most == 0:
        sentence = _("On this sequence no gate and no state saturates.")
    elif len(names) == 1:
        sentence = _("On this sequence {symbol} saturates most: {share} % of its values.")
    else:
        sentence = _("On this sequence {symbol} saturate most: {share} % of the values of each.")
    sentence = sentence.format(
        symbol=listed([symbols[name] for name in names]), share=number(100 * most, 2)
    )
    stuck = [
        _("{share} % of {symbol}").format(share=number(100 * use.stuck, 2), symbol=symbols[name])
        for name, use in uses.items()
        if use.stuck > 0
    ]
    if stuck:
        return f"{sentence} " + _("Stuck units, which hardly change here: {list}.").format(
            list=listed(stuck)
        )
    return f"{sentence} " + _("No unit is stuck.")


def _trained(steps: int) -> str:
    return counted(steps, "{n} training step", "{n} training steps")


def _since(first: Moment) -> str:
    return (
        _("before training")
        if first.step == 0
        else _("at training step {step}").format(step=first.step)
    )


def _steps(moment: Moment, T: int) -> int:
    return T - 1 if moment.reach is None else moment.reach


def _reach(moment: Moment, T: int) -> str:
    if moment.reach is None:
        return counted(T - 1, "all the way, {n} step", "all {n} steps")
    return counted(moment.reach, "{n} step", "{n} steps")
