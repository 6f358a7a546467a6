"""The lessons as cards: title, minutes and summary, with what a teacher needs beside them."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from playground.lessons.course import lessons
from playground.lessons.format import Lesson
from playground.ui.shell import assets
from playground.wording import _, counted, language


def lesson_address(lesson: Lesson) -> str:
    """Return the address at which the server opens a lesson."""
    return f"{assets.base()}/?lesson={lesson.name}&lang={language()}"


def paper_address(lesson: Lesson, kind: str) -> str:
    """Return the address of a lesson's worksheet or teacher's page on the server."""
    return f"{assets.base()}/lessons/{language()}/{lesson.name}/{kind}.html"


def lesson_list_html(
    start: Callable[[Lesson], str] = lesson_address,
    paper: Callable[[Lesson, str], str] = paper_address,
) -> str:
    """Return the cards of all lessons in the language in use, with their addresses."""
    cards = "".join(_card(each, start(each), paper) for each in lessons(language()))
    title = _("Ten lessons with the playground")
    return f'<section class="lessons"><h2>{title}</h2><ol>{cards}</ol></section>'


def _card(lesson: Lesson, start: str, paper: Callable[[Lesson, str], str]) -> str:
    minutes = counted(lesson.minutes, "{n} minute", "{n} minutes")
    worksheet, teacher = (escape(paper(lesson, kind)) for kind in ("worksheet", "teacher"))
    return (
        f'<li><a class="start" href="{escape(start)}" target="_self">{lesson.number}. {escape(lesson.title)}</a> '
        f'<span class="minutes">{minutes}</span><p>{escape(lesson.summary)}</p>'
        f'<p class="papers"><a href="{worksheet}">{_("Worksheet")}</a> · '
        f'<a href="{teacher}">{_("For teachers")}</a></p></li>'
    )
