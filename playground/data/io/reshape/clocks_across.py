"""Tables with one day per row and times of day as columns: 00:00, 00:30 … or H1 … H24."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

from playground.data.io.limits import MOST_ROWS, bad_file
from playground.data.io.table.table import Raw
from playground.data.io.values.codes import times_of_numbers
from playground.data.io.values.dates import looks_like_date
from playground.wording import _

_CLOCK = re.compile(r"(\d{1,2}):(\d\d)(?::00)?(?: ?(?:-|–|to|bis) ?\d{1,2}:\d\d(?::00)?)?")
_HOUR = re.compile(
    r"(h|he|hr|hour|hours|hour ending|stunde|std|hora|ora|heure|uur|godz|godzina|)\.?[ _-]?0?(\d{1,2})(?::00)?",
    re.IGNORECASE,
)
_MINUTES = 1440


def clocks_across(raw: Raw) -> tuple[int, dict[int, int]] | None:
    """Return the date column and the minutes since midnight of the others, or None."""
    clocks = _clocks(raw.names) or _hours(raw.names)
    if not clocks:
        return None
    others = [i for i in range(len(raw.names)) if i not in clocks]
    days = next((i for i in others if _are_dates(raw.names[i], raw.frame.iloc[:, i])), None)
    return None if days is None or len(others) > max(6, len(clocks) // 2) else (days, clocks)


def _clocks(names: list[str]) -> dict[int, int]:
    found = {i: m for i, name in enumerate(names) if (m := _CLOCK.fullmatch(name.strip()))}
    minutes = {i: int(m[1]) * 60 + int(m[2]) for i, m in found.items()}
    if (
        len(minutes) >= 4 and list(minutes.values())[-1] == 0
    ):  # meters write the end of the day as 00:00
        minutes[list(minutes)[-1]] = _MINUTES
    steps = np.diff(list(minutes.values()))
    even = (
        len(minutes) >= 4
        and steps[0] > 0
        and bool((steps == steps[0]).all())
        and max(minutes.values()) <= _MINUTES
    )
    return minutes if even else {}


def _hours(names: list[str]) -> dict[int, int]:
    """Return the columns named by the 24 hours; the first of them, 0 or 1, begins the day."""
    found = {i: m for i, name in enumerate(names) if (m := _HOUR.fullmatch(name.strip()))}
    numbers = [int(m[2]) for m in found.values()]
    if len(numbers) not in (24, 25) or len({m[1].lower() for m in found.values()}) > 1:
        return {}
    if numbers[0] not in (0, 1) or (np.diff(numbers) != 1).any():
        return {}
    return {i: 60 * (n - numbers[0]) for i, n in zip(found, numbers, strict=True)}


def _are_dates(name: str, cells: pd.Series) -> bool:
    if cells.dtype.kind == "M":
        return True
    known = cells.dropna()
    if cells.dtype.kind in "iuf":
        return times_of_numbers(name, cells.to_numpy(np.float64)) is not None
    sample = known.iloc[:: max(1, len(known) // 50)].astype(str)
    return len(sample) > 0 and float(np.mean([looks_like_date(c) for c in sample])) >= 0.8


def hour_by_hour(raw: Raw, days: int, clocks: dict[int, int]) -> Raw:
    """Return the table with one row for each day and time of day.

    Its columns are the date, the time and the value, and the series where dates repeat.
    """
    frame = raw.frame[raw.frame.iloc[:, days].notna()].reset_index(drop=True)
    count, places = len(clocks), list(clocks)
    if len(frame) * count > MOST_ROWS:
        raise bad_file(
            _("The file has more than {limit} rows; shorten it, or keep every tenth row."),
            limit=f"{MOST_ROWS:,}",
        )
    dates = frame.iloc[:, days]
    words = [f"{m // 60:02d}:{m % 60:02d}" for m in clocks.values()]
    values = pd.Series(
        frame.iloc[:, places].to_numpy(dtype=object).reshape(-1), dtype=object
    ).infer_objects()
    columns = [
        dates.repeat(count).reset_index(drop=True),
        pd.Series(np.tile(np.array(words, dtype=object), len(frame))),
        values,
    ]
    names = [raw.names[days], "time of day", "value"]
    note = _(
        "The columns of {count} times of day were turned into rows, for each of {days} days."
    ).format(count=count, days=len(frame))
    notes = [*raw.notes, note]
    others = [i for i in range(len(raw.names)) if i not in clocks and i != days]
    who = _who(frame, dates, others)
    if who is not None:
        columns.insert(0, who.repeat(count).reset_index(drop=True).astype(object))
        names.insert(0, "series")
    elif others:
        notes.append(
            _("Columns other than the times of day skipped: {names}.").format(
                names=", ".join(raw.names[i] for i in others)[:200]
            )
        )
    table = pd.DataFrame(dict(enumerate(columns)))
    if max(clocks.values()) == _MINUTES:  # the 25th hour is empty on all days but one
        table = table[~((columns[-2] == "24:00") & values.isna())].reset_index(drop=True)
    return Raw(names, table, raw.layout, notes)


def _who(frame: pd.DataFrame, dates: pd.Series, others: list[int]) -> pd.Series | None:
    """Return what identifies the rows of one date; None when no date repeats or nothing does."""
    if not dates.duplicated().any():
        return None
    cells = [frame.iloc[:, i].astype("string").fillna("").str.strip() for i in others]
    kinds = [c for c in cells if 1 < c.nunique() <= len(frame) // 2]
    for some in [*([c] for c in kinds), kinds]:
        joined = some[0].str.cat(some[1:], sep=" ") if some else None
        if (
            joined is not None
            and not pd.DataFrame({"d": dates.astype("string"), "w": joined}).duplicated().any()
        ):
            return joined
    return None
