"""Tables with one labeled sequence per row, as in the UCR archive: class first, no header."""

from __future__ import annotations

import numpy as np

from playground.data.io.layout.layout import SEPARATORS, Layout
from playground.data.io.limits import MOST_CELLS, MOST_CLASSES, bad_file
from playground.data.io.table.collection import (
    Collection,
    check_count,
    from_rows,
    side_by_side,
    too_many,
)
from playground.data.io.values.cells import MISSING
from playground.wording import _

_FEWEST_READINGS = 8
_SAMPLE = 60


def looks_like_rows(text: str) -> tuple[str, int] | None:
    """Return separator and place of the class (0 or -1) of such a text, else None.

    The class repeats, the values are numbers that are not all whole, and there are at least eight
    of them. A first column of years is not a class.
    """
    lines = [line for line in text.split("\n", _SAMPLE)[:_SAMPLE] if line.strip()]
    if len(lines) < 4:
        return None
    for separator in (SEPARATORS["tab"], ",", ";", " "):
        rows = [_split(line, separator) for line in lines]
        if len(rows[0]) > _FEWEST_READINGS and _floats(rows[0][1:-1]) is not None:
            return _place_of_class(text, rows, separator)
    return None


def _place_of_class(text: str, rows: list[list[str]], separator: str) -> tuple[str, int] | None:
    readings = [_floats(row[1:-1]) for row in rows]
    if any(r is None for r in readings):
        return None
    inner = np.concatenate([r for r in readings if r is not None])
    inner = inner[np.isfinite(inner)]
    if not len(inner) or (inner % 1 == 0).mean() > 0.9:
        return None
    lines = [line.strip() for line in text.split("\n")]
    firsts = [line.split(None if separator == " " else separator, 1)[0] for line in lines if line]
    lasts = [line.rsplit(None if separator == " " else separator, 1)[-1] for line in lines if line]
    if _are_classes(firsts):
        return separator, 0
    return (separator, -1) if _are_classes(lasts) and len({len(r) for r in rows}) == 1 else None


def _are_classes(cells: list[str]) -> bool:
    kinds = {c.strip() for c in cells}
    if not 2 <= len(kinds) <= min(MOST_CLASSES, max(2, len(cells) // 2)):
        return False
    numbers = _floats(list(kinds))
    if numbers is None:
        return all(c and c[0].isalpha() for c in kinds)
    return bool(
        np.isfinite(numbers).all()
        and (numbers % 1 == 0).all()
        and not (numbers.min() >= 1500 and numbers.max() <= 2200)
    )


def read_rows(text: str, encoding: str, separator: str, place: int) -> Collection:
    """Return the sequences of a text, one per row, with the class at one end.

    Raises
    ------
    DataError
        A row has a word in place of a value, or there are too many values.
    """
    lines = [line for line in text.split("\n") if line.strip()]
    check_count(len(lines))
    labels, found, count = [], [], 0
    for number, line in enumerate(lines, 1):
        cells = _split(line, separator)
        label = cells.pop(place)
        readings = _floats(cells)
        if readings is None:
            raise bad_file(
                _(
                    "Row {number} contains a word where a value should be; every row is one sequence with its class."
                ),
                number=number,
            )
        count += len(readings)
        if count > MOST_CELLS:
            raise too_many()
        labels.append(_class(label))
        found.append(readings)
    width = max(map(len, found))
    if width * len(found) > MOST_CELLS:
        raise too_many()
    values = side_by_side(found).T
    return from_rows(values, labels, Layout(encoding, separator, ".", False, 0, "rows"), [])


def _class(cell: str) -> str:
    """Return a class as it should be shown: 1.0000000e+00 is 1."""
    number = _floats([cell])
    return (
        f"{number[0]:.0f}"
        if number is not None and np.isfinite(number[0]) and number[0] % 1 == 0
        else cell.strip()
    )


def _split(line: str, separator: str) -> list[str]:
    if separator == " ":
        return line.split()
    cells = line.rstrip("\r").split(separator)
    return cells[:-1] if len(cells) > 1 and not cells[-1].strip() else cells


def _floats(cells: list[str]) -> np.ndarray | None:
    try:
        return np.array(cells, dtype=np.float64)
    except ValueError:
        pass
    try:
        return np.array([np.nan if c.strip().lower() in MISSING else float(c) for c in cells])
    except ValueError:
        return None
