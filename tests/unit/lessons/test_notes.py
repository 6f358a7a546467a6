"""Notes go to the browser and come back; what no page has written is dropped."""

from __future__ import annotations

import json

import pytest

from playground.lessons.notes import Answer, Notes


def test_notes_come_back_as_they_were() -> None:
    """A choice, a number, a drawing and a line of the reader's own."""
    answers = {
        4: Answer((0.0, 0.5), "a drawing", "0.1", True, "it has to forget", "v=1"),
        5: Answer(2, "It opens", "It opens", True),
        9: Answer(because="I set ▲ where x is 0"),
    }
    notes = Notes("remember", "es", answers)
    assert Notes.from_json(notes.to_json(), "remember", "es") == notes


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "null", '{"version": 1}', "[" * 100_000]
    + [json.dumps({"version": 1, "lesson": "remember", "answers": a}) for a in (3, [], {"x": {}})]
    + [json.dumps({"version": 1, "lesson": "other", "answers": {"1": {}}})],
)
def test_what_no_page_has_written_is_dropped(text: str) -> None:
    """Anything can be in a browser's storage."""
    assert Notes.from_json(text, "remember", "en") == Notes("remember", "en")


@pytest.mark.parametrize("guess", ["x", True, None, [], [True], [1e99], {"a": 1}, [0.1] * 401])
def test_a_guess_that_no_page_sends_is_none(guess: object) -> None:
    """The other fields are kept, as texts of limited length."""
    entry = {"guess": guess, "said": "x" * 1000, "truth": 3, "right": "yes"}
    text = json.dumps({"version": 1, "lesson": "a", "answers": {"1": entry}})
    assert Notes.from_json(text, "a", "en").answers == {1: Answer(said="x" * 400)}
