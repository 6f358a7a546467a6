"""Every lesson is rehearsed: its answers are right and its conditions reached in every language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any

import pytest

from playground.lessons.claims import Claim
from playground.lessons.course import lesson_named, lessons
from playground.lessons.format import Lesson
from playground.lessons.prose import Prose
from playground.lessons.rehearsal import minutes, rehearse
from playground.training import advance
from playground.wording import LANGUAGES

#: Training steps that a page takes at most to notice a condition.
LATE = 25


@pytest.fixture(scope="module", autouse=True)
def trained_once() -> Iterator[None]:
    """Train what several rehearsals need in the same way only once: training is a pure function."""
    results: dict[tuple[Any, ...], Any] = {}
    train = advance.advance

    def known(experiment: Any, data: Any, state: bytes | None, budget: Any) -> Any:
        key = (experiment.to_json(), state, repr(budget))
        if key not in results:
            results[key] = train(experiment, data, state, budget)
        return results[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(advance, "advance", known)
        yield


@pytest.mark.parametrize("name", [lesson.name for lesson in lessons()])
def test_a_lesson_says_what_the_run_shows_within_its_minutes(name: str) -> None:
    """Also when the page notices its conditions some training steps later. A translation has the
    same claims (below) and takes other minutes to read.
    """
    for late in (0, LATE):
        rehearsal = rehearse(named(name), late)
        assert rehearsal.mistakes == []
        assert rehearsal.findings
        for language in LANGUAGES:
            lesson = named(name, language)
            assert lesson.minutes / 2.5 <= minutes(lesson, rehearsal.training) <= lesson.minutes


def structure(part: Any) -> Iterator[Any]:
    """Yield all of a lesson but its words and lines."""
    if isinstance(part, Prose):
        yield set(part.tracks)
    elif isinstance(part, Claim):
        yield part.text
    elif is_dataclass(part):
        for field in fields(part):
            if field.name not in ("title", "summary", "language", "line"):
                yield field.name
                yield from structure(getattr(part, field.name))
    elif isinstance(part, tuple):
        yield len(part)
        for each in part:
            yield from structure(each)
    else:
        yield part


@pytest.mark.parametrize("language", sorted(set(LANGUAGES) - {"en"}))
def test_a_translated_lesson_differs_in_its_words_alone(language: str) -> None:
    """Every lesson is there in every language, with the same steps, questions and claims."""
    assert [lesson.name for lesson in lessons(language)] == [lesson.name for lesson in lessons()]
    for lesson, translated in zip(lessons(), lessons(language), strict=True):
        assert list(structure(translated)) == list(structure(lesson))
        titles = zip(lesson.steps, translated.steps, strict=True)
        assert all(step.say.plain != other.say.plain for step, other in titles)


def named(name: str, language: str = "en") -> Lesson:
    """Return a lesson."""
    lesson = lesson_named(name, language)
    assert lesson is not None
    return lesson


def test_a_wrong_key_is_a_mistake() -> None:
    """The other options of a choice, and a number outside its range."""
    lesson = named("remember")
    place = next(n for n, s in enumerate(lesson.steps) if s.ask and s.ask.kind == "choice")
    step = lesson.steps[place]
    assert step.ask is not None
    for wrong in {1, 2, 3} - {step.ask.right}:
        ask = replace(step.ask, right=wrong)
        steps = (*lesson.steps[:place], replace(step, ask=ask), *lesson.steps[place + 1 :])
        mistakes = rehearse(replace(lesson, steps=steps)).mistakes
        assert len(mistakes) == 2
        assert mistakes[0].startswith(f"step {place + 1}, line {step.line}: option")


def test_a_condition_that_is_not_reached_is_a_mistake() -> None:
    """The run ends before."""
    from playground.lessons.claims import claim

    lesson = named("remember")
    steps = [
        replace(step, until=claim("validation_error < 1e-9")) if step.until else step
        for step in lesson.steps
    ]
    mistakes = rehearse(replace(lesson, steps=tuple(steps))).mistakes
    assert "until validation_error < 1e-9 is never reached" in mistakes[0]
