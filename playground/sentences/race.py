"""How a race of lanes went, in words."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from playground.evaluation.meaningful import exact
from playground.sentences.lists import listed
from playground.wording import _, digits_apart, number

#: A lane at or below the first share of the error of the simple forecast that counts did twice as
#: well; from the other on hardly better.
TWICE, HARDLY = 0.5, 0.9


def yardstick(baselines: Mapping[str, float], task: bool) -> tuple[str, float] | None:
    """Return the name and error of the simple forecast that lanes are measured by, or None when
    none is known.

    Of a memory task: always saying the mean, which is chance; a linear formula may solve a task
    perfectly and says nothing about memory.
    Of a series: the best one that is not exact, since a network that does not beat it is not worth
    its trouble.
    """
    known = {name: value for name, value in baselines.items() if math.isfinite(value)}
    if task and "mean" in known:
        return "mean", known["mean"]
    fair = {name: value for name, value in known.items() if not exact(value, known.values())}
    name = min(fair, key=fair.__getitem__, default=None)
    return None if name is None else (name, fair[name])


def about_formula(baselines: Mapping[str, float], solved: float | None) -> str | None:
    """Return a remark where a simple forecast is exact, or a linear formula solves a task by the
    task's own mark; else None.
    """
    known = {name: value for name, value in baselines.items() if math.isfinite(value)}
    linear = known.get("linear_ar", math.inf)
    if exact(linear, known.values()):
        return _("A linear formula is exact here: no network is needed.")
    if solved is None or not linear < solved:
        return None
    return _(
        "A linear formula solves this task (error {error}): it asks for memory, but for nothing else."
    ).format(error=number(linear, 2))


@dataclass(frozen=True)
class Racer:
    """One lane in a race.

    Parameters
    ----------
    name : str
    error : float or None
        Newest validation error, None before the first; not finite when it could not be computed.
    step : int
        Training steps done.
    ended, diverged : bool
    """

    name: str
    error: float | None
    step: int
    ended: bool = False
    diverged: bool = False


def about_race(
    racers: Sequence[Racer],
    guess: float | None,
    baseline_name: str = "",
    solved: float | None = None,
) -> list[str]:
    """Return sentences on who learned it and who did not.

    Parameters
    ----------
    guess : float or None
        Validation error of the simple forecast that counts (see `yardstick`), if it is known.
    guess_name : str
        What that forecast is called within a sentence.
    solved : float or None
        Validation error below which the task counts as solved, where it says so.
    """
    begun = [r for r in racers if r.error is not None or r.diverged]
    if not begun:
        return [_("Not trained yet: press Train all and watch the errors fall.")]
    said = [
        _("{name} diverged after training step {step}.").format(name=r.name, step=r.step)
        for r in begun
        if r.diverged
    ]
    alive = [r for r in begun if not r.diverged and math.isfinite(_error(r))]
    if lost := [r.name for r in begun if not r.diverged and r not in alive]:
        said.append(_("The validation error has overflowed: {lanes}.").format(lanes=listed(lost)))
    if guess is not None and guess > 0:
        said += _against_the_guess(alive, guess, baseline_name, solved)
    elif alive:
        least = min(_error(r) for r in alive)
        best = listed([r.name for r in alive if _error(r) == least])
        said.append(
            _("Lowest validation error so far: {name}, {error}.").format(
                name=best, error=number(least, 2)
            )
        )
    if all(r.ended for r in racers) and len(alive) > 1:
        said.append(
            _(
                "This is one run of each: an order of close errors may be luck. Repeat it with other seeds before you believe it."
            )
        )
    return said


def _against_the_guess(
    alive: Sequence[Racer], guess: float, name: str, solved: float | None
) -> list[str]:
    """Put every lane into the first group it fits; "learned" is said only by the task's own
    mark.
    """
    rest, groups = list(alive), []
    for fits, told in (
        (
            lambda r: solved is not None and _error(r) < solved,
            _("Learned (error below {solved}): {lanes}."),
        ),
        (
            lambda r: _error(r) <= TWICE * guess,
            _("At least twice as good as {name} ({guess}): {lanes}."),
        ),
        (
            lambda r: _error(r) < HARDLY * guess,
            _("Better than {name} ({guess}), but not twice as good: {lanes}."),
        ),
        (lambda r: _error(r) < guess, _("Hardly better than {name} ({guess}): {lanes}.")),
        (lambda r: r.ended, _("No better than {name} ({guess}): {lanes}.")),
        (lambda r: True, _("Not yet better than {name} ({guess}): {lanes}.")),
    ):
        groups.append((told, sorted((r for r in rest if fits(r)), key=_error)))
        rest = [r for r in rest if r not in groups[-1][1]]
    marks = (guess,) if solved is None else (guess, solved)
    digits = max((digits_apart(mark, _error(r)) for r in alive for mark in marks), default=2)
    facts = {"name": name, "guess": number(guess, digits), "solved": number(solved or 0.0)}
    return [
        told.format(**facts, lanes=listed([_variant(r, digits) for r in group]))
        for told, group in groups
        if group
    ]


def _variant(racer: Racer, digits: int) -> str:
    return _("{name} with {error}").format(name=racer.name, error=number(_error(racer), digits))


def _error(racer: Racer) -> float:
    return math.inf if racer.error is None else racer.error
