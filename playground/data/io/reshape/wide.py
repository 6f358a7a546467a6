"""Tables with one series per row and times as column names, as statistical offices publish them."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import pandas as pd

from playground.data.io.limits import MOST_ROWS, bad_file
from playground.data.io.reshape.clocks_across import clocks_across, hour_by_hour
from playground.data.io.reshape.steps_across import step_by_step, steps_across
from playground.data.io.reshape.years_across import month_by_month, years_across
from playground.data.io.table.table import Raw
from playground.data.io.values.cells import is_missing
from playground.data.io.values.codes import YEAR_NAMES
from playground.data.io.values.moments import times_of
from playground.data.io.values.months import month_numbers
from playground.wording import _

#: Names of columns that say what is measured.
_MEASURED = re.compile(
    r"indicator|variable|measure|metric|parameter|series|element|unit|einheit|merkmal",
    re.IGNORECASE,
)


def is_wide(raw: Raw) -> bool:
    """Return whether columns named by times hold the numbers, and the others are words or few."""
    if clocks_across(raw) or years_across(raw) or steps_across(raw) or _months_across(raw):
        return True
    times = times_of(raw.names)
    others = [i for i in range(len(raw.names)) if i not in times]
    return (
        bool(times)
        and len(others) <= max(4, len(times) // 2)
        and not any(raw.frame.iloc[:, i].dtype.kind == "M" for i in others)
    )


def below_each_other(raw: Raw) -> Raw:
    """Return the table with one row for each series and time.

    Raises
    ------
    DataError
        No columns are named by times, or there are too many values.
    """
    if day := clocks_across(raw):
        return hour_by_hour(raw, *day)
    if years := years_across(raw):
        return month_by_month(raw, *years)
    if steps_across(raw):
        return step_by_step(raw)
    if months := _months_across(raw):
        return _monthly(raw, *months)
    times = times_of(raw.names)
    if not times:
        raise bad_file(
            _(
                "No columns are named by years or dates, so the rows are not series; choose another layout."
            )
        )
    places = sorted(times, key=lambda i: times[i])
    frame = raw.frame[raw.frame.iloc[:, places].notna().any(axis=1)].reset_index(drop=True)
    if len(frame) * len(places) > MOST_ROWS:
        raise bad_file(
            _("The file has more than {limit} rows; shorten it, or keep every tenth row."),
            limit=f"{MOST_ROWS:,}",
        )
    others = [i for i in range(len(raw.names)) if i not in times and frame.iloc[:, i].notna().any()]
    words = {
        i: frame.iloc[:, i].astype("string").fillna("").str.strip()
        for i in others
        if frame.iloc[:, i].dtype.kind not in "biufM"
    }
    name, who = _who(raw.names, words, len(frame))
    same = [
        w.iloc[0]
        for i, w in words.items()
        if len(frame) > 1
        and w.nunique() == 1
        and not is_missing(w.iloc[0])
        and _MEASURED.search(raw.names[i])
    ]
    value = same[0][:60] if same else "value"
    count = len(places)
    columns: list[pd.Series] = [
        pd.Series(
            np.tile(np.array([times[i] for i in places], dtype="datetime64[us]"), len(frame))
        ),
        pd.Series(
            frame.iloc[:, places].to_numpy(dtype=object).reshape(-1), dtype=object
        ).infer_objects(),
    ]
    names = ["time", value if value not in ("time", name) else "value"]
    if len(frame) > 1:
        columns.insert(0, who.repeat(count).reset_index(drop=True).astype(object))
        names.insert(0, name if name not in names else "series")
    note = _(
        "The {count} times in the column names were turned into rows, for each of {series} series."
    ).format(count=count, series=len(frame))
    return Raw(names, pd.DataFrame(dict(enumerate(columns))), raw.layout, [*raw.notes, note])


def _who(names: Sequence[str], words: dict[int, pd.Series], rows: int) -> tuple[str, pd.Series]:
    """Return the name and the words of the column that identifies the series, or all joined."""
    for place, cells in words.items():
        if cells.nunique() == rows:
            return names[place], cells
    varied = [cells for cells in words.values() if cells.nunique() > 1]
    if varied:
        joined = (
            varied[0].str.cat(varied[1:], sep=" ").str.strip() if len(varied) > 1 else varied[0]
        )
        again = joined.groupby(joined).cumcount()
        return "series", joined.where(
            again == 0, joined + " (" + (again + 1).astype("string") + ")"
        )
    return "series", pd.Series([str(n + 1) for n in range(rows)], dtype="string")


def _months_across(raw: Raw) -> tuple[int, list[int]] | None:
    """Return the year column and the twelve month columns of a table of years × months."""
    months = month_numbers(raw.names)
    plain = [n == f"column {i}" for i, n in enumerate(raw.names, 1)]
    if len(plain) in (13, 14) and all(plain) and _are_years(raw.frame.iloc[:, 0], 1):
        return 0, list(range(1, 13))
    if sorted(months.values()) != list(range(1, 13)):
        return None
    years = next(
        (
            i
            for i, name in enumerate(raw.names)
            if i not in months and name.strip().lower().split(" ")[0] in YEAR_NAMES
        ),
        None,
    )
    if years is None or not _are_years(raw.frame.iloc[:, years], None):
        return None
    return years, sorted(months, key=lambda i: months[i])


def _are_years(cells: pd.Series, step: int | None) -> bool:
    """Return whether a column has different years, rising by a given step."""
    known = cells.dropna() if cells.dtype.kind in "iuf" else cells[:0]
    if not len(known) or known.min() < 1000 or known.max() > 2999 or (known % 1).any():
        return False
    return not known.duplicated().any() and (step is None or bool((np.diff(known) == step).all()))


def _monthly(raw: Raw, years: int, months: list[int]) -> Raw:
    """Return the table with one row for each month, without empty months at the end."""
    frame = raw.frame[raw.frame.iloc[:, years].notna()]
    starts = (frame.iloc[:, years].to_numpy(np.int64) - 1970) * 12
    times = (
        (starts[:, None] + np.arange(12))
        .reshape(-1)
        .astype("datetime64[M]")
        .astype("datetime64[us]")
    )
    values = pd.Series(
        frame.iloc[:, months].to_numpy(dtype=object).reshape(-1), dtype=object
    ).infer_objects()
    last = int(np.flatnonzero(values.notna()).max(initial=-1)) + 1
    note = _(
        "The columns of the twelve months were turned into rows, for each of {count} years."
    ).format(count=len(frame))
    return Raw(
        ["time", "value"],
        pd.DataFrame({0: times[:last], 1: values[:last]}),
        raw.layout,
        [*raw.notes, note],
    )
