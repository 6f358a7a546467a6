"""The guess beside what happened: in words, without a score, and as a ghost on its track."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from playground.lessons.claims import Claim
from playground.lessons.format import Question
from playground.lessons.moment import Moment
from playground.wording import _, number

Guess = int | float | tuple[float, ...]


@dataclass(frozen=True)
class Comparison:
    """A guess and what happened.

    Parameters
    ----------
    said, truth : str
        Both in words.
    sentence : str
    right : bool
        Whether the guess was what happened; it is not shown.
    """

    said: str
    truth: str
    sentence: str
    right: bool


def fits(ask: Question, guess: Guess | None, times: int) -> bool:
    """Return whether a guess answers a question; a drawing has a value per time step."""
    if ask.kind == "choice":
        return isinstance(guess, int) and 1 <= guess <= len(ask.options)
    if ask.kind == "number":
        return isinstance(guess, int | float)
    return isinstance(guess, tuple) and len(guess) == times


def compare(ask: Question, guess: Guess, moment: Moment) -> Comparison:
    """Return the comparison of a guess that fits the question with what is shown now."""
    measured = None if ask.shows is None else ask.shows.value(moment)
    truth = "" if measured is None else number(measured, 3)
    if ask.kind == "choice":
        assert isinstance(guess, int)
        said = ask.options[guess - 1].text.plain
        holding = [o.text.plain for o in ask.options if o.claim.holds(moment)]
        happened = holding[0] if len(holding) == 1 else ""
        right = ask.options[guess - 1].claim.holds(moment)
        return Comparison(said, truth or happened, _about_choice(ask, said, truth, happened), right)
    if ask.kind == "number":
        assert isinstance(guess, int | float)
        said, right = number(guess), abs(guess - (measured or 0.0)) <= ask.within
    else:
        assert isinstance(guess, tuple)
        assert ask.track is not None
        drawn = replace(moment, drawn={ask.track: guess})
        right = isinstance(ask.right, Claim) and ask.right.holds(drawn)
        if ask.shows is None:
            return _about_drawing(ask.track, guess, moment, right)
        said = number(ask.shows.value(drawn))
    return Comparison(said, truth, _about(ask, said, truth), right)


def _about(ask: Question, said: str, truth: str) -> str:
    if ask.what is None:
        return _("You said {said}, it is {truth}.").format(said=said, truth=truth)
    sentence = _("{what}: you said {said}, it is {truth}.")
    return sentence.format(what=ask.what.plain, said=said, truth=truth)


def _about_choice(ask: Question, said: str, truth: str, happened: str) -> str:
    said = _("“{answer}”").format(answer=said)
    happened = happened and _("“{answer}”").format(answer=happened)
    if truth and ask.what is not None:
        sentence = _about(ask, said, truth)
    elif happened:
        return _("You said {said}. What happened: {truth}.").format(said=said, truth=happened)
    else:
        sentence = _about(ask, said, truth)
    return f"{sentence} {happened}" if happened not in ("", said) else sentence


def _about_drawing(track: str, guess: tuple[float, ...], moment: Moment, right: bool) -> Comparison:
    values = moment.track(track)
    away = float("nan") if values is None else np.nanmean(np.abs(values[:, 0] - np.array(guess)))
    distance = number(float(away), 2)
    sentence = _("Your curve differs from the network's by {distance} on average.")
    return Comparison("", distance, sentence.format(distance=distance), right)


def ghost(ask: Question, guess: Guess, moment: Moment) -> tuple[float | None, ...] | None:
    """Return the guess as values (T,) on the question's track; None where it has no place there."""
    if ask.track is None:
        return None
    if isinstance(guess, tuple):
        return guess
    level = ask.options[int(guess) - 1].near if ask.kind == "choice" else float(guess)
    if level is None:
        return None
    return tuple(level if at else None for at in moment.steps(ask.where))
