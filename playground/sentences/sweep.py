"""What a sweep says, in words: where each lane still learned it."""

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
    """Return one sentence a lane on the values at which it did well enough, and what that means.

    Well enough is the task's own mark where there is one, else half the error of the simple
    forecast that counts.

    Parameters
    ----------
    field : str
        What the swept field is called.
    solved : float or None
        Score below which the task counts as solved.
    """
    said = [_one(name, points, field, solved) for name, points in curves.items() if points]
    if not said:
        return [_("No run of the sweep has ended yet.")]
    if solved is not None:
        return [
            *said,
            _(
                "Learned means: the median error over the seeds, a diverged one counting as the worst, is below {solved}, the task's own mark."
            ).format(solved=number(solved)),
        ]
    return [
        *said,
        _(
            "Did well means: the median error over the seeds, a diverged one counting as the worst, is at most half of the dotted line's at the same value."
        ),
    ]


def _one(name: str, points: Sequence[Point], field: str, solved: float | None) -> str:
    known = points if solved is not None else [p for p in points if p.guess == p.guess]
    good = [
        p.value
        for p in known
        if (
            median(p.scores.values()) < solved
            if solved is not None
            else median(p.scores.values()) <= TWICE * p.guess
        )
    ]
    values = [p.value for p in known]
    did = _("learned it") if solved is not None else _("did well")
    told = {"name": name, "field": field, "did": did}
    if not known:
        return _("{name}: there is no simple forecast to compare it with.").format(**told)
    if not good:
        return _("{name} {did} at no value of {field} that was tried.").format(**told)
    if good == values and len(values) == 1:
        return _("{name} {did} at {field} {value}, the only value tried so far.").format(
            **told, value=number(values[0], 4)
        )
    if good == values:
        return _("{name} {did} at every value of {field} that was tried, {low} to {high}.").format(
            **told, low=number(values[0], 4), high=number(values[-1], 4)
        )
    if good == values[: len(good)]:
        return _("{name} {did} up to {field} {value}, and no longer at {next}.").format(
            **told, value=number(good[-1], 4), next=number(values[len(good)], 4)
        )
    if good == values[-len(good) :]:
        return _("{name} {did} from {field} {value} on, and not yet at {before}.").format(
            **told, value=number(good[0], 4), before=number(values[-len(good) - 1], 4)
        )
    return _("{name} {did} at {field} {values}, and not at {others}.").format(
        **told,
        values=listed([number(v, 4) for v in good]),
        others=listed([number(v, 4) for v in values if v not in good]),
    )
