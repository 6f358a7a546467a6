"""What a reader answered in a lesson, kept in their browser only."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

VERSION = 1
#: Most characters of a line that the reader writes, and most values of a drawing.
MOST_TEXT, MOST_DRAWN = 400, 400
#: Most characters of a link.
MOST_LINK = 8000
#: Names of the numbers that are kept with an answer.
NUMBERS = ("step", "train_loss", "validation_error")


@dataclass(frozen=True)
class Answer:
    """What the reader did in one step.

    Parameters
    ----------
    guess : int, float, tuple of float or None
        The option chosen, counted from 1; the number; or the values drawn; None without a question.
    said, truth : str
        The guess, and what the run then showed, in words.
    right : bool or None
        Whether the guess was what happened; None before the comparison, and without a question.
    because : str
        The reader's own line.
    link : str
        Query of the link to the state in which it was compared.
    numbers : dict of str to float
        `NUMBERS` of that state, as far as there are any.
    """

    guess: int | float | tuple[float, ...] | None = None
    said: str = ""
    truth: str = ""
    right: bool | None = None
    because: str = ""
    link: str = ""
    numbers: dict[str, float] = field(default_factory=dict)


@dataclass
class Notes:
    """The answers of one lesson, by the number of the step from 1.

    Parameters
    ----------
    lesson, language : str
    answers : dict of int to Answer
    """

    lesson: str
    language: str
    answers: dict[int, Answer] = field(default_factory=dict)

    def to_json(self) -> str:
        """Return the notes as JSON, which `from_json` reads."""
        answers = {str(step): asdict(answer) for step, answer in sorted(self.answers.items())}
        about = {"version": VERSION, "lesson": self.lesson, "language": self.language}
        return json.dumps({**about, "answers": answers}, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str, lesson: str, language: str) -> Notes:
        """Return the notes of a lesson; what no page has written is dropped.

        Parameters
        ----------
        text : str
            From the browser, so anything.
        lesson, language : str
            The lesson that is open.
        """
        notes = cls(lesson, language)
        try:
            table = json.loads(text[:200_000])
        except (ValueError, TypeError, RecursionError):
            return notes
        if not isinstance(table, dict) or (table.get("version"), table.get("lesson")) != (
            VERSION,
            lesson,
        ):
            return notes
        entries = table.get("answers")
        for step, entry in (entries if isinstance(entries, dict) else {}).items():
            if step.isdecimal() and len(step) < 4 and isinstance(entry, dict):
                notes.answers[int(step)] = _answer(entry)
        return notes


def _answer(entry: Mapping[str, Any]) -> Answer:
    most = {"said": MOST_TEXT, "truth": MOST_TEXT, "because": MOST_TEXT, "link": MOST_LINK}
    texts = {name: entry.get(name) for name in most}
    kept = {k: v[: most[k]] if isinstance(v, str) else "" for k, v in texts.items()}
    right, given = entry.get("right"), entry.get("numbers")
    numbers = given if isinstance(given, dict) else {}
    return Answer(
        guess=guess_of(entry.get("guess")),
        right=right if isinstance(right, bool) else None,
        numbers={k: float(numbers[k]) for k in NUMBERS if _finite(numbers.get(k))},
        **kept,
    )


def guess_of(value: Any) -> int | float | tuple[float, ...] | None:
    """Return a guess from the browser, or None if no page has sent it."""
    if _finite(value):
        return value
    if isinstance(value, list) and 0 < len(value) <= MOST_DRAWN and all(map(_finite, value)):
        return tuple(float(v) for v in value)
    return None


def _finite(value: Any) -> bool:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return number and abs(value) < 1e9
