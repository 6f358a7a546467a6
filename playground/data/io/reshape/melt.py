"""Tables with times, steps or hours as column names, turned into one row for each value."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from playground.data.io.limits import MOST_CELLS, bad_file
from playground.data.io.reshape.across import Across, steps_across, times_across
from playground.data.io.reshape.days_across import days_across
from playground.data.io.reshape.hours_across import clocks_across
from playground.data.io.reshape.months_across import months_across, years_across
from playground.data.io.table.table import Raw
from playground.wording import _

#: Ways in which columns are named by times, the most specific first.
_WAYS: tuple[Callable[[Raw], Across | None], ...] = (
    clocks_across,
    days_across,
    years_across,
    steps_across,
    months_across,
)


def melted(raw: Raw, layout: str | None) -> Raw:
    """Return a table with one row for each value where columns are named by times.

    Parameters
    ----------
    raw : Raw
    layout : str or None
        The layout that the user chose; None melts tables that are clearly of this form.

    Raises
    ------
    DataError
        The layout is "wide" and no columns are named by times, or there are too many values.
    """
    if layout not in (None, "wide"):
        return raw
    across = next((found for way in _WAYS if (found := way(raw)) is not None), None)
    across = across or times_across(raw, sure=layout is None)
    if across is not None:
        return _below_each_other(raw, across)
    if layout is None:
        return raw
    sentence = _(
        "No columns are named by years or dates, so the rows are not series; choose another layout."
    )
    raise bad_file(sentence)


def _below_each_other(raw: Raw, across: Across) -> Raw:
    """Return the table with the cells of each row below each other."""
    shape = len(across.rows), len(across.places)
    if shape[0] * shape[1] > MOST_CELLS:
        sentence = _(
            "The table has more than {limit} cells; keep only the columns or rows you need."
        )
        raise bad_file(sentence, limit=f"{MOST_CELLS:,}")
    cells = raw.frame.iloc[across.rows, across.places].to_numpy(dtype=object)
    if across.down:
        cells, shape = cells.T, shape[::-1]
    empty = pd.isna(cells)
    ends = np.arange(cells.size).reshape(shape) > np.flatnonzero(~empty).max(initial=-1)
    kept = ~{"keep": np.zeros(shape, bool), "end": ends, "drop": empty}[across.empty]
    kept &= ~(empty & across.optional)
    columns = [key.repeat(shape[1]).to_numpy(dtype=object) for key in across.keys.values()]
    columns += [np.broadcast_to(across.moments, shape).reshape(-1), cells.reshape(-1)]
    table = pd.DataFrame(
        {n: pd.Series(column[kept.reshape(-1)]) for n, column in enumerate(columns)}
    ).infer_objects()
    return Raw(
        [*across.keys, across.moment, across.value],
        table,
        raw.layout,
        [*raw.notes, *across.notes],
    )
