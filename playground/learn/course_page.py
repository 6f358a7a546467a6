"""A lesson to read without the program: the recorded exhibit, questions, and answers that open."""

from __future__ import annotations

from html import escape

from playground.learn.papers import answer_html, prose_html, question_html
from playground.lessons.format import Lesson, Step
from playground.wording import _


def lesson_html(lesson: Lesson, exhibit: str) -> str:
    """Return a lesson as HTML.

    Parameters
    ----------
    lesson : Lesson
    exhibit : str
        Address of the page that plays its exhibit.
    """
    title = f"{lesson.number}. {escape(lesson.title)}"
    about = _(
        "Nothing is trained here: the picture plays the recorded training of the exhibit. Answer each question before you open what happened; steps that train or change something need the playground itself."
    )
    picture = f'<iframe src="{exhibit}?embed" title="{escape(_(lesson.exhibit.title))}"></iframe>'
    steps = "".join(map(_step, lesson.steps))
    return f"<h1>{title}</h1><p>{escape(lesson.summary)}</p><p>{about}</p>{picture}<ol>{steps}</ol>"


def _step(step: Step) -> str:
    shown = f"<h2>{escape(step.title)}</h2>{prose_html(step.say)}"
    if step.ask is None:
        return f"<li>{shown}</li>"
    because = "" if step.because is None else prose_html(step.because)
    return (
        f"<li>{shown}{question_html(step.ask)}"
        f"<details><summary>{_('What happened')}</summary>{answer_html(step.ask)}{because}</details></li>"
    )
