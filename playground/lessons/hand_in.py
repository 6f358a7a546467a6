"""What a reader hands in at the end of a lesson: written in their browser, read from their file."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from playground.errors import DataError
from playground.lessons.format import Lesson
from playground.lessons.notes import MOST_LINK, MOST_TEXT, NUMBERS, Notes
from playground.printable import printable
from playground.runs.recording import Frame, Recording
from playground.wording import _

KIND, VERSION = "recurrent-playground hand-in", 1
#: Bytes of a file, and answers in it.
MOST_BYTES, MOST_ANSWERS = 1_000_000, 60
#: Where the JSON begins and ends in the HTML file; "<" is escaped in it.
_BEGIN, _END = b'<script type="application/json" id="hand-in">', b"</script>"


@dataclass(frozen=True)
class Reached:
    """One answer that was handed in.

    Parameters
    ----------
    step : int
        Step of the lesson, from 1.
    title, said, truth, because : str
        The step; the prediction, what the run showed and the reader's own line, in words.
    link : str
        Query of the link to the state in which the two were compared.
    numbers : dict of str to float
        ``step``, ``train_loss`` and ``validation_error`` of that state, as far as there are any.
    """

    step: int
    title: str = ""
    said: str = ""
    truth: str = ""
    because: str = ""
    link: str = ""
    numbers: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class HandIn:
    """A lesson handed in."""

    name: str
    lesson: str
    language: str
    answers: tuple[Reached, ...]


def hand_in(notes: Notes, lesson: Lesson) -> dict[str, Any]:
    """Return what the browser writes into the file; it adds the name and the date."""
    about = {"kind": KIND, "version": VERSION, "name": ""}
    answers = [
        asdict(
            Reached(
                number,
                lesson.steps[number - 1].title,
                answer.said,
                answer.truth,
                answer.because,
                answer.link,
                dict(answer.numbers),
            )
        )
        for number, answer in sorted(notes.answers.items())
        if 1 <= number <= len(lesson.steps)
    ]
    return {**about, "lesson": lesson.name, "language": notes.language, "answers": answers}


def numbers_of(recording: Recording, live: Frame) -> dict[str, float]:
    """Return the numbers that a run has reached at its newest step."""
    errors = [
        row.validation_loss
        for row in recording.rows
        if row.step <= live.step and row.validation_loss is not None
    ]
    found = {"step": live.step, "train_loss": live.train_loss}
    found |= {"validation_error": errors[-1]} if errors else {}
    return {name: float(value) for name, value in found.items() if math.isfinite(value)}


def read(raw: bytes) -> dict[str, Any]:
    """Read a file, HTML or JSON, into plain data of bounded size.

    Raises
    ------
    DataError
        Why it is not a file that a lesson has written.
    """
    if len(raw) > MOST_BYTES:
        raise DataError(
            _("it is larger than {most} bytes, too large for a hand-in.").format(most=MOST_BYTES)
        )
    _page, begin, rest = raw.partition(_BEGIN)
    try:
        table = json.loads(rest.partition(_END)[0] if begin else raw)
    except (ValueError, RecursionError):
        raise DataError(
            _("it is neither the HTML nor the JSON that a lesson writes at its end.")
        ) from None
    if not isinstance(table, dict) or table.get("kind") != KIND:
        raise DataError(_("it is no hand-in of a lesson."))
    if table.get("version") != VERSION:
        raise DataError(_("it was written by another version of the playground."))
    entries = table.get("answers")
    answers = [_answer(e) for e in (entries if isinstance(entries, list) else [])[:MOST_ANSWERS]]
    about = {key: _text(table.get(key)) for key in ("name", "lesson", "language")}
    return {**about, "answers": [one for one in answers if one is not None]}


def from_plain(table: Mapping[str, Any]) -> HandIn:
    """Return what `read` has read."""
    answers = tuple(Reached(**answer) for answer in table["answers"])
    return HandIn(table["name"], table["lesson"], table["language"], answers)


def _answer(entry: Any) -> dict[str, Any] | None:
    step = entry.get("step") if isinstance(entry, dict) else None
    if not isinstance(step, int) or isinstance(step, bool) or not 0 < step < 1000:
        return None
    given = entry.get("numbers")
    numbers = {
        name: float(given[name])
        for name in NUMBERS
        if isinstance(given, dict) and _is_number(given.get(name))
    }
    texts = {name: _text(entry.get(name)) for name in ("title", "said", "truth", "because")}
    return {
        "step": step,
        **texts,
        "link": _text(entry.get("link"), MOST_LINK),
        "numbers": numbers,
    }


def _is_number(value: Any) -> bool:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return number and abs(value) < 1e300


def _text(value: Any, most: int = MOST_TEXT) -> str:
    return printable(value[:most]) if isinstance(value, str) else ""
