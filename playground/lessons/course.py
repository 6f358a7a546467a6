"""The lessons that come with the project, in every language."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from playground.lessons.format import Lesson
from playground.lessons.reading import read_lesson
from playground.wording import LANGUAGES

FOLDER = Path(__file__).parent


@cache
def lessons(language: str = "en") -> tuple[Lesson, ...]:
    """Return the lessons in a language, in their order.

    Raises
    ------
    DescriptionError
        The first mistake in a file.
    """
    folder = FOLDER / (language if language in LANGUAGES else "en")
    return tuple(read_lesson(path) for path in sorted(folder.glob("*.toml")))


def lesson_named(name: str | None, language: str = "en") -> Lesson | None:
    """Return a lesson by its name, or None."""
    return next((lesson for lesson in lessons(language) if lesson.name == name), None)
