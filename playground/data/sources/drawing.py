"""A drawn series: from points to a table that can be saved, read again and named by its sha256."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np

from playground.data.series import Series
from playground.errors import DataError
from playground.wording import _

NAME = "drawing.csv"
#: Fewest drawn rows, and most rows of a drawing including repeats.
LEAST, MOST = 2, 5000


def drawn_values(points: Sequence[float | None], repeat: int = 1) -> tuple[np.ndarray, int]:
    """Return the series (N,) of a drawing, repeated, and the number of rows not drawn.

    Rows between drawn ones are interpolated linearly; rows before the first and after the last one
    keep its value.

    Raises
    ------
    DataError
        Too little was drawn, or a point is not a finite number from −1 to 1.
    """
    values = np.array([np.nan if p is None else p for p in points], np.float64)
    known = np.flatnonzero(~np.isnan(values))
    if len(known) < LEAST:
        raise DataError(_("Draw a line first: with the mouse, a finger, or the arrow keys."))
    if np.abs(values[known]).max() > 1 or len(values) * repeat > MOST:
        raise DataError(
            _("A drawing has values from −1 to 1 and at most {most} rows.").format(most=MOST)
        )
    whole = np.interp(np.arange(len(values)), known, values[known])
    return np.tile(whole, repeat), len(values) - len(known)


def drawing_csv(values: np.ndarray) -> bytes:
    """Return the table of a drawing, with every digit."""
    return ("value\n" + "".join(f"{v!r}\n" for v in values.tolist())).encode()


def drawing(values: np.ndarray) -> tuple[Series, str]:
    """Return the series and the sha256 of its table: uploading the table gives the same series."""
    series = Series(values[:, None], ("value",), 0, np.arange(len(values), dtype=np.int64), NAME)
    return series, hashlib.sha256(drawing_csv(values)).hexdigest()
