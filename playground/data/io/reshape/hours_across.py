"""Tables with one day per row and times of day as columns: 00:00, 00:30 … or H1 … H24."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import pandas as pd

from playground.data.io.reshape.across import Across
from playground.data.io.table.date_parts import parts_named
from playground.data.io.table.table import Raw
from playground.data.io.values.codes import times_of_numbers
from playground.data.io.values.dates import read_dates
from playground.wording import _

_CLOCK = re.compile(r"(\d{1,2}):(\d\d)(?::00)?(?: ?(?:-|–|to|bis) ?\d{1,2}:\d\d(?::00)?)?")
_HOUR = re.compile(
    r"(h|he|hr|hour|hours|hour ending|stunde|std|hora|ora|heure|uur|godz|godzina|)\.?[ _-]?0?(\d{1,2})(?::00)?",
    re.IGNORECASE,
)
_MINUTES = 1440
#: Values of a day without names: half hours, quarter hours, five minutes.
_INTERVALS = (48, 96, 288)


def clocks_across(raw: Raw) -> Across | None:
    """Return the columns of a table with one day per row and times of day as columns, or None."""
    clocks = _clocks(raw.names) or _hours(raw.names) or _intervals(raw)
    others = [i for i in range(len(raw.names)) if i not in clocks]
    days = _days(raw, others) if clocks else []
    numbers = [i for i in others if raw.frame.iloc[:, i].dtype.kind in "iuf"]
    if not days or len(numbers) > max(8, len(clocks) // 2):
        return None
    rows = np.flatnonzero(raw.frame.iloc[:, days].notna().all(axis=1))
    frame = raw.frame.iloc[rows]
    words = [f"{m // 60:02d}:{m % 60:02d}" for m in clocks.values()]
    sentence = _(
        "The columns of {count} times of day were turned into rows, for each of {days} days."
    )
    notes = [sentence.format(count=len(clocks), days=len(rows))]
    keys = {raw.names[i]: frame.iloc[:, i] for i in days}
    others = [i for i in others if i not in days]
    dates = frame.iloc[:, days].astype("string").agg("|".join, axis=1)
    who = who_repeats(frame, dates, [i for i in others if i < min(clocks)] or others)
    if who is not None:
        keys = {"series": who, **keys}
    elif others:
        names = ", ".join(raw.names[i] for i in others)[:200]
        notes.append(_("Columns other than the times of day skipped: {names}.").format(names=names))
    optional = np.array(list(clocks.values())) == _MINUTES  # the 25th hour is empty but for one day
    moments = np.array(words, dtype=object)
    return Across(rows, list(clocks), keys, "time of day", moments, notes, optional=optional)


def _clocks(names: list[str]) -> dict[int, int]:
    found = {i: m for i, name in enumerate(names) if (m := _CLOCK.fullmatch(name.strip()))}
    minutes = {i: int(m[1]) * 60 + int(m[2]) for i, m in found.items()}
    if len(minutes) >= 4 and list(minutes.values())[-1] == 0:  # meters end the day with 00:00
        minutes[list(minutes)[-1]] = _MINUTES
    steps = np.diff(list(minutes.values()))
    even = len(minutes) >= 4 and steps[0] > 0 and bool((steps == steps[0]).all())
    return minutes if even and max(minutes.values()) <= _MINUTES else {}


def _hours(names: list[str]) -> dict[int, int]:
    """Return the columns named by the 24 hours; the first of them, 0 or 1, begins the day."""
    found = {i: m for i, name in enumerate(names) if (m := _HOUR.fullmatch(name.strip()))}
    numbers = [int(m[2]) for m in found.values()]
    if len(numbers) not in (24, 25) or len({m[1].lower() for m in found.values()}) > 1:
        return {}
    if numbers[0] not in (0, 1) or (np.diff(numbers) != 1).any():
        return {}
    return {i: 60 * (n - numbers[0]) for i, n in zip(found, numbers, strict=True)}


def _intervals(raw: Raw) -> dict[int, int]:
    """Return the columns without names between a date and words that number a day's intervals."""
    kinds = [t.kind for t in raw.frame.dtypes]
    for day in range(min(3, len(kinds))):
        if raw.names[day] != f"column {day + 1}" or not _are_dates(raw, day):
            continue
        run = next((n for n, k in enumerate(kinds[day + 1 :]) if k not in "iuf"), len(kinds[day:]))
        count = run if run in _INTERVALS else len(kinds) - day - 1
        if count in _INTERVALS and count <= run:
            return {day + 1 + n: n * _MINUTES // count for n in range(count)}
    return {}


def _days(raw: Raw, others: Sequence[int]) -> list[int]:
    """Return the column of dates, or those of year, month and day."""
    for i in others:
        if _are_dates(raw, i):
            return [i]
    parts = ({n: i for i in others for n in parts_named(raw.names[i])} if others else {}).items()
    days = [i for name, i in parts if name in ("year", "month", "day")]
    return sorted(days) if len(set(days)) == 3 else []


def _are_dates(raw: Raw, place: int) -> bool:
    cells = raw.frame.iloc[:, place]
    if cells.dtype.kind == "M":
        return True
    if cells.dtype.kind in "iuf":
        name, whole = raw.names[place], cells.to_numpy(np.float64)
        return not parts_named(name) and times_of_numbers(name, whole) is not None
    known = cells.dropna()
    sample = known.iloc[:: max(1, len(known) // 50)].astype(str)
    return len(sample) > 0 and read_dates(sample) is not None


def who_repeats(frame: pd.DataFrame, dates: pd.Series, others: Sequence[int]) -> pd.Series | None:
    """Return what identifies the rows of one date; None when no date repeats or nothing does."""
    if not dates.duplicated().any():
        return None
    cells = [frame.iloc[:, i].astype("string").fillna("").str.strip() for i in others]
    kinds = [c for c in cells if 1 < c.nunique() <= len(frame) // 2]
    for some in [*([c] for c in kinds), kinds]:
        joined = some[0].str.cat(some[1:], sep=" ") if some else None
        if joined is not None and not pd.DataFrame({"d": dates, "w": joined}).duplicated().any():
            return joined
    return None
