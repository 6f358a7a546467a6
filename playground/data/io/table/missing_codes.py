"""Codes for a missing value among numbers, such as -9999 or 99.00: found or given."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np

from playground.data.io.table.table import Column, Table

#: Codes looked for by default: nines of either sign, and the fill values of archives.
USUAL = tuple(
    float(code)
    for code in "-99 -99.9 -99.99 -999 -999.9 -999.25 -999.99 -9999 -9999.9 -9999.99 -99999 -99999.9"
    " -999999 -8888 -7999 -6999 -888.88 -32768 32767 65535 99.99 999 999.9 9999 9999.9 99999 99999.9 999999 9999999".split()
)
#: Numbers that are codes where they repeat far from all others: nines and whole hundreds.
_REPEATED = re.compile(r"-?(?:9{2,7}|8{2,7}|7{2,7}|6{2,7})(?:\.[6-9]{1,2})?|-[1-9]0{0,4}")
#: Distance of a code from all other values, in multiples of their range, for it to be detected.
_FAR = 3.0
#: The same for five nines and more, which are codes among large values too, in multiples of it.
_VERY_FAR = 20.0
#: Times that any other far value must repeat, and different values there must be besides.
_OFTEN, _OTHERS = 3, 5
NONE = "none"


def named(words: str | None) -> tuple[float, ...] | None:
    """Return the codes given by the user; none for "none", None when they are to be detected.

    They are separated by spaces or semicolons.

    Raises
    ------
    ValueError
        One of them is not a number.
    """
    if words is None or not words.strip():
        return None
    if words.strip().lower() == NONE:
        return ()
    return tuple(float(w.replace(",", ".")) for w in re.split(r"[;\s]+", words.strip()) if w)


@np.errstate(over="ignore", invalid="ignore")  # of numbers near the largest there are
def without_marks(table: Table, given: tuple[float, ...] | None) -> Table:
    """Return a table with such codes as missing values; each column records its codes.

    A code found in one column is also one in others, where no value is like it.
    """
    if given == ():
        return table
    numbers = [c for c in table.columns if c.kind == "number"]
    found = {c.name: _found(c.values) for c in numbers if not c.truth}
    shared = {code for codes in found.values() for code in codes}
    columns = []
    for column in table.columns:
        codes = set(given or ())
        if given is None and column.name in found:
            codes = set(found[column.name]) | {m for m in shared if _is_apart(column.values, m)}
        columns.append(_without(column, tuple(sorted(codes))) if codes else column)
    return replace(table, columns=tuple(columns))


def _without(column: Column, marks: tuple[float, ...]) -> Column:
    if column.kind != "number":
        return column
    wrong = np.isin(column.values, marks)
    if not wrong.any():
        return column
    words = tuple(f"{m:g}" for m in marks if (column.values == m).any())
    values = np.where(wrong, np.nan, column.values)
    if not np.isfinite(values).any():
        return replace(column, kind="empty", values=np.empty(0), marks=words, marked=len(values))
    return replace(column, values=values, marks=words, marked=int(wrong.sum()))


def _found(values: np.ndarray) -> tuple[float, ...]:
    """Return values far outside the others: usual codes, or repeated extremes; at most two."""
    present = values[np.isfinite(values) & (np.abs(values) <= 1e30)]
    if len(present) < 4:
        return ()
    sizes, counts = np.unique(present, return_counts=True)
    if len(sizes) == 1:
        return (float(sizes[0]),) if len(present) >= 8 and sizes[0] in USUAL else ()
    codes: list[float] = []
    for place, inner in ((0, 1), (0, 1), (-1, -2), (-1, -2)):
        if len(sizes) < 2 or len(codes) == 2:
            break
        code, near, rest = float(sizes[place]), float(sizes[inner]), np.delete(sizes, place)
        reach = _FAR * max(np.ptp(rest), 1e-9 * np.abs(rest).max(), 1e-12)
        far = abs(code - near) > reach and (code < 0 < near or abs(code) > 2 * abs(near))
        far = far or (abs(code) >= 99_999 and abs(code - near) > _VERY_FAR * reach)
        often = counts[place] >= _OFTEN and len(rest) >= _OTHERS
        coded = code in USUAL or (often and _REPEATED.fullmatch(f"{code:g}") is not None)
        if far and coded and counts.sum() - counts[place] >= 3:
            codes.append(code)
            sizes, counts = rest, np.delete(counts, place)
    return tuple(codes)


def _is_apart(values: np.ndarray, code: float) -> bool:
    """Return whether a code is in a column and below or above all that it measures."""
    present = values[np.isfinite(values)]
    rest = present[present != code]
    if len(rest) == len(present):
        return False
    if not len(rest):
        return True
    gap = max(rest.min() - code, code - rest.max())
    return bool(gap > 0.5 * max(np.ptp(rest), abs(code) * 0.01))
