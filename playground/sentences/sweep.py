"""What a sweep says, in words: where each lane still learned it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from playground.sentences.race import LEARNED, listed
from playground.spread import Point
from playground.wording import _, number


def about_sweep(curves: Mapping[str, Sequence[Point]], field: str) -> list[str]:
    """Return one sentence a lane on the values at which its median error is at most half of the simple forecast's that counts.

    Parameters
    ----------
    field : str
        What the swept field is called.
    """
    said = [_one(name, points, field) for name, points in curves.items() if points]
    if not said:
        return [_("No run of the sweep has ended yet.")]
    rule = _("Learned means: the median error over the seeds is at most half of the dotted line's at the same value.")
    return [*said, rule]


def _one(name: str, points: Sequence[Point], field: str) -> str:
    known = [p for p in points if p.guess == p.guess]
    learned = [p.value for p in known if p.quartiles[1] <= LEARNED * p.guess]
    values = [p.value for p in known]
    told = {"name": name, "field": field}
    if not known:
        return _("{name}: there is no simple forecast to compare it with.").format(**told)
    if not learned:
        return _("{name} learned it at no value of {field} that was tried.").format(**told)
    if learned == values:
        return _("{name} learned it at every value of {field} that was tried, {low} to {high}.").format(
            **told, low=number(values[0], 4), high=number(values[-1], 4)
        )
    if learned == values[: len(learned)]:
        return _("{name} learned it up to {field} {value}, and no longer at {next}.").format(
            **told, value=number(learned[-1], 4), next=number(values[len(learned)], 4)
        )
    if learned == values[-len(learned) :]:
        return _("{name} learned it from {field} {value} on, and not yet at {before}.").format(
            **told, value=number(learned[0], 4), before=number(values[-len(learned) - 1], 4)
        )
    return _("{name} learned it at {field} {values}, and not at {others}.").format(
        **told, values=listed([number(v, 4) for v in learned]), others=listed([number(v, 4) for v in values if v not in learned])
    )
