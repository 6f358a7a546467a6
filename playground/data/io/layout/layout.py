"""Guess the layout of a text table: separator, decimal separator, header and first line."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from playground.data.io.layout.block import first_line
from playground.data.io.values.cells import (
    NUMBER,
    bare,
    clean,
    is_measured,
    is_missing,
    is_number,
    is_value,
    split,
)
from playground.data.io.values.moments import times_of

SEPARATORS = {"tab": "\t", "semicolon": ";", "pipe": "|", "comma": ",", "space": " "}
_SAMPLE_LINES = 300
#: What a space counts less where other separators divide the lines: it is in dates too.
_SPACE = 0.2


@dataclass(frozen=True)
class Layout:
    """How a text table is to be read.

    Parameters
    ----------
    encoding : str
        Python's name of the encoding.
    separator : str
        The character between two cells; a space means any run of spaces.
    decimal : str
        ``"."`` or ``","``.
    header : bool
        Whether the first row of the table names the columns.
    skip : int
        Lines before the table (titles, comments).
    format : str
        ``"text"``, ``"workbook"``, ``"parquet"``, ``"json"``, ``"ts"`` or ``"arff"``.
    units : tuple of str
        The rows of units below the header, as written.
    sheet : str or None
        The sheet of a workbook that was read.
    sheets : tuple of str
        All sheets of a workbook, or all tables of a text.
    rivals : bool
        Whether another table of the file has as much to read.
    """

    encoding: str = "utf-8"
    separator: str = ","
    decimal: str = "."
    header: bool = True
    skip: int = 0
    format: str = "text"
    units: tuple[str, ...] = ()
    sheet: str | None = None
    sheets: tuple[str, ...] = ()
    rivals: bool = False


def guess_layout(text: str, encoding: str, overrides: Mapping[str, Any]) -> Layout:
    """Return the most likely layout, keeping what ``overrides`` fixes."""
    lines = list(itertools.islice(text[:400_000].split("\n"), _SAMPLE_LINES))
    given = overrides.get("separator")
    candidates = [SEPARATORS.get(given, given)] if given else list(SEPARATORS.values())
    marked = any(_divides(lines, mark) for mark in ("\t", ";", '","'))
    tried = [
        (_agreement(split(lines, c)) - _SPACE * (c == " " and marked), -n, c)
        for n, c in enumerate(candidates)
    ]
    share, _order, separator = max(tried)
    if share <= 0 and not given:
        separator = ","
    decimal = {"point": ".", "comma": ","}.get(
        overrides.get("decimal", ""), overrides.get("decimal")
    )
    if (
        separator == ","
        and not given
        and decimal != "."
        and _is_one_column_with_comma(split(lines, ","))
    ):
        separator, decimal = ";", ","
    skip = _first_line(lines, separator)
    rows = [r for r in split(lines[skip:], separator) if any(c.strip() for c in r)]
    layout = Layout(
        encoding, separator, decimal or _guess_decimal(rows, separator), guess_header(rows), skip
    )
    return (
        replace(layout, header=overrides["header"] in (True, "yes"))
        if "header" in overrides
        else layout
    )


def _divides(lines: list[str], mark: str) -> bool:
    """Return whether nine in ten lines have a mark the same number of times."""
    counts = [line.count(mark) for line in lines if line.strip()]
    usual = max(set(counts), key=counts.count, default=0)
    return usual > 0 and counts.count(usual) >= 0.9 * len(counts)


def _agreement(rows: list[list[str]]) -> float:
    """Return the share of rows with the most common width, 0 when that is 1.

    Cells that can be read as numbers or dates decide near-ties, and so does a first row of one
    cell: a decimal comma is not in the names of columns.
    """
    widths = Counter(len(r) for r in rows if r)
    if not widths:
        return 0.0
    width, count = max(widths.items(), key=lambda w: (w[1], w[0]))
    if width < 2:
        return 0.0
    cells = [c for r in rows[1:100] for c in r]
    good = sum(is_missing(c) or is_measured(c) for c in cells) / max(1, len(cells))
    narrow = count == sum(widths.values()) - 1 and len(rows[0]) == 1
    return round(count / sum(widths.values()), 1) + round(good, 1) - 0.5 * narrow


def _first_line(lines: list[str], separator: str) -> int:
    """Return the number of lines before the table: titles and settings.

    In a table of words, lines narrower than its rows.
    """
    if (found := first_line(lines, separator)) is not None:
        return found
    widths = [len(split([line], separator)[0]) if line.strip() else 0 for line in lines]
    common = Counter(w for w in widths[-100:] if w)
    width = common.most_common(1)[0][0] if common else 1
    for number, w in enumerate(widths):
        if (w >= min(width, 2) and -1 <= w - width) or w == width:
            if w > width + 1 and widths[number + 1 : number + 2] == [width]:
                continue  # a logger's description of itself, wider than its table
            return number
    return 0


def _is_one_column_with_comma(rows: list[list[str]]) -> bool:
    """Return whether "1,5" below a one-word header is a decimal, not two columns."""
    if len(rows) < 2 or len(rows[0]) != 1 or is_number(rows[0][0]):
        return False
    return all(len(r) <= 2 and all(is_number(c) for c in r) for r in rows[1:])


def _are_thousands(rows: list[list[str]], mark: str) -> bool:
    """Return whether a mark separates thousands in a column: 998, 999, 1.004 and no 1004 or 9.5."""
    for column in itertools.zip_longest(*rows[1:], fillvalue=""):
        cells = [cell for cell in map(clean, column) if cell[:1].isdigit() and cell.isascii()]
        whole = [int(cell) for cell in cells if cell.isdigit() and len(cell) < 8]
        marked = [cell.split(mark) for cell in cells if mark in cell and is_number(cell)]
        three = all(len(c[0]) < 4 and c[0] != "0" and {*map(len, c[1:])} == {3} for c in marked)
        if marked and three and len(marked) + len(whole) == len(cells) and whole:
            if 100 <= max(whole) < 1000:
                return True
    return False


def _guess_decimal(rows: list[list[str]], separator: str) -> str:
    for mark, other in (".,", ",."):
        if _are_thousands(rows, mark):
            return other
    point = comma = unclear = 0
    for cell in (
        clean(c) if c[:1].isdigit() and c[-1:].isdigit() else clean(bare(c)[0])
        for r in rows
        for c in r
    ):
        as_point, as_comma = bool(NUMBER["."].fullmatch(cell)), bool(NUMBER[","].fullmatch(cell))
        if as_point and as_comma:
            unclear += "," in cell
        else:
            point += as_point
            comma += as_comma
    if (
        point == comma
    ):  # "1,234" alone is ambiguous; with semicolons or tabs it is more often a decimal comma
        return "," if comma or (unclear and separator != ",") else "."
    return "," if comma > point else "."


def guess_header(rows: list[list[str]]) -> bool:
    """Return whether the first row names the columns below it."""
    if not rows:
        return False
    first = [c for c in rows[0] if not is_missing(c)]
    if rows[0][:1] == [""] and first and first == [str(i) for i in range(len(first))]:
        return [r[0] for r in rows[1:4]] == ["0", "1", "2"][: len(rows) - 1]  # of pandas
    if not first or all(is_value(c) for c in first):
        return _are_years(rows[0]) and len(rows) > 1 and not _are_years(rows[1])
    if not any(is_value(c) for c in first):
        return True
    if len(times_of(rows[0])) >= max(3, len(first) // 2):
        return True  # a word, then the years or dates of a table with one series per row
    body = rows[1:50]
    for place, cell in enumerate(rows[0]):  # mixed: a word above a column of numbers is a name
        if not is_missing(cell) and not is_value(cell):
            column = [r[place] for r in body if place < len(r) and not is_missing(r[place])]
            if column and sum(is_value(c) for c in column) > len(column) / 2:
                return True
    return False


def _are_years(cells: list[str]) -> bool:
    """Return whether cells are at least three years in a row."""
    years = [int(c) for c in cells if c.strip().isdecimal() and 1500 <= int(c[:9]) <= 2200]
    steps = {b - a for a, b in itertools.pairwise(years)}
    return len(years) == len(cells) >= 3 and steps in ({1}, {-1})
