"""The time axis of the player, on which the decoder's time steps follow the encoder's."""

from __future__ import annotations

import numpy as np

from playground.analysis.explain import Explanation
from playground.data.series import Series
from playground.player.shown import Shown
from playground.wording import _


def stretches(explanation: Explanation) -> list[Explanation]:
    """Return the parts of the axis: the network, or the encoder and the decoder."""
    decoder = explanation.decoder
    return [explanation] if decoder is None else [explanation, decoder]


def along_axis(explanation: Explanation, layer: int, name: str) -> np.ndarray:
    """Return a signal or gradient of a layer on the whole axis, (T, H) or (T + K, H)."""
    return np.concatenate([part.layers[layer][name] for part in stretches(explanation)])


def at_targets(shown: Shown, values: np.ndarray) -> np.ndarray:
    """Return an array on the axis with each of the K values at the time step of its target."""
    spec = shown.probe.part.spec
    offsets = np.arange(len(values)) if spec.generated else spec.target_offsets
    placed = np.full(max(len(shown.probe.x), int(offsets.max()) + 1), np.nan)
    placed[offsets] = values
    return placed


def dividers(shown: Shown) -> list[tuple[int, str]]:
    """Return the columns at which the forecast or the decoder begins, with their labels."""
    steps, spec = len(shown.probe.x), shown.probe.part.spec
    if shown.explanation.decoder is not None:
        return [(steps, _("passed to the decoder"))]
    if not spec.generated and int(shown.probe.part.target_offsets.min()) >= steps:
        return [(steps, _("forecast"))]
    return []


def forecast_at(shown: Shown) -> int | None:
    """Return the column after the last input, where the forecast of a window begins, or None."""
    steps, spec = len(shown.probe.x), shown.probe.part.spec
    if shown.explanation.decoder is not None:
        return steps
    ahead = not spec.generated and int(shown.probe.part.target_offsets.min()) >= steps
    return steps if ahead else None


def last_column(shown: Shown) -> int:
    """Return the column of the last prediction's state, from which gradients go back."""
    steps = len(shown.probe.x)
    if shown.explanation.decoder is None:
        return steps - 1
    return steps + len(shown.probe.part.target_offsets) - 1


def column_labels(shown: Shown) -> list[str]:
    """Return each column's index in the series; empty for a task, whose steps are numbered."""
    data, spec = shown.data, shown.probe.part.spec
    if shown.windows.task or not isinstance(data, Series):
        return []
    count = max(len(shown.probe.x), int(spec.target_offsets.max()) + 1)
    first = shown.probe.number + (spec.lookback if spec.generated else 0)
    index = data.index[first : shown.probe.number + count]
    if index.dtype.kind != "M":
        return [str(i) for i in index]
    whole_days = bool((index == index.astype("datetime64[D]")).all())
    return [str(i) for i in index.astype("datetime64[D]" if whole_days else "datetime64[m]")]
