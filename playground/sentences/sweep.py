"""Sentences about a sweep: at which values each lane still learned the task."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import median

from playground.evaluation.significance import Point
from playground.sentences.comparison import TWICE
from playground.sentences.lists import listed
from playground.wording import _, number


def about_sweep(
    curves: Mapping[str, Sequence[Point]], field: str, solved: float | None = None
) -> list[str]:
    """Return at which values each lane did well enough, and what that means, last.

    Well enough is a score below the task's own threshold or, without one, at most half the score
    of the main baseline.

    Parameters
    ----------
    curves : mapping of lane to sequence of Point
        In the order of the values.
    field : str
        Name of the swept field on screen.
    solved : float or None
        Score below which the task counts as solved, if there is such a threshold.
    """
    sentences = [_about(name, points, field, solved) for name, points in curves.items() if points]
    if not sentences:
        return [_("No run of the sweep has finished yet.")]
    meaning = (
        _(
            "Did well: the median error over the seeds, a diverged one counting as the worst, is at most half of the dotted line's at the same value."
        )
        if solved is None
        else _(
            "Learned: the median error over the seeds, a diverged one counting as the worst, is below {solved}, the task's own threshold."
        ).format(solved=number(solved))
    )
    return [*sentences, meaning]


def _about(name: str, points: Sequence[Point], field: str, solved: float | None) -> str:
    known = points if solved is not None else [p for p in points if p.baseline == p.baseline]
    values = [p.value for p in known]
    good = [p.value for p in known if _did_well(p, solved)]
    bad = [value for value in values if value not in good]
    if not known:
        sentence = _("{name}: there is no baseline to compare it with.")
    elif not good:
        sentence = _("{name} {did} at no value of {field} tried.")
    elif not bad and len(values) == 1:
        sentence = _("{name} {did} at {field} {good}, the only value tried so far.")
    elif not bad:
        sentence = _("{name} {did} at every value of {field} tried, {low} to {high}.")
    elif good == values[: len(good)]:
        sentence = _("{name} {did} up to {field} {high}, but not at {above}.")
    elif good == values[-len(good) :]:
        sentence = _("{name} {did} from {field} {low} on, but not at {below}.")
    else:
        sentence = _("{name} {did} at {field} {good}, but not at {bad}.")
    numbers = {
        "low": good[:1],
        "high": good[-1:],
        "above": bad[:1],
        "below": bad[-1:],
        "good": good,
        "bad": bad,
    }
    return sentence.format(
        name=name,
        field=field,
        did=_("learned it") if solved is not None else _("did well"),
        **{key: listed([number(v, 4) for v in written]) for key, written in numbers.items()},
    )


def _did_well(point: Point, solved: float | None) -> bool:
    score = median(point.scores.values())
    return score < solved if solved is not None else score <= TWICE * point.baseline
