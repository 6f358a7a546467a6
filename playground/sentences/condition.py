"""What a network that writes a series was given to begin with, in words."""

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
    """Return what goes in at the first step: a class, or the target column's value and its
    slope.
    """
    condition = probe.x[0, :-1]
    if isinstance(data, Sequences):
        name = names[int(np.argmax(condition))]
        return _(
            "It is given one thing, at the first step: the class {name}. All the rest it writes itself."
        ).format(name=name)
    scaler, place, count = windows.scaler, windows.read.index(data.target), len(windows.read)
    value = float(condition[place]) * scaler.factor[data.target] + scaler.shift[data.target]
    slope = float(condition[count + place]) * scaler.factor[data.target]
    told = _(
        "It is given one row, at the first step: the value {value}{unit} and its slope {slope}{unit} a step. All the rest it writes itself."
    )
    return told.format(
        value=number(float(value)),
        slope=number(float(slope), 2),
        unit=f" {data.unit}" if data.unit else "",
    )
