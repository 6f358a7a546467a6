"""Conversion of the network's outputs to the data's own units, and to a table."""

from __future__ import annotations

import numpy as np
import pandas as pd

from playground.data.windowing.scaler import Scaler
from playground.data.windowing.window_spec import blended
from playground.data.windowing.windows import Split, Windows


def undo(
    part: Split, scaler: Scaler, output: np.ndarray, which: int | slice | np.ndarray = slice(None)
) -> np.ndarray:
    """Return the network's outputs in the target's own unit, float64.

    A predicted change is added to the last known value; of logits, the index of the largest is
    returned.

    Parameters
    ----------
    part : Split
        The windows of the outputs.
    scaler : Scaler
        ``windows.scaler``.
    output : ndarray of shape (n, K), or (n, C) logits
        In the network's units.
    which : slice or ndarray
        The windows of ``part`` to which ``output`` belongs; all by default.
    """
    output = np.asarray(output, dtype=np.float64)
    if part.spec.classes:
        return output.argmax(axis=1)[:, None].astype(np.float64)
    if part.spec.blend:  # a sum of values contains the shift once per value
        shifts = blended(np.ones((1, output.shape[1])), part.spec.blend, part.spec.delay)
        return output * scaler.factor[scaler.target] + scaler.shift[scaler.target] * shifts
    if not part.change:
        return scaler.inverse_target(output)
    return scaler.own_target(part.known_level(which) + output * scaler.factor[scaler.target])


def targets(part: Split, which: int | slice | np.ndarray = slice(None)) -> np.ndarray:
    """Return the targets of chosen windows, (n, K), in their own unit, float64."""
    return part.own_y(which)


def table(part: Split, windows: Windows, prediction: np.ndarray) -> pd.DataFrame:
    """Return one row per predicted value.

    Parameters
    ----------
    part : Split
        Usually ``windows.test``.
    windows : Windows
        The windows that ``part`` belongs to.
    prediction : ndarray of shape (n, K)
        In the target's own unit; see `undo`.

    Returns
    -------
    DataFrame
        ``index``: row of the target in the series, from 0, or the number of a task's sequence;
        ``window``: number of the window within the set, from 0; ``step``: number of the prediction
        within the window, from 1; ``target``, ``prediction``: in their own unit, or class numbers.
    """
    rows = part.target_index(slice(None))
    index = rows // windows.length if windows.task else rows
    window, step = np.indices(rows.shape)
    kind = np.int64 if part.spec.classes else np.float64
    columns = {
        "index": index,
        "window": window,
        "step": step + 1,
        "target": targets(part).astype(kind),
        "prediction": prediction.astype(kind),
    }
    return pd.DataFrame({name: np.asarray(values).reshape(-1) for name, values in columns.items()})
