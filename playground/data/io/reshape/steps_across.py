"""Tables with one series per row and its steps as columns, as in the M forecasting competitions."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

from playground.data.io.limits import MOST_ROWS, bad_file
from playground.data.io.table.table import Raw
from playground.wording import _

_LETTER, _DIGIT = re.compile(r"[^\W\d_]"), re.compile(r"\d")
_STEP = re.compile(r"(v|t|x|d|day|w|week|step|obs|value|f|)[_ .]?(\d{1,5})", re.IGNORECASE)
_FEWEST = 8


def steps_across(raw: Raw) -> bool:
    """Return whether every row is a series.

    That is a name that occurs once, then numbered steps, empty only at the end.
    """
    first = _first_step(raw.names)
    found = [_STEP.fullmatch(name.strip()) for name in raw.names[first:]]
    if (
        len(found) < _FEWEST
        or not all(found)
        or len({m[1].lower() for m in found if m}) > 1
        or len(raw.frame) < 2
    ):
        return False
    if (np.diff([int(m[2]) for m in found if m]) != 1).any():
        return False
    if not first or any(raw.frame.iloc[:, i].dtype.kind in "biufM" for i in range(first)):
        return False
    who, values = _series(raw.frame, first), raw.frame.iloc[:, first:]
    if (
        who.dtype.kind in "biufM"
        or who.isna().any()
        or who.duplicated().any()
        or any(t.kind not in "iuf" for t in values.dtypes)
    ):
        return False
    if not (
        who.astype(str).str.match(_LETTER).all()
        and who.astype(str).str.contains(_DIGIT).mean() > 0.8
    ):
        # such names contain a number; words without one are more often classes
        return False
    present = values.notna().to_numpy()
    return bool((present[:, :1]).all() and (np.diff(present.astype(int), axis=1) <= 0).all())


def _first_step(names: list[str]) -> int:
    """Return the number of columns before the steps."""
    return next((i for i, name in enumerate(names) if i and _STEP.fullmatch(name.strip())), 0)


def _series(frame: pd.DataFrame, count: int) -> pd.Series:
    """Return the name of the series of each row: the first column that is enough, or all."""
    cells = [frame.iloc[:, i] for i in range(count)]
    alone = next((c for c in cells if not c.isna().any() and not c.duplicated().any()), None)
    if alone is not None or count == 1:
        return cells[0] if alone is None else alone
    words = [c.astype("string").fillna("") for c in cells]
    return words[0].str.cat(words[1:], sep=" ").astype(object)


def step_by_step(raw: Raw) -> Raw:
    """Return the table with one row for each series and step.

    Raises
    ------
    DataError
        There are too many values.
    """
    first = _first_step(raw.names)
    values = raw.frame.iloc[:, first:].to_numpy(np.float64)
    if np.isfinite(values).sum() > MOST_ROWS:
        raise bad_file(
            _("The file has more than {limit} rows; shorten it, or keep every tenth row."),
            limit=f"{MOST_ROWS:,}",
        )
    rows, steps = np.nonzero(~np.isnan(values))
    who = _series(raw.frame, first).to_numpy(dtype=object)
    note = _(
        "Each row is a series: the columns of its steps were turned into rows, for each of {count} series."
    ).format(count=len(values))
    columns = {0: pd.Series(who[rows], dtype=object), 1: steps + 1, 2: values[rows, steps]}
    return Raw(["series", "step", "value"], pd.DataFrame(columns), raw.layout, [*raw.notes, note])
