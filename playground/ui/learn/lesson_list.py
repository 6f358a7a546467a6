"""The lessons as cards: title, minutes and summary, with what a teacher needs beside them."""

from __future__ import annotations

from html import escape

from playground.lessons.course import lessons
from playground.lessons.format import Lesson
from playground.ui.shell import assets
from playground.wording import _, counted, language


def lesson_list_html() -> str:
    """Return the cards of all lessons in the language in use."""
    cards = "".join(map(_card, lessons(language())))
    title = _("Ten lessons with the playground")
    return f'<section class="lessons"><h2>{title}</h2><ol>{cards}</ol></section>'


def _card(lesson: Lesson) -> str:
    minutes = counted(lesson.minutes, "{n} minute", "{n} minutes")
    start = f"{assets.base()}/?lesson={lesson.name}&amp;lang={language()}"
    papers = f"{assets.base()}/lessons/{language()}/{lesson.name}"
    return (
        f'<li><a class="start" href="{start}" target="_self">{lesson.number}. {escape(lesson.title)}</a> '
        f'<span class="minutes">{minutes}</span><p>{escape(lesson.summary)}</p>'
        f'<p class="papers"><a href="{papers}/worksheet.html">{_("Worksheet")}</a> · '
        f'<a href="{papers}/teacher.html">{_("For teachers")}</a></p></li>'
    )
