"""Forecasting archives (``.tsf``): a series in each line, with its name, start and values."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

from playground.data.io.layout.layout import Layout
from playground.data.io.limits import MOST_CELLS, bad_file
from playground.data.io.table.table import Raw
from playground.wording import _

_ATTRIBUTE = re.compile(r"@attribute\s{1,9}(\S{1,60})\s{1,9}(\S{1,20})", re.IGNORECASE)
_FREQUENCY = re.compile(r"@frequency\s{1,9}(?:(\d{1,4})_)?(\w{1,20})", re.IGNORECASE)
#: Months or seconds, and how many of them, by the first letters of a frequency.
_STEPS = {
    "year": ("M", 12),
    "quarter": ("M", 3),
    "month": ("M", 1),
    "week": ("s", 604_800),
    "dai": ("s", 86_400),
    "hour": ("s", 3600),
    "half_hour": ("s", 1800),
    "minute": ("s", 60),
    "second": ("s", 1),
}


def looks_like_tsf(text: str) -> bool:
    """Return whether a text has the directives of a forecasting archive."""
    lines = [line.strip().lower() for line in text.split("\n", 200)[:200]]
    heads = ("@frequency", "@horizon", "@equallength", "@missing")
    named = any(line.startswith("@attribute") for line in lines)
    return named and "@data" in lines and any(line.startswith(heads) for line in lines)


def read_tsf(text: str, encoding: str) -> Raw:
    """Return the table of a forecasting archive: series, time (or step) and value.

    Raises
    ------
    DataError
        A line lacks a field, a value is no number, or there are too many values.
    """
    lines = text.split("\n")
    start = next(n for n, line in enumerate(lines) if line.strip().lower() == "@data")
    head = "\n".join(lines[:start])
    attributes = _ATTRIBUTE.findall(head)
    dates = [place for place, (_name, kind) in enumerate(attributes) if kind.lower() == "date"]
    names: list[str] = []
    times: list[np.ndarray] = []
    values: list[np.ndarray] = []
    for number, line in enumerate((s for s in lines[start + 1 :] if s.strip()), 1):
        *facts, cells = line.strip().split(":")
        try:
            found = np.array([np.nan if c.strip() == "?" else float(c) for c in cells.split(",")])
            first = facts[dates[0]].strip().replace(" ", "T") if dates else None
            times.append(_times(head, first, len(found)))
        except (ValueError, IndexError):
            sentence = _("Line {number} of the data is not a series with {fields} and its values.")
            fields = ", ".join(name for name, _kind in attributes)
            raise bad_file(sentence, number=number, fields=fields[:200]) from None
        if sum(map(len, values)) + len(found) > MOST_CELLS:
            sentence = _(
                "The collection has more than {limit} values; keep only some of the series."
            )
            raise bad_file(sentence, limit=f"{MOST_CELLS:,}")
        names.append(facts[0] if facts else str(number))
        values.append(found)
    if not values:
        raise bad_file(_("The file is empty after @data; it needs a line for each series."))
    who = np.repeat(np.array(names, dtype=object), [len(v) for v in values])
    columns = {0: who, 1: np.concatenate(times), 2: np.concatenate(values)}
    name = "step" if columns[1].dtype.kind == "i" else "time"
    layout = Layout(encoding, ":", ".", False, 0, "tsf")
    return Raw(["series", name, "value"], pd.DataFrame(columns), layout)


def _times(head: str, start: str | None, count: int) -> np.ndarray:
    """Return the times of a series, datetime64[us], or its steps without a start or a frequency."""
    frequency = _FREQUENCY.search(head)
    word = frequency[2].lower() if frequency else ""
    step = next((_STEPS[key] for key in _STEPS if word.startswith(key)), None)
    if start is None or step is None:
        return np.arange(1, count + 1)
    day, _t, clock = start.partition("T")
    first = np.datetime64(f"{day}T{clock.replace('-', ':')}" if clock else day, "us")
    unit, size = step
    size *= int(frequency[1] or 1) if frequency else 1
    if unit == "s":
        return first + np.arange(count) * np.timedelta64(size, "s").astype("timedelta64[us]")
    months = first.astype("datetime64[M]")
    inside = first - months.astype("datetime64[us]")
    return (months + np.arange(count) * size).astype("datetime64[us]") + inside
