"""Points that may separate thousands although they are read as decimal points."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import pandas as pd

from playground.data.io.layout.layout import Layout
from playground.data.io.values.cells import split
from playground.wording import _

#: Rows whose words are looked at.
_ROWS = 200
#: A number whose point may separate thousands.
_THOUSANDS = re.compile(r"[+-]?[1-9][0-9]{0,2}\.[0-9]{3}")


def on_points(body: str, layout: Layout, names: Sequence[str], frame: pd.DataFrame) -> list[str]:
    """Return a note for each column in which every point has three digits after it.

    Between semicolons or tabs such a point may be either; between commas it is a decimal point.
    """
    if layout.separator not in ";\t" or layout.decimal != ".":
        return []
    rows = split(body.split("\n", _ROWS)[:_ROWS], layout.separator)
    notes = []
    for place, name in enumerate(names):
        words = [row[place].strip() for row in rows if place < len(row) and "." in row[place]]
        unclear = bool(words) and all(map(_THOUSANDS.fullmatch, words))
        if unclear and _may_be_whole(frame.iloc[:, place]):
            sentence = _(
                "The points in {column} are read as decimal points, as in {example}; choose the comma as decimal separator if they separate thousands."
            )
            notes.append(sentence.format(column=name, example=words[0]))
    return notes


@np.errstate(over="ignore", invalid="ignore")  # of numbers near the largest there are
def _may_be_whole(values: pd.Series) -> bool:
    """Return whether numbers are whole thousandths, as those with three decimals are."""
    if values.dtype.kind != "f":
        return False
    thousandths = values.dropna().to_numpy() * 1000
    return bool((np.abs(thousandths - np.round(thousandths)) < 1e-6).all())
