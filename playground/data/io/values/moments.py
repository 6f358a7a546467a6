"""Column names that are times: the years or dates of a table with one series per row."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import pandas as pd

from playground.data.io.values.dates import read_dates

_FEWEST, _YEAR = 3, re.compile(r"[12]\d{3}(?:\s{0,9}\[?YR[12]\d{3}\]?)?")

#: A year or a month behind what is measured.
_BEHIND = re.compile(r"(\D{2,50}[ _.])[12]\d{3}(?:M\d\d|[Q-]\d{1,2})?")


def times_of(names: Sequence[str]) -> dict[int, pd.Timestamp]:
    """Return the columns whose names are rising or falling times, at least three; else none."""
    words = pd.Series([name.strip() for name in names], dtype=object)
    ends = [m for word in words if (m := _BEHIND.fullmatch(word))]
    if len(ends) >= _FEWEST and len({m[1] for m in ends}) == 1:  # Population 1990, Population 1991
        words = words.str.removeprefix(ends[0][1])
    years = [i for i, word in words.items() if _YEAR.fullmatch(word)]
    if len(years) >= _FEWEST:
        times = pd.Series(pd.to_datetime([words[i][:4] for i in years], format="%Y"), index=years)
    else:
        places = [
            i
            for i, word in words.items()
            if (word[:1].isdigit() or word[1:2].isdigit() or word[-2:].isdigit()) and len(word) >= 4
        ]
        cells = words[places]
        found = (
            read_dates(cells) if len(cells) >= _FEWEST and len(cells) * 2 >= len(words) else None
        )
        if found is None:
            return {}
        times = pd.Series(found.times, index=cells.index).dropna()
    steps = np.diff(times.to_numpy("datetime64[s]").astype(np.int64))
    if len(times) < _FEWEST or not ((steps > 0).all() or (steps < 0).all()):
        return {}
    return {int(i): t for i, t in times.items()}
