"""Every number of the sequence looked at, to take away: as ``trace.npz`` names them, or as one long table."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping

import numpy as np

COLUMNS = ("name", "t", "unit", "value")


def numbers_npz(arrays: Mapping[str, np.ndarray]) -> bytes:
    """Return the arrays of `Explanation.arrays` as a compressed npz, float64."""
    file = io.BytesIO()
    np.savez_compressed(file, allow_pickle=False, **{name: np.asarray(values, np.float64) for name, values in arrays.items()})
    return file.getvalue()


def numbers_csv(arrays: Mapping[str, np.ndarray]) -> str:
    """Return one line a number: name, time step from 1, unit (or input) from 1, value by ``repr``; what an array lacks is left empty."""
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(COLUMNS)
    for name, values in arrays.items():
        whole = np.asarray(values, np.float64)
        for place in np.ndindex(whole.shape):
            t, unit = (*(i + 1 for i in place), "", "")[:2]
            table.writerow((name, t, unit, repr(float(whole[place]))))
    return text.getvalue()
