"""A sentence about the input of a network that generates a series (one-to-many)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from playground.analysis.probe import Probe
from playground.data.series import Sequences, Series
from playground.data.windowing.windows import Windows
from playground.wording import _, number


def about_condition(
    probe: Probe, data: Series | Sequences, windows: Windows, names: Sequence[str]
) -> str:
    """Return the input at the first step: a class, or the target's value and slope there."""
    condition = probe.x[0, :-1]
    if isinstance(data, Sequences):
        return _(
            "Its only input is the class {name}, at the first step; it generates the rest itself."
        ).format(name=names[int(np.argmax(condition))])
    scaler, column, columns = windows.scaler, windows.read.index(data.target), len(windows.read)
    factor, shift = scaler.factor[data.target], scaler.shift[data.target]
    return _(
        "Its only input is one row, at the first step: the value {value}{unit} and its slope, {slope}{unit} per step; it generates the rest itself."
    ).format(
        value=number(float(condition[column]) * factor + shift),
        slope=number(float(condition[columns + column]) * factor, 2),
        unit=f" {data.unit}" if data.unit else "",
    )
