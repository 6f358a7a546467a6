"""Codes for a missing value that instruments write, such as -9999: detected or given."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from playground.data.io.table.repair import LARGEST
from playground.data.io.table.table import Column

#: Codes looked for by default: nines of either sign, and the fill values of archives.
USUAL = (
    -99.0,
    -99.9,
    -99.99,
    -999.0,
    -999.9,
    -999.25,
    -999.99,
    -9999.0,
    -9999.9,
    -9999.99,
    -99999.0,
    -99999.9,
    -999999.0,
    -8888.0,
    -7999.0,
    -6999.0,
    -32768.0,
    999.0,
    999.9,
    9999.0,
    9999.9,
    99999.0,
    99999.9,
    999999.0,
    9999999.0,
)
#: Distance of a code from all other values, in multiples of their range, for it to be detected.
_FAR = 3.0
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


def without_marks(columns: Sequence[Column], given: tuple[float, ...] | None) -> list[Column]:
    """Return the columns with such codes as missing values; each records its codes."""
    return [_without(c, given) if c.kind == "number" and given != () else c for c in columns]


def _without(column: Column, given: tuple[float, ...] | None) -> Column:
    values = column.values
    marks = given if given is not None else _found(values)
    wrong = np.isin(values, marks) if marks else np.zeros(len(values), bool)
    if not wrong.any() or wrong.all():
        return column
    sentence = tuple(f"{m:g}" for m in marks if (values == m).any())
    return replace(
        column, values=np.where(wrong, np.nan, values), marks=sentence, marked=int(wrong.sum())
    )


def _found(values: np.ndarray) -> tuple[float, ...]:
    """Return the usual codes that are far away from all other values, at most two."""
    present = values[np.isfinite(values)]
    if len(present) < 4 or (present.min() > USUAL[0] and present.max() < 999):
        return ()
    marks = [
        m
        for m in USUAL
        if (m in (present.min(), present.max()) or m in (-99.0, -999.0, -9999.0))
        and (present == m).any()
    ]
    present = present[np.abs(present) <= LARGEST]
    rest = present[~np.isin(present, marks)]
    if not marks or len(rest) < 3:
        return ()
    low, high = float(rest.min()), float(rest.max())
    reach = _FAR * max(high - low, 1e-9 * max(abs(low), abs(high)))
    return tuple(
        m
        for m in marks
        if (m < low - reach and m < min(0.0, 2 * low))
        or (m > high + reach and m > 2 * max(high, 0.0))
    )[:2]
