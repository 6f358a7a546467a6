"""Times that are periods: weeks, months, quarters and half-years, each read as its first day."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

#: Formats of each; the year has two digits only after an apostrophe or a digit and its letter
#: ("1Q23").
_FORMS = {
    "week": (
        r"(?P<y>\d{4})[- ]?[WwKk][Ww]?[- ]?(?P<n>\d{1,2})(?:-1)?",
        r"(?:[Ww]|KW|[Ww]eek)[- ]?(?P<n>\d{1,2})[-/ ]{1,3}(?P<y>\d{4})",
    ),
    "month": (r"(?P<y>\d{4})[- ]?M(?P<n>\d{1,2})",),
    "quarter": (
        r"(?P<y>\d{4})[-/ :]{0,3}[QT](?P<n>[1-4])",
        r"[QT](?P<n>[1-4])[-/ :]{0,3}(?P<y>\d{4})",
        r"(?P<n>[1-4])\.? ?(?:[QT]|Quartal|Quarter)[-/ ]{0,3}(?P<y>\d{4})",
        r"Q(?P<n>[1-4])[-/ ]{0,3}'?(?P<y>\d{2})",
        r"(?P<n>[1-4])Q(?P<y>\d{2})",
    ),
    "half": (r"(?P<y>\d{4})[- ]?[HS](?P<n>[12])", r"[HS](?P<n>[12])[-/ ]{0,3}(?P<y>\d{4})"),
}
_WHOLE = {kind: [re.compile(f"^{form}$") for form in forms] for kind, forms in _FORMS.items()}


def looks_like_period(cell: str) -> bool:
    """Return whether a cell is a period.

    Examples
    --------
    >>> [looks_like_period(cell) for cell in ("2023-Q4", "2023W05", "2023")]
    [True, True, False]
    """
    return any(form.fullmatch(cell) for forms in _WHOLE.values() for form in forms)


def guess_period(cells: pd.Series) -> str | None:
    """Return the format of nine in ten cells, as "kind:number", or None."""
    words = [str(cell).strip() for cell in cells.dropna()]
    for kind, forms in _WHOLE.items():
        for number, form in enumerate(forms):
            if np.mean([form.fullmatch(word) is not None for word in words] or [False]) >= 0.9:
                return f"{kind}:{number}"
    return None


def parse_period(cells: pd.Series, form: str) -> pd.Series:
    """Return the first days of periods; NaT for any other cell, such as "2023W54"."""
    kind, _colon, number = form.partition(":")
    parts = cells.str.strip().str.extract(_WHOLE[kind][int(number)])
    year = pd.to_numeric(parts["y"], errors="coerce").astype(float)
    year = year + np.where(year < 70, 2000, np.where(year < 100, 1900, 0))
    count = pd.to_numeric(parts["n"], errors="coerce").astype(float)
    most = {"week": 53, "month": 12, "quarter": 4, "half": 2}[kind]
    known = (year.between(1000, 2999) & count.between(1, most)).to_numpy(dtype=bool)
    years, counts = (np.where(known, part.fillna(1), 1).astype(np.int64) for part in (year, count))
    if kind == "week":  # week 1 contains 4 January
        fourth = (years - 1970).astype("datetime64[Y]").astype("datetime64[D]") + 3
        monday = fourth - (fourth.astype(np.int64) + 3) % 7
        times = (monday + 7 * (counts - 1)).astype("datetime64[us]")
    else:
        times = (
            ((years - 1970) * 12 + (counts - 1) * (12 // most))
            .astype("datetime64[M]")
            .astype("datetime64[us]")
        )
    times[~known] = np.datetime64("NaT")
    return pd.Series(times, index=cells.index)
