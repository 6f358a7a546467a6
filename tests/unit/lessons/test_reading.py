"""A mistake in a lesson's file is found with its file, line, field, and what is allowed."""

from __future__ import annotations

from pathlib import Path

import pytest

from playground.errors import DescriptionError
from playground.lessons.reading import read_lesson

GOOD = """title = "A lesson"
summary = "What it is about."
minutes = 8
exhibit = "remember"

[[step]]
title = "Look"
say = "Look at {f}."
do = { read = true }

[[step]]
title = "Ask"
say = "What will it do?"
do = { train = true }
until = "validation_error < 0.01"
[step.ask]
kind = "choice"
text = "What will it do?"
right = 1
options = [
  { text = "This", claim = "median(f, marks) < 0.5" },
  { text = "That", claim = "median(f, marks) > 0.5" },
]
"""


def read(folder: Path, text: str, name: str = "07-try.toml") -> str:
    """Return the message about a file, "" if it is a lesson."""
    (folder / "en").mkdir(exist_ok=True)
    path = folder / "en" / name
    path.write_text(text, encoding="utf-8")
    try:
        read_lesson(path)
    except DescriptionError as error:
        return str(error)
    return ""


def test_a_lesson_is_read(tmp_path: Path) -> None:
    """The example that the mistakes below are made in."""
    assert read(tmp_path, GOOD) == ""


def test_a_step_may_name_the_error_curve_and_a_page(tmp_path: Path) -> None:
    """Both are no tracks."""
    text = GOOD.replace("{f}", "{curve:the error curve}")
    more = 'light = ["f", "curve"]\npage = "data"'
    assert read(tmp_path, text.replace("{ read = true }", "{ read = true }\n" + more)) == ""


@pytest.mark.parametrize(
    ("good", "bad", "line", "about"),
    [
        ('title = "A lesson"\n', "", 1, "title: is missing; it needs a text"),
        ("minutes = 8", 'minutes = "8"', 3, "minutes: needs a whole number, but got '8'"),
        ('"remember"', '"remembr"', 4, "exhibit: 'remembr' is unknown; did you mean 'remember'?"),
        ("minutes = 8", "minutes = 8\nminute = 2", 4, "minute: is unknown; did you mean 'minutes'"),
        ("{f}", "{q}", 8, "say: {q} names no track; allowed: x, y, ŷ, f, i, o"),
        ("Look at {f}.", "Look " * 51, 8, "say: has 51 words; at most 50 are allowed"),
        ("{ read = true }", "{ reed = true }", 9, "do: needs exactly one of read, write"),
        ("{ read = true }", "{ read = true, train = true }", 9, "do: needs exactly one of"),
        ("{ read = true }", "{ cursor = 0 }", 9, "cursor: is counted from 1, but got 0"),
        ("{ read = true }", '{ hold = "f" }', 9, "at: is missing; it needs a number"),
        ("{ read = true }", '{ hold = "f", at = 1.0, unit = 0 }', 9, "unit: is counted from 1"),
        ("{ read = true }", '{ read = true }\npage = "dta"', 10, "page: 'dta' is unknown; did you"),
        ("{ read = true }", '{ read = true }\nlight = ["E"]', 10, "light: 'E' names no track"),
        (
            "{ read = true }",
            '{ change = "LSTN" }',
            9,
            "change: 'LSTN' is unknown; allowed: 8 units",
        ),
        ("{ read = true }", '{ set = { "model.cell" = "x" } }', 9, "set: model.cell"),
        ("{ read = true }", '{ read = true }\nuntil = "step > 3"', 10, "until: belongs to train"),
        ("validation_error < 0.01", "validation_error <", 15, "until: 'validation_error <' is not"),
        ("validation_error < 0.01", "median(f) < 1", 15, "until: 'median(f) < 1' needs more than"),
        ('"choice"', '"chioce"', 17, "kind: 'chioce' is unknown; did you mean 'choice'?"),
        ("right = 1", "right = 3", 19, "right: counts the options from 1 to 2, but got 3"),
        ("median(f, marks) < 0.5", "median(q) < 0.5", 21, "claim: 'q' is not a track; allowed: x"),
        (
            "median(f, marks) < 0.5",
            "mode(f) < 0.5",
            21,
            "claim: mode() with 1 arguments is unknown",
        ),
        ("median(f, marks) < 0.5", "f.__class__", 21, "claim: 'f.__class__' is unknown; allowed"),
        ("minutes = 8", "minutes = ", 3, "Invalid value"),
    ],
)
def test_a_mistake_names_file_line_and_field(
    tmp_path: Path, good: str, bad: str, line: int, about: str
) -> None:
    """And what is allowed, and what was given."""
    message = read(tmp_path, GOOD.replace(good, bad, 1))
    assert message.startswith("en/07-try.toml")
    assert f"line {line}" in message
    assert about in message


def test_a_file_needs_a_number_and_a_name(tmp_path: Path) -> None:
    """They are the order and the name in the link."""
    assert "needs a name such as 05-remember.toml" in read(tmp_path, GOOD, "try.toml")
