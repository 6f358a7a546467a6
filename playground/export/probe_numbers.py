"""The numbers of the sequence looked at, to take away: as a table and under the names of
``trace.npz``.
"""

from __future__ import annotations

import io

import numpy as np
import pandas as pd

from playground.analysis.explain import Explanation


def probe_npz(explanation: Explanation) -> bytes:
    """Return every gate, state and gradient as a compressed npz, float64, named as in a run
    folder's ``trace.npz``.
    """
    file = io.BytesIO()
    np.savez_compressed(file, **explanation.arrays())  # type: ignore[arg-type]
    return file.getvalue()


def probe_csv(explanation: Explanation) -> str:
    """Return one line a time step, a column for every number: ``x[0]``, ``y_hat``,
    ``layer0/forget_gate[3]`` …, floats by ``repr``.

    Units and features are counted from 0, as in the arrays of ``trace.npz``; answers stand at the
    last steps they belong to. With a decoder its steps follow, in columns of their own.
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
            whole = np.full(steps, np.nan)
            whole[start : start + len(column)] = column
            columns[name + suffix] = whole
    return pd.DataFrame(columns).to_csv(index=False, lineterminator="\n")


def _columns(values: np.ndarray) -> list[tuple[str, np.ndarray]]:
    if values.ndim == 1:
        return [("", values)]
    return [(f"[{u}]", values[:, u]) for u in range(values.shape[1])]
