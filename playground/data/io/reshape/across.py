"""How times are the names of columns: dates, months, years, numbered steps."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from playground.data.io.table.table import Raw
from playground.data.io.values.cells import is_missing
from playground.data.io.values.moments import times_of
from playground.wording import _

_LETTER, _DIGIT = re.compile(r"[^\W\d_]"), re.compile(r"\d")
_STEP = re.compile(r"(v|t|x|d|day|w|week|step|obs|value|f|)[_ .]?(\d{1,5})", re.IGNORECASE)
_FEWEST_STEPS = 8
#: Names of columns that say what is measured.
_MEASURED = re.compile(
    r"indicator|variable|measure|metric|parameter|series|element|descriptor|unit|einheit|merkmal",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Across:
    """Which cells of a table are values, and what their rows and columns are.

    Parameters
    ----------
    rows, places : sequence of int
        The rows and the columns of the values.
    keys : mapping of str to Series
        The columns that say what a row is.
    moment : str
        Name of the new column of the times or steps.
    moments : ndarray, shape (places,) or (rows, places)
    notes : list of str
        What is done, and what is left out.
    value : str
        Name of the new column of values.
    empty : {"keep", "end", "drop"}
        Cells without a value that are no rows: none, those at the end of the table, or all.
    optional : ndarray of bool or False
        Places whose cells are no rows where they have no value.
    down : bool
        Whether the values follow each other down the columns.
    """

    rows: Sequence[int] | np.ndarray
    places: Sequence[int]
    keys: dict[str, pd.Series]
    moment: str
    moments: np.ndarray
    notes: list[str]
    value: str = "value"
    empty: str = "keep"
    optional: np.ndarray | bool = False
    down: bool = False


def steps_across(raw: Raw) -> Across | None:
    """Return the columns of a table whose rows are series with a name and numbered steps.

    The names occur once and contain a number, as in forecasting competitions; words without one
    are more often classes. Cells are empty only at the end.
    """
    kinds = [t.kind for t in raw.frame.dtypes]
    nameless = all(name == f"column {i}" for i, name in enumerate(raw.names, 1))
    if len(raw.frame) == 1 and nameless and len(kinds) > 30 and set(kinds) <= set("iuf"):
        sentence = _("The only row of {count} numbers was turned into a column.")
        notes, places = [sentence.format(count=len(kinds))], list(range(len(kinds)))
        return Across([0], places, {}, "step", np.arange(1, len(kinds) + 1), notes)
    first = next((i for i, name in enumerate(raw.names) if i and _STEP.fullmatch(name.strip())), 0)
    steps = [_STEP.fullmatch(name.strip()) for name in raw.names[first:]]
    numbers = [int(m[2]) for m in steps if m]
    even = len(numbers) == len(steps) >= _FEWEST_STEPS and not (np.diff(numbers) != 1).any()
    if not first or not even or len({m[1].lower() for m in steps if m}) > 1 or len(raw.frame) < 2:
        return None
    values = raw.frame.iloc[:, first:]
    heads = [raw.frame.iloc[:, i] for i in range(first)]
    if any(c.dtype.kind in "biufM" for c in heads) or any(
        t.kind not in "iuf" for t in values.dtypes
    ):
        return None
    who = next((c for c in heads if not c.isna().any() and not c.duplicated().any()), heads[0])
    if who.duplicated().any():
        words = [c.astype("string").fillna("") for c in heads]
        who = words[0].str.cat(words[1:], sep=" ").astype(object)
    words = who.astype(str)
    numbered = words.str.match(_LETTER).all() and words.str.contains(_DIGIT).mean() > 0.8
    present = values.notna().to_numpy()
    whole = present[:, :1].all() and (np.diff(present.astype(int), axis=1) <= 0).all()
    if who.isna().any() or who.duplicated().any() or not numbered or not whole:
        return None
    sentence = _(
        "Each row is a series: the columns of its steps were turned into rows, for each of {count} series."
    )
    places = list(range(first, len(raw.names)))
    notes, moments = [sentence.format(count=len(values))], np.arange(1, len(places) + 1)
    rows = range(len(values))
    return Across(rows, places, {"series": who}, "step", moments, notes, empty="drop")


def times_across(raw: Raw, sure: bool) -> Across | None:
    """Return the columns of a table with one series per row and times as column names, or None.

    With ``sure``, the other columns must be words, or few.
    """
    times = times_of(raw.names)
    others = [i for i in range(len(raw.names)) if i not in times]
    dated = any(raw.frame.iloc[:, i].dtype.kind == "M" for i in others)
    if not times or (
        sure and (dated or len(others) > max(4 if len(times) < 5 else 9, len(times) // 2))
    ):
        return None
    places = sorted(times, key=lambda i: times[i])
    rows = np.flatnonzero(raw.frame.iloc[:, places].notna().any(axis=1))
    frame = raw.frame.iloc[rows]
    words = {
        i: frame.iloc[:, i].astype("string").fillna("").str.strip()
        for i in others
        if frame.iloc[:, i].dtype.kind not in "biufM" and frame.iloc[:, i].notna().any()
    }
    name, who = _who(raw.names, words, frame.index)
    same = [
        w.iloc[0]
        for i, w in words.items()
        if len(frame) > 1 and w.nunique() == 1 and _MEASURED.search(raw.names[i])
    ]
    value = next((str(w)[:60] for w in same if not is_missing(w)), "value")
    name = name if name not in ("time", value) else "series"
    sentence = _(
        "The {count} times in the column names were turned into rows, for each of {series} series."
    )
    moments = np.array([times[i] for i in places], dtype="datetime64[us]")
    return Across(
        rows,
        places,
        {name: who} if len(frame) > 1 else {},
        "time",
        moments,
        [sentence.format(count=len(places), series=len(frame))],
        value if value != "time" else "value",
    )


def _who(
    names: Sequence[str], words: dict[int, pd.Series], index: pd.Index
) -> tuple[str, pd.Series]:
    """Return the name and the words of the column that identifies the series, or all joined."""
    for place, cells in words.items():
        if cells.nunique() == len(index):
            return names[place], cells
    varied = [cells for cells in words.values() if cells.nunique() > 1]
    if not varied:
        return "series", pd.Series([str(n + 1) for n in range(len(index))], index, dtype="string")
    joined = varied[0].str.cat(varied[1:], sep=" ").str.strip() if len(varied) > 1 else varied[0]
    again = joined.groupby(joined).cumcount()
    return "series", joined.where(again == 0, joined + " (" + (again + 1).astype("string") + ")")
