"""What was done to a file with many columns is told in few lines."""

from __future__ import annotations

from playground.ui.my_data.data_notes import in_few_lines
from playground.wording import _, speaking


def filled(column: str, count: int) -> str:
    """Return the note that missing values of a column were filled."""
    note = _("Missing values in {column}, filled with the previous value: {count}.")
    return note.format(column=column, count=count)


def test_what_holds_for_many_columns_is_told_once() -> None:
    """Two are told by name; other notes stay where they are."""
    dates = _("Missing dates added: {count}.").format(count=33)
    names = [f"sensor {i}" for i in range(40)]
    lines = in_few_lines([dates, *(filled(name, 33) for name in names), "as it is", "as it is"])
    assert lines == [
        "Missing dates added: 33.",
        "Missing values in sensor 0, filled with the previous value: 33. Likewise in 39 other columns.",
        "as it is",
        "as it is",
    ]
    assert in_few_lines([filled("a", 1), filled("b", 2)]) == [filled("a", 1), filled("b", 2)]
    (line,) = in_few_lines([filled("a", 1), filled("b", 2), filled("c", 3)])
    assert line.endswith(": 1. Likewise in 2 other columns, with numbers of their own.")
    assert in_few_lines([]) == []


def test_the_lines_are_in_the_language_in_use() -> None:
    """Whatever it was when the file was read."""
    notes = [filled(name, 1) for name in "abc"]
    with speaking("es"):
        (line,) = in_few_lines(notes)
    assert "Likewise" not in line
    assert "Missing" not in line
