"""The numbers of the example as files: as CSV, and as npz with the names of ``trace.npz``."""

from __future__ import annotations

import io

import numpy as np
import pandas as pd

from playground.analysis.explain import Explanation


def probe_npz(explanation: Explanation) -> bytes:
    """Return every gate, state and gradient as a compressed npz, float64.

    The names are those of ``trace.npz`` in a run folder.
    """
    file = io.BytesIO()
    np.savez_compressed(file, **explanation.arrays())  # type: ignore[arg-type]
    return file.getvalue()


def probe_csv(explanation: Explanation) -> str:
    """Return a CSV with one line per time step and one column per number, floats by ``repr``.

    Columns are named ``x[0]``, ``y_hat``, ``layer0/forget_gate[3]``, …; units and features are
    counted from 0, as in the arrays of ``trace.npz``. Targets and predictions fill the last
    lines. The steps of a decoder follow those of the encoder, in separate columns.
    """
    arrays = {name: values for name, values in explanation.arrays().items() if values.ndim}
    decoder = explanation.decoder
    steps = len(explanation.x) + (len(decoder.x) if decoder is not None else 0)
    columns: dict[str, np.ndarray] = {"t": np.arange(1, steps + 1)}
    for name, values in arrays.items():
        start = len(explanation.x) if name.startswith("decoder/") else 0
        if name in ("y", "y_hat"):
            start = steps - len(values)
        if name in ("y", "y_hat") and explanation.along is not None and len(values) != 1:
            continue  # logits belong to classes, not to steps
        for suffix, column in _columns(values):
            padded = np.full(steps, np.nan)
            padded[start : start + len(column)] = column
            columns[name + suffix] = padded
    return pd.DataFrame(columns).to_csv(index=False, lineterminator="\n")


def _columns(values: np.ndarray) -> list[tuple[str, np.ndarray]]:
    if values.ndim == 1:
        return [("", values)]
    return [(f"[{u}]", values[:, u]) for u in range(values.shape[1])]
