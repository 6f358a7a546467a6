"""Labeled sequences in the text format of the UCR archive: one per row, the class at one end."""

from __future__ import annotations

import numpy as np

from playground.data.io.layout.layout import SEPARATORS, Layout
from playground.data.io.limits import MOST_CELLS, MOST_CLASSES, bad_file
from playground.data.io.table.collection import (
    Collection,
    check_count,
    from_rows,
    is_float,
    side_by_side,
    too_many,
)
from playground.data.io.values.cells import MISSING
from playground.wording import _

_FEWEST_STEPS, _SAMPLE = 8, 60


def looks_like_rows(text: str) -> tuple[str, int] | None:
    """Return separator and place of the class (0 or -1) of such a text, else None.

    The class repeats, the values are numbers that are not all whole, and there are at least eight
    of them. A first column of years is not a class, and no column counts the rows.
    """
    lines = [line for line in text.split("\n", _SAMPLE)[:_SAMPLE] if line.strip()]
    for separator in (SEPARATORS["tab"], ",", ";", " ") if len(lines) >= 4 else ():
        rows = [_split(line, separator) for line in lines]
        if len(rows[0]) > _FEWEST_STEPS and floats_of(rows[0][1:-1]) is not None:
            return _place_of_class(text, rows, separator)
    return None


def _place_of_class(text: str, rows: list[list[str]], separator: str) -> tuple[str, int] | None:
    found = [floats_of(row[1:-1]) for row in rows]
    values = [v for v in found if v is not None and len(v) >= 2]
    if len(values) < len(rows):
        return None
    inner = np.concatenate(values)
    inner = inner[np.isfinite(inner)]
    starts = np.array([v[:2] for v in values])
    counts = (np.diff(starts, axis=0) == 1).mean(axis=0).max() > 0.6
    if not len(inner) or (inner % 1 == 0).mean() > 0.9 or counts:
        return None
    mark = None if separator == " " else separator
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    if _are_classes([line.split(mark, 1)[0] for line in lines]):
        return separator, 0
    equal = len({len(row) for row in rows}) == 1
    last = equal and _are_classes([line.rsplit(mark, 1)[-1] for line in lines])
    return (separator, -1) if last else None


def _are_classes(cells: list[str]) -> bool:
    kinds = {c.strip() for c in cells}
    if not 2 <= len(kinds) <= min(MOST_CLASSES, max(2, len(cells) // 2)):
        return False
    numbers = floats_of(list(kinds))
    if numbers is None:
        return all(c and c[0].isalpha() for c in kinds)
    years = numbers.min() >= 1500 and numbers.max() <= 2200
    return bool(np.isfinite(numbers).all() and (numbers % 1 == 0).all() and not years)


def read_rows(text: str, encoding: str, separator: str, place: int) -> Collection:
    """Return the sequences of a text, one per row, with the class at one end.

    Raises
    ------
    DataError
        A row has a word in place of a value, or there are too many values.
    """
    lines = [line for line in text.split("\n") if line.strip()]
    check_count(len(lines))
    labels, found = [], []
    for number, line in enumerate(lines, 1):
        cells = _split(line, separator)
        labels.append(_class(cells.pop(place)))
        values = floats_of(cells)
        if values is None:
            sentence = _(
                "Row {number} contains a word where a value should be; every row is one sequence with its class."
            )
            raise bad_file(sentence, number=number)
        found.append(values)
    if max(map(len, found)) * len(found) > MOST_CELLS:
        raise too_many()
    layout = Layout(encoding, separator, ".", False, 0, "rows")
    return from_rows(side_by_side(found).T, labels, layout, [])


def _class(cell: str) -> str:
    """Return a class as it should be shown: 1.0000000e+00 is 1."""
    whole = is_float(cell) and float(cell) % 1 == 0
    return f"{float(cell):.0f}" if whole else cell.strip()


def _split(line: str, separator: str) -> list[str]:
    if separator == " ":
        return line.split()
    cells = line.rstrip("\r").split(separator)
    return cells[:-1] if len(cells) > 1 and not cells[-1].strip() else cells


def floats_of(cells: list[str]) -> np.ndarray | None:
    """Return cells as numbers, NaN where one is missing; None where one is a word."""
    try:
        return np.array(cells, dtype=np.float64)
    except ValueError:
        pass
    try:
        return np.array([np.nan if c.strip().lower() in MISSING else float(c) for c in cells])
    except ValueError:
        return None
