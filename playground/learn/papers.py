"""What goes with a lesson on paper: a worksheet to fill in, and a page for its teacher."""

from __future__ import annotations

from functools import cache
from html import escape
from pathlib import Path

from markdown_it import MarkdownIt

from playground.export.html_document import html_document
from playground.glossary.notation import formula_html
from playground.lessons import course
from playground.lessons.format import Lesson, Question, Step
from playground.lessons.prose import Prose
from playground.wording import _, counted, number

#: The papers of a lesson, by the names of their files.
PAPERS = ("worksheet", "teacher")


def worksheet(lesson: Lesson) -> str:
    """Return the worksheet as an HTML page: questions first, room for answers, no solutions."""
    blank = '<span class="blank"></span>'
    head = (
        f"<h1>{lesson.number}. {escape(lesson.title)}</h1>"
        f'<p class="names">{_("Name")} {blank} {_("Date")} {blank}</p><p>{escape(lesson.summary)}</p>'
        f"<p>{_('Answer each question before you press anything; then write down what happened.')}</p>"
    )
    steps = "".join(map(_to_fill_in, lesson.steps))
    return _page(lesson, "worksheet", _("Worksheet"), f"{head}<ol>{steps}</ol>")


def teacher_page(lesson: Lesson) -> str:
    """Return the teacher's page: minutes, what people get wrong, and every answer."""
    minutes = counted(lesson.minutes, "{n} minute", "{n} minutes")
    head = (
        f"<h1>{lesson.number}. {escape(lesson.title)}</h1><p>{escape(lesson.summary)}</p>"
        f"<p><b>{minutes}.</b> {_('The answers below are checked against the run whenever the project is tested.')}</p>"
    )
    answers = "".join(map(_answered, lesson.steps))
    notes = MarkdownIt().render(teachers_notes(lesson.name, lesson.language))
    body = f"{head}{notes}<h2>{_('Steps and answers')}</h2><ol>{answers}</ol>"
    return _page(lesson, "teacher", _("For teachers"), body)


@cache
def teachers_notes(name: str, language: str) -> str:
    """Return the Markdown beside a lesson's file, with what people get wrong; "" without one."""
    files = [path for path in _notes_files(language) if path.stem.partition("-")[2] == name]
    return files[0].read_text(encoding="utf-8") if files else ""


def _notes_files(language: str) -> list[Path]:
    return sorted((course.FOLDER / language).glob("*.md"))


def paper(kind: str, name: str, language: str) -> str | None:
    """Return a paper of a lesson as HTML, or None if there is no such paper or lesson."""
    lesson = course.lesson_named(name, language)
    if lesson is None or kind not in PAPERS:
        return None
    return worksheet(lesson) if kind == "worksheet" else teacher_page(lesson)


def prose_html(prose: Prose) -> str:
    """Return a lesson's text as HTML."""
    paragraphs = []
    for spans in prose.paragraphs:
        pieces = []
        for span in spans:
            shown = formula_html(span.text)
            shown = f"<i>{shown}</i>" if span.track else shown
            pieces.append(f"<b>{shown}</b>" if span.strong else shown)
        paragraphs.append(f"<p>{''.join(pieces)}</p>")
    return "".join(paragraphs)


def _to_fill_in(step: Step) -> str:
    question = "" if step.ask is None else question_html(step.ask)
    lines = '<div class="lines"></div>' if step.do.kind == "write" else ""
    after = f"<p>{_('It turned out:')}</p><div class='line'></div>" if step.ask else ""
    because = f"<p>{_('Because:')}</p><div class='lines'></div>" if step.because else ""
    return f"<li><h3>{escape(step.title)}</h3>{prose_html(step.say)}{question}{after}{because}{lines}</li>"


def question_html(ask: Question) -> str:
    """Return a question with its options, or with room for a number or a drawing."""
    text = f'<div class="question">{prose_html(ask.text)}</div>'
    if ask.kind == "choice":
        options = "".join(f"<li>{prose_html(option.text)}</li>" for option in ask.options)
        return f'{text}<ul class="options">{options}</ul>'
    if ask.kind == "draw":
        return f'{text}<div class="grid"><span>{number(ask.high)}</span><span>{number(ask.low)}</span></div>'
    return f'{text}<p><span class="blank"></span></p>'


def _answered(step: Step) -> str:
    parts = [f"<h3>{escape(step.title)}</h3>"]
    if step.ask is not None:
        parts.append(f'<div class="question">{prose_html(step.ask.text)}</div>')
        parts.append(answer_html(step.ask))
    else:
        parts.append(prose_html(step.say))
    if step.because is not None:
        parts.append(f'<div class="because">{prose_html(step.because)}</div>')
    return f"<li>{''.join(parts)}</li>"


def answer_html(ask: Question) -> str:
    """Return the right answer of a question, and for a choice the others."""
    if ask.kind == "choice" and isinstance(ask.right, int):
        right = ask.options[ask.right - 1]
        others = (prose_html(option.text) for option in ask.options if option is not right)
        wrong = "".join(f"<li>{other}</li>" for other in others)
        return (
            f'<div class="right"><b>{_("Answer:")}</b> {prose_html(right.text)}</div>'
            f"<p>{_('Also offered:')}</p><ul>{wrong}</ul>"
        )
    if isinstance(ask.right, int | float):
        return f"<p><b>{_('Answer:')}</b> {number(ask.right)} (± {number(ask.within)})</p>"
    claim = f"<code>{escape(ask.right.text)}</code>"
    return f"<p><b>{_('A drawing is right if:')}</b> {claim}</p>"


def _page(lesson: Lesson, kind: str, title: str, body: str) -> str:
    style = (Path(__file__).parent / "papers.css").read_text(encoding="utf-8")
    heading = f"{lesson.number}. {lesson.title}: {title}"
    return html_document(lesson.language, heading, style, f"<main>{body}</main>", kind=kind)
