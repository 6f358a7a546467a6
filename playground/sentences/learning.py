"""What the map of reach over the training says, in words."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from playground.analysis.gradients.learning import Moment
from playground.analysis.influence import FAINT
from playground.runs.recording import Recording
from playground.sentences.gradient import LARGE
from playground.sentences.lists import all_at, listed
from playground.sentences.shares import weight_words
from playground.wording import _, counted, number


def about_growth(moments: Sequence[Moment], marked: int | None, *, several: bool = False) -> str:
    """Return how the reach changed from the first to the newest step, judged at the step that
    matters if there is one.

    Parameters
    ----------
    moments : sequence of Moment
        Of a large network the untrained one is not among them.
    marked : int or None
        How far before the last step the one that matters lies.
    several : bool
        Whether it is the first of several.
    """
    first, last = moments[0], moments[-1]
    T = last.share.size
    if T == 1 or not (np.isfinite(first.share).all() and np.isfinite(last.share).all()):
        return _(
            "There is no influence to follow here: nothing reaches the last prediction, the numbers have left their range, or the sequence has one step only."
        )
    if len(moments) == 1:
        told = (
            _("Before training the reach is {reach}.")
            if first.step == 0
            else _("At training step {step} the reach is {reach}.")
        )
        return told.format(step=first.step, reach=_reach(first, T))
    if marked is not None and 0 < marked < T:
        return _at_the_mark(first, last, marked, several)
    before, after = _steps(first, T), _steps(last, T)
    if after == before:
        told = _("At training step {step} the reach is what it was {since}: {after}.")
    elif after > before:
        told = _("The reach has grown from {before} to {after} in {trained}.")
    else:
        told = _(
            "The reach has shrunk from {before} to {after} in {trained}: what is further back hardly moves the last prediction now."
        )
    return told.format(
        step=last.step,
        since=_since(first),
        trained=_trained(last.step - first.step),
        before=_reach(first, T),
        after=_reach(last, T),
    )


def _at_the_mark(first: Moment, last: Moment, marked: int, several: bool) -> str:
    before, after = float(first.share[-1 - marked]), float(last.share[-1 - marked])
    words = {
        "steps": counted(marked, "{n} step", "{n} steps"),
        "before": weight_words(before),
        "after": weight_words(after),
        "trained": _trained(last.step),
        "since": _since(first),
        "which": _("the first step that matters") if several else _("the step that matters"),
    }
    if after >= FAINT > before:
        told = _(
            "In the example shown {which} lies {steps} before the last. Compared with the last one it weighed {before} {since} and weighs {after} after {trained}: the network has learned to hear it."
        )
    elif after < FAINT <= before:
        told = _(
            "In the example shown {which} lies {steps} before the last. Compared with the last one it weighed {before} {since} and weighs {after} after {trained}: the network has stopped listening to it."
        )
    elif after < FAINT:
        told = _(
            "In the example shown {which} lies {steps} before the last. Compared with the last one it weighed {before} {since} and weighs {after} after {trained}: the network is still deaf to it."
        )
    elif first.step == 0:
        told = _(
            "In the example shown {which} lies {steps} before the last. Compared with the last one it weighed {before} {since} and weighs {after} after {trained}: it was heard from the start."
        )
    else:
        told = _(
            "In the example shown {which} lies {steps} before the last. Compared with the last one it weighed {before} {since} and weighs {after} after {trained}: it was heard then already."
        )
    sentence = told.format(**words)
    older = last.share[: -1 - marked]
    if after > LARGE and older.size and older.max() < FAINT:
        sentence += " " + _("Nothing before it matters: less than 1 % of what the last step does.")
    return sentence


def about_clipping(recording: Recording, clipped: np.ndarray, *, off: bool = False) -> str | None:
    """Return where clipping acted, or that it was off all the time; None before the first training
    step.
    """
    frames = [f for f in recording.frames if f.step > 0]
    if not frames:
        return None
    if off:
        return _("Clipping is off.")
    if not clipped.size:
        return counted(
            len(frames),
            "Clipping did not act at the {n} recorded training step.",
            "Clipping acted at none of the {n} recorded training steps.",
        )
    longest = max((f.grad_norm for f in frames if f.grad_norm == f.grad_norm), default=float("nan"))
    told = (
        _(
            "Clipping acted at {count} of {seen}, at step {first} (marked beside the error); the longest gradient had length {longest}."
        )
        if clipped.size == 1
        else _(
            "Clipping acted at {count} of {seen}, first at step {first} and last at step {last} (marked beside the error); the longest gradient had length {longest}."
        )
    )
    return told.format(
        count=clipped.size,
        seen=counted(len(frames), "{n} recorded training step", "{n} recorded training steps"),
        first=int(clipped[0]),
        last=int(clipped[-1]),
        longest=number(longest, 3),
    )


def about_use(moments: Sequence[Moment], symbols: dict[str, str], *, bounded: bool = True) -> str:
    """Return which signal is most at the ends of its range now, and how many units are stuck.

    Parameters
    ----------
    symbols : dict
        Symbol of each signal by name.
    bounded : bool
        Whether h has ends; that of ReLU units has none above.
    """
    uses = moments[-1].uses
    if any(use.stuck != use.stuck for use in uses.values()):
        return _("The gates and states are no finite numbers any more.")
    ends = {
        name: round(use.shut + use.open, 9)
        for name, use in uses.items()
        if bounded or name != "hidden_state"
    }
    at_ends = max(ends.values(), default=0.0)
    worst = all_at(ends, at_ends)
    stuck = {name: u.stuck for name, u in uses.items() if u.stuck > 0}
    if not ends:
        told = _("The values of ReLU units have no upper end.")
    elif at_ends == 0:
        told = _("On this sequence no gate and no state lies at an end of its range.")
    elif len(worst) == 1:
        told = _(
            "On this sequence {symbol} lies at the ends of its range most often: with {share} % of its values."
        )
    else:
        told = _(
            "On this sequence {symbol} lie at the ends of their range most often: each with {share} % of its values."
        )
    sentence = told.format(
        symbol=listed([symbols[name] for name in worst]), share=number(100 * at_ends, 2)
    )
    if stuck:
        parts = listed(
            [
                _("{share} % of {symbol}").format(share=number(100 * s, 2), symbol=symbols[name])
                for name, s in stuck.items()
            ]
        )
        return sentence + " " + _("Stuck units, which hardly move here: {list}.").format(list=parts)
    return sentence + " " + _("Every unit moves.")


def _trained(steps: int) -> str:
    return counted(steps, "{n} training step", "{n} training steps")


def _since(first: Moment) -> str:
    return (
        _("before training")
        if first.step == 0
        else _("at training step {step}").format(step=first.step)
    )


def _steps(m: Moment, T: int) -> int:
    return T - 1 if m.reach is None else m.reach


def _reach(m: Moment, T: int) -> str:
    if m.reach is None:
        return counted(T - 1, "all the way, {n} step", "all {n} steps")
    return counted(m.reach, "{n} step", "{n} steps")
