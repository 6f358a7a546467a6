"""What one text cell contains: a number in any national format, a time, a missing code, words."""

from __future__ import annotations

import csv
import math
import re

from playground.data.io.values.dates import looks_like_clock, looks_like_date

#: Words that mean a missing value, in lower case.
MISSING = (
    "",
    *"na n/a #n/a nan null none nil - -- --- ---- ? . .. ... : missing".split(),
    *"#value! #div/0! #ref! #num! * ** *** **** n.a. n.d. n/d n/e n.v. k.a. s/d <na> nat \\n".split(),
    *"#n/d #nv nodata -nan fehlt".split(),
)

#: Characters of a cell that can be a number, a date or a time; a longer one is text, and is not
#: matched against any pattern.
LONGEST = 200
#: Separators of thousands, besides the separator that is not the decimal one.
GAPS = "'\u2019 \u00a0\u202f\u2009"
_EXPONENT = r"(?:[eE][+-]?\d+)?"
_POINT = re.compile(
    rf"[+-]?(?:[1-9]\d{{0,2}}(?:[,{GAPS}]\d{{3}})+(?:\.\d*)?|[1-9]\d?(?:,\d\d){{1,9}},\d{{3}}(?:\.\d*)?|\d+(?:\.\d*)?|\.\d+){_EXPONENT}",
    re.ASCII,
)  # 12,34,567.8 as in India
_COMMA = re.compile(
    rf"[+-]?(?:[1-9]\d{{0,2}}(?:[.{GAPS}]\d{{3}})+(?:,\d+)?|\d+(?:,\d+)?|,\d+){_EXPONENT}", re.ASCII
)
#: Signs around a number that change nothing; Shift JIS writes the yen as a backslash.
AROUND = "€$£¥￥₹\\% \t\u00a0\u202f"
_NO_GAPS = str.maketrans("", "", "," + GAPS)
#: Patterns of numbers by decimal separator; thousands are separated by the other one, an apostrophe
#: or a (narrow) space.
NUMBER = {".": _POINT, ",": _COMMA}

#: Text around a number: a bound and a currency before it, a unit or a flag after it.
_BEFORE = re.compile(
    r"([<>≤≥~]?\s{0,9}(?:[A-Z]{0,3}[$€£¥₹]|CHF|EUR|USD|GBP|Rs\.?|INR|[Kk]r\.?|zł)?)\s{0,9}(?=([+-]?[.,]?\d))",
)
_BEHIND = re.compile(r"(?:[^\W\d_]|[°%µ\"'‰$€£¥₹*#†‡(])[^\d,;:]{0,9}[²³]?")
_MOST_BEHIND = 11
_NO_UNIT = re.compile(
    r"[ap]\.?m\.?|st|nd|rd|th|(?:jan|feb|mar|apr|may|mai|jun|jul|aug|sep|oct|okt|nov|dec|dez|ene|q)\w*\.?",
    re.IGNORECASE,
)


def to_number(cell: str, mark: str) -> float:
    """Return the number in a cell with the decimal separator ``mark``; NaN when it is none.

    Examples
    --------
    >>> to_number("1.234,5", ",")
    1234.5
    >>> to_number("twelve", ".")
    nan
    """
    if len(cell) > LONGEST:
        return math.nan
    if not NUMBER[mark].fullmatch(
        cell
    ):  # most cells need no cleaning, and this runs for every one of them
        cell = clean(cell)
        if not NUMBER[mark].fullmatch(cell):
            return math.inf if is_infinite(cell) else math.nan
    if mark == ",":
        cell = cell.replace(".", "").replace(",", ".")
    return float(cell.translate(_NO_GAPS))


def bare(cell: str) -> tuple[str, str]:
    """Return the number in a cell such as "< 0.5" or "21.5 °C", and the text around it.


    Any other cell is returned unchanged, with "".

    Examples
    --------
    >>> bare("21.5 °C")
    ('21.5', '°C')
    """
    cell = cell.strip().replace("\u2212", "-")
    before = _BEFORE.match(cell) if len(cell) <= LONGEST and "\n" not in cell else None
    if before is None:
        return cell, ""
    first = max(before.end() + len(before[2]), len(cell) - _MOST_BEHIND)
    place = next(
        (place for place in range(first, len(cell)) if _BEHIND.fullmatch(cell, place)), len(cell)
    )
    behind = cell[place:]
    return (
        (cell, "")
        if _NO_UNIT.fullmatch(behind)
        else (cell[before.end() : place].rstrip(), f"{before[1]}{behind}".strip())
    )


def is_infinite(cell: str) -> bool:
    """Return whether a cell means infinity in words."""
    return cell.strip().lower().lstrip("+-") in ("inf", "infinity", "∞")


def clean(cell: str) -> str:
    """Return a cell without what people write around numbers: spaces, currency, percent."""
    cell = cell.strip().replace("\u2212", "-").strip(AROUND).rstrip(":")
    if cell[:1] in ("+", "-") and cell[1:2] in AROUND:
        cell = cell[0] + cell.lstrip("+-" + AROUND)
    if cell[-1:] == "-" and cell[:1].isdigit():  # the format of SAP
        return f"-{cell[:-1]}"
    inner = cell[1:-1].strip(AROUND) if cell[:1] == "(" and cell[-1:] == ")" else ""
    return f"-{inner}" if inner[:1].isdigit() else cell  # the format of accountants


def is_number(cell: str) -> bool:
    """Return whether a cell is a number in any national format.

    Examples
    --------
    >>> [is_number(cell) for cell in ("1 234,5", "1,234.5", "12.05.2024")]
    [True, True, False]
    """
    cell = clean(cell)
    return len(cell) <= LONGEST and bool(_POINT.fullmatch(cell) or _COMMA.fullmatch(cell))


def is_missing(cell: str) -> bool:
    """Return whether a cell means a missing value."""
    return cell.strip().lower() in MISSING


def is_value(cell: str) -> bool:
    """Return whether a cell is a number or a time."""
    return is_number(cell) or looks_like_date(cell) or looks_like_clock(cell)


def is_measured(cell: str) -> bool:
    """Return whether a cell is a number, perhaps with a unit, or a time; "2m_temp" may pass."""
    return is_value(cell) or is_number(bare(cell)[0])


def split(lines: list[str], separator: str) -> list[list[str]]:
    """Return the cells of some lines, without lines that a quotation mark spoils."""
    if separator == " ":
        return [line.split() for line in lines]
    try:
        return [
            row
            for row in csv.reader(
                (line + "\n" for line in lines), delimiter=separator, skipinitialspace=True
            )
            if row
        ]
    except csv.Error:
        return [line.split(separator) for line in lines if line]
