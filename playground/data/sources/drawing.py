"""A drawn series: from points on a sheet to a table that can be kept, read again and named by its
sha256.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np

from playground.data.series import Series
from playground.errors import DataError
from playground.wording import _

NAME = "drawing.csv"
#: Least drawn rows, and most rows of a drawing with its repeats.
LEAST, MOST = 2, 5000


def drawn_values(points: Sequence[float | None], repeat: int = 1) -> tuple[np.ndarray, int]:
    """Return the series (N,) of a drawing, ``repeat`` times over, and how many of its rows were not
    drawn.

    Between drawn rows it goes along a straight line; before the first and behind the last one it
    keeps their value.

    Raises
    ------
    DataError
        Too little was drawn, or a point is no finite number from -1 to 1.
    """
    values = np.array([np.nan if p is None else p for p in points], np.float64)
    known = np.flatnonzero(~np.isnan(values))
    if len(known) < LEAST:
        raise DataError(_("draw a line first: with the mouse, a finger, or the arrow keys."))
    if np.abs(values[known]).max() > 1 or len(values) * repeat > MOST:
        raise DataError(
            _("a drawing has values from -1 to 1 and at most {most} rows.").format(most=MOST)
        )
    whole = np.interp(np.arange(len(values)), known, values[known])
    return np.tile(whole, repeat), len(values) - len(known)


def drawing_csv(values: np.ndarray) -> bytes:
    """Return the table that keeps a drawing, every digit of it."""
    return ("value\n" + "".join(f"{v!r}\n" for v in values.tolist())).encode()


def drawing(values: np.ndarray) -> tuple[Series, str]:
    """Return the series and the sha256 of its table: uploading the saved table gives the very
    same.
    """
    series = Series(values[:, None], ("value",), 0, np.arange(len(values), dtype=np.int64), NAME)
    return series, hashlib.sha256(drawing_csv(values)).hexdigest()
