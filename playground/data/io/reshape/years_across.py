"""Tables with one month per row and years as columns, as statistical offices publish them."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

from playground.data.io.table.table import Raw
from playground.data.io.values.months import month_numbers
from playground.wording import _

_YEAR = re.compile(r"[12]\d{3}")


def years_across(raw: Raw) -> tuple[dict[int, int], dict[int, int]] | None:
    """Return the year columns and the rows of the twelve months; None in any other table."""
    years = {i: int(name) for i, name in enumerate(raw.names) if _YEAR.fullmatch(name.strip())}
    others = [i for i in range(len(raw.names)) if i not in years]
    if (
        len(years) < 2
        or others[:1] != [0]
        or (np.abs(np.diff(list(years.values()))) != 1).any()
        or len(others) > 3
        or len(raw.frame) > 16
    ):
        return None
    months = month_numbers([str(cell) for cell in raw.frame.iloc[:, 0].fillna("")])
    return (years, months) if list(months.values()) == list(range(1, 13)) else None


def month_by_month(raw: Raw, years: dict[int, int], months: dict[int, int]) -> Raw:
    """Return the table with one row for each month, without empty months at the end."""
    places = sorted(years, key=lambda i: years[i])
    cells = raw.frame.iloc[list(months), places].to_numpy(dtype=object)
    values = pd.Series(cells.T.reshape(-1), dtype=object).infer_objects()
    first = (years[places[0]] - 1970) * 12
    times = np.arange(first, first + len(values)).astype("datetime64[M]").astype("datetime64[us]")
    last = int(np.flatnonzero(values.notna()).max(initial=-1)) + 1
    notes = [
        *raw.notes,
        _("The columns of {count} years were turned into rows, one for each month.").format(
            count=len(years)
        ),
    ]
    rest = [raw.names[i] for i in range(1, len(raw.names)) if i not in years]
    rest += [str(raw.frame.iloc[n, 0]) for n in range(len(raw.frame)) if n not in months]
    if rest:
        notes.append(
            _("Rows and columns other than months and years skipped: {names}.").format(
                names=", ".join(rest)[:200]
            )
        )
    return Raw(
        ["time", "value"], pd.DataFrame({0: times[:last], 1: values[:last]}), raw.layout, notes
    )
