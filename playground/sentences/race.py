"""How a race of lanes went, in words."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from playground.wording import _, number

#: Below this share of the error of the simple forecast that counts, a lane counts as having learned it; above the other as no better than guessing.
LEARNED, GUESSING = 0.5, 0.9


def yardstick(guesses: Mapping[str, float], task: bool) -> tuple[str, float] | None:
    """Return the name and error of the simple forecast that lanes are measured by, or None when none is known.

    Of a memory task: always saying the mean, which is chance; a linear formula may solve a task perfectly and says nothing about memory.
    Of a series: the best one, since a network that does not beat it is not worth its trouble.
    """
    known = {name: value for name, value in guesses.items() if math.isfinite(value)}
    if task and "mean" in known:
        return "mean", known["mean"]
    name = min(known, key=known.__getitem__, default=None)
    return None if name is None else (name, known[name])


def about_linear(guesses: Mapping[str, float], task: bool) -> str | None:
    """Return a remark where a linear formula solves a memory task as well, else None."""
    linear, mean = guesses.get("linear_ar", math.inf), guesses.get("mean", 0.0)
    if not task or not linear < LEARNED * mean:
        return None
    return _("A linear formula does it too (error {error}): this task asks for memory, but for nothing else.").format(
        error=number(linear, 2)
    )


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


def about_race(racers: Sequence[Racer], guess: float | None, guess_name: str = "") -> list[str]:
    """Return sentences on who learned it and who did not.

    Parameters
    ----------
    guess : float or None
        Validation error of the simple forecast that counts (see `yardstick`), if it is known.
    guess_name : str
        What that forecast is called within a sentence.
    """
    begun = [r for r in racers if r.error is not None or r.diverged]
    if not begun:
        return [_("Not trained yet: press Train all and watch the errors fall.")]
    said = [_("{name} diverged after training step {step}.").format(name=r.name, step=r.step) for r in begun if r.diverged]
    alive = [r for r in begun if not r.diverged and r.error is not None and math.isfinite(r.error)]
    if guess is not None and guess > 0:
        said += _against_the_guess(alive, guess, guess_name)
    elif alive:
        best = min(alive, key=_error)
        said.append(_("Lowest validation error so far: {name}, {error}.").format(name=best.name, error=number(_error(best), 2)))
    if all(r.ended for r in racers) and len(alive) > 1:
        said.append(_("This is one run of each: an order of close errors may be luck. Repeat it with other seeds before you believe it."))
    return said


def _against_the_guess(alive: Sequence[Racer], guess: float, name: str) -> list[str]:
    learned = [r for r in alive if _error(r) <= LEARNED * guess]
    between = [r for r in alive if LEARNED * guess < _error(r) < GUESSING * guess]
    guessing = [r for r in alive if _error(r) >= GUESSING * guess]
    if all(r.ended for r in alive):
        groups = [
            (learned, _("{names} learned it: error {errors}, where {name} has {guess}.")),
            (between, _("{names} did better than {name} ({guess}), but not twice as well: error {errors}.")),
            (guessing, _("{names} did no better than {name} ({guess}): error {errors}.")),
        ]
    else:
        one = _("So far {names} has learned it: error {errors}, where {name} has {guess}.")
        many = _("So far {names} have learned it: error {errors}, where {name} has {guess}.")
        groups = [
            (learned, one if len(learned) == 1 else many),
            (between + guessing, _("Not yet twice as good as {name} ({guess}): {names}, error {errors}.")),
        ]
    said = []
    for group, told in groups:
        ordered = sorted(group, key=_error)
        if ordered:
            errors = listed([number(_error(r), 2) for r in ordered])
            said.append(told.format(names=listed([r.name for r in ordered]), errors=errors, name=name, guess=number(guess, 2)))
    return said


def listed(words: Sequence[str]) -> str:
    """Return words as a list in a sentence: "a", "a and b", "a, b and c"."""
    if len(words) < 2:
        return "".join(words)
    return _("{first} and {last}").format(first=", ".join(words[:-1]), last=words[-1])


def _error(racer: Racer) -> float:
    return math.inf if racer.error is None else racer.error
