"""How a text table is laid out: separator, decimal mark, header and where the table begins; guessed from its first lines."""

from __future__ import annotations

import csv
import itertools
import math
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from playground.data.files.dates import looks_like_date

#: Words that stand for a missing value, in lower case.
MISSING = ("", "na", "n/a", "#n/a", "nan", "null", "none", "nil", "-", "--", "---", "?", ".", "missing", "#value!", "#div/0!", "#ref!")
SEPARATORS = {"tab": "\t", "semicolon": ";", "pipe": "|", "comma": ",", "space": " "}
_SAMPLE_LINES = 300

#: What may part thousands beside the mark that is not the decimal one.
GAPS = "'\u2019 \u00a0\u202f"
_POINT = re.compile(rf"[+-]?(?:[1-9]\d{{0,2}}(?:[,{GAPS}]\d{{3}})+(?:\.\d*)?|\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?", re.ASCII)
_COMMA = re.compile(rf"[+-]?(?:[1-9]\d{{0,2}}(?:[.{GAPS}]\d{{3}})+(?:,\d*)?|\d+,?\d*|,\d+)(?:[eE][+-]?\d+)?", re.ASCII)
_NO_GAPS = str.maketrans("", "", "," + GAPS)
#: What a number looks like, by decimal mark; thousands are parted by the other mark, an apostrophe or a (narrow) space.
NUMBER = {".": _POINT, ",": _COMMA}


@dataclass(frozen=True)
class Layout:
    """How a text table is to be read.

    Parameters
    ----------
    encoding : str
        Python's name of the encoding.
    separator : str
        The character between two cells; a space stands for any run of spaces.
    decimal : str
        ``"."`` or ``","``.
    header : bool
        Whether the first row of the table names the columns.
    skip : int
        Lines before the table (titles, comments).
    format : str
        ``"text"``, ``"workbook"``, ``"parquet"``, ``"json"``, ``"ts"`` or ``"arff"``.
    units : tuple of str
        The rows of units under the header, as they stand.
    sheet : str or None
        The sheet of a workbook that was read.
    sheets : tuple of str
        All sheets of a workbook.
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


def to_number(cell: str, mark: str) -> float:
    """Return the number in a cell with the decimal mark ``mark``; NaN when it is none."""
    if not NUMBER[mark].fullmatch(cell):  # most cells need no cleaning, and this runs for every one of them
        cell = clean(cell)
        if not NUMBER[mark].fullmatch(cell):
            return math.inf if is_infinite(cell) else math.nan
    if mark == ",":
        cell = cell.replace(".", "").replace(",", ".")
    return float(cell.translate(_NO_GAPS))


def is_infinite(cell: str) -> bool:
    """Return whether a cell says infinite in words."""
    return cell.strip().lower().lstrip("+-") in ("inf", "infinity", "∞")


def clean(cell: str) -> str:
    """Return a cell without what people write around numbers: blanks, currency, percent, the typographic minus."""
    cell = cell.strip().replace("\u2212", "-").strip("€$£¥% \u00a0\u202f")
    return f"-{cell[1:-1]}" if cell[:1] == "(" and cell[-1:] == ")" and cell[1:2].isdigit() else cell  # as bookkeepers write it


def is_number(cell: str) -> bool:
    """Return whether a cell is a number in any national form."""
    cell = clean(cell)
    return bool(_POINT.fullmatch(cell) or _COMMA.fullmatch(cell))


def is_missing(cell: str) -> bool:
    """Return whether a cell stands for a missing value."""
    return cell.strip().lower() in MISSING


def guess_layout(text: str, encoding: str, overrides: Mapping[str, Any]) -> Layout:
    """Return the most likely layout; what ``overrides`` fixes (separator, decimal, header) is kept."""
    lines = list(itertools.islice(text[:400_000].split("\n"), _SAMPLE_LINES))
    given = overrides.get("separator")
    candidates = [SEPARATORS.get(given, given)] if given else list(SEPARATORS.values())
    tried = [(_agreement(split(lines, c)), -n, c) for n, c in enumerate(candidates)]
    share, _order, separator = max(tried)
    if share <= 0 and not given:
        separator = ","
    decimal = {"point": ".", "comma": ","}.get(overrides.get("decimal", ""), overrides.get("decimal"))
    if separator == "," and not given and decimal != "." and _is_one_column_with_comma(split(lines, ",")):
        separator, decimal = ";", ","
    skip = _first_line(lines, separator)
    rows = [r for r in split(lines[skip:], separator) if any(c.strip() for c in r)]
    layout = Layout(encoding, separator, decimal or _guess_decimal(rows, separator), guess_header(rows), skip)
    return replace(layout, header=overrides["header"] in (True, "yes")) if "header" in overrides else layout


def split(lines: list[str], separator: str) -> list[list[str]]:
    """Return the cells of some lines; lines that a quotation mark spoils are left out."""
    if separator == " ":
        return [line.split() for line in lines]
    try:
        return [row for row in csv.reader((line + "\n" for line in lines), delimiter=separator, skipinitialspace=True) if row]
    except csv.Error:
        return [line.split(separator) for line in lines if line]


def _agreement(rows: list[list[str]]) -> float:
    """Return the share of rows with the most common width, 0 when that is 1; cells that read as numbers or dates break near-ties."""
    widths = Counter(len(r) for r in rows if r)
    if not widths:
        return 0.0
    width, count = max(widths.items(), key=lambda w: (w[1], w[0]))
    if width < 2:
        return 0.0
    cells = [c for r in rows[1:100] for c in r]
    good = sum(is_missing(c) or is_number(c) or looks_like_date(c) for c in cells) / max(1, len(cells))
    return round(count / sum(widths.values()), 1) + round(good, 1)


def _first_line(lines: list[str], separator: str) -> int:
    """Return the number of lines before the table: titles and comments are narrower than the rows."""
    widths = [len(split([line], separator)[0]) if line.strip() else 0 for line in lines]
    common = Counter(w for w in widths[-100:] if w)
    width = common.most_common(1)[0][0] if common else 1
    for number, (line, w) in enumerate(zip(lines, widths, strict=True)):
        if line.lstrip().startswith("#"):
            continue
        if (w >= min(width, 2) and -1 <= w - width) or w == width:
            if w > width + 1 and widths[number + 1 : number + 2] == [width]:
                continue  # a logger's line about itself, wider than its table
            return number + _is_about_itself(lines[number : number + 2], separator)
    return 0


def _is_about_itself(lines: list[str], separator: str) -> bool:
    """Return whether a line with numbers in it stands above one of nothing but names: it is not the header, the next one is."""
    rows = [split([line], separator) for line in lines]
    if len(rows) < 2 or not all(rows) or len(rows[0][0]) != len(rows[1][0]) or len(rows[1][0]) < 2:
        return False
    first, second = rows[0][0], rows[1][0]
    names = [c.strip() for c in second]
    bare = all(n and not is_number(n) and not looks_like_date(n) and not is_missing(n) for n in names) and len(set(names)) == len(names)
    return bare and any(is_number(c) for c in first) and any(c.strip()[:1].isalpha() for c in first)


def _is_one_column_with_comma(rows: list[list[str]]) -> bool:
    """Return whether "1,5" under a header of one word is one column of decimals rather than two columns."""
    if len(rows) < 2 or len(rows[0]) != 1 or is_number(rows[0][0]):
        return False
    return all(len(r) <= 2 and all(is_number(c) for c in r) for r in rows[1:])


def _guess_decimal(rows: list[list[str]], separator: str) -> str:
    point = comma = unclear = 0
    for cell in (clean(c) for r in rows for c in r):
        as_point, as_comma = bool(_POINT.fullmatch(cell)), bool(_COMMA.fullmatch(cell))
        if as_point and as_comma:
            unclear += "," in cell
        else:
            point += as_point
            comma += as_comma
    if point == comma:  # "1,234" alone may be either; beside semicolons and tabs it is a decimal comma more often
        return "," if comma or (unclear and separator != ",") else "."
    return "," if comma > point else "."


def leading_rows(rows: list[list[str]]) -> int:
    """Return the number of rows before a sheet's table: titles and remarks fill fewer cells than its rows."""
    widths = [sum(bool(c.strip()) for c in row) for row in rows]
    common = Counter(w for w in widths[-100:] if w)
    width = common.most_common(1)[0][0] if common else 1
    for number, w in enumerate(widths):
        if w >= min(width, 2) and (width - w <= 1 or (width > 3 and w >= 0.7 * width)):
            return number
        if width == 1 and w == 1:
            return number
    return 0


def guess_header(rows: list[list[str]]) -> bool:
    """Return whether the first row names the columns below it."""
    if not rows:
        return False
    first = [c for c in rows[0] if not is_missing(c)]
    if not first or all(is_number(c) or looks_like_date(c) for c in first):
        return False
    if not any(is_number(c) or looks_like_date(c) for c in first):
        return True
    body = rows[1:50]
    for place, cell in enumerate(rows[0]):  # mixed: a word above a column of numbers is a name
        if not is_missing(cell) and not is_number(cell) and not looks_like_date(cell):
            column = [r[place] for r in body if place < len(r) and not is_missing(r[place])]
            if column and sum(is_number(c) or looks_like_date(c) for c in column) > len(column) / 2:
                return True
    return False
