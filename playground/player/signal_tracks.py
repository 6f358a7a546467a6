"""The gates, candidates and states of a layer as tracks."""

from __future__ import annotations

import numpy as np

from playground.models.cells import signals
from playground.models.cells.signal import Signal
from playground.player.payload import LINES, Track
from playground.player.shown import Shown
from playground.player.time_axis import along_axis
from playground.wording import _, number

#: A gate whose values have a smaller range is drawn faintly.
HARDLY = 0.08


def signal_tracks(shown: Shown) -> list[Track]:
    """Return one track for each signal of the layer shown, those that are open at first on top."""
    first = sorted(signals(shown.experiment.model), key=_place)
    return [_track(shown, signal) for signal in first]


def _place(signal: Signal) -> tuple[bool, bool]:
    return signal.importance == "asked", signal.kind != "gate"


def _track(shown: Shown, signal: Signal) -> Track:
    values = along_axis(shown.explanation, shown.layer, signal.name)
    held = shown.held.get(signal.name)
    few = values.shape[1] <= LINES
    moves = signal.kind == "gate" and not _is_still(values)
    still = held is None and signal.kind == "gate" and not moves
    note = _("hardly changes here") if still else ""
    if held is not None:
        note = _("held at {value}").format(value=number(held, 3))
    return Track(
        signal.name,
        signal.symbol,
        _(signal.label),
        "line" if few else "map",
        values,
        low=signal.low if signal.kind == "gate" else None,
        high=signal.high if signal.kind == "gate" else None,
        colour=signal.colour,
        note=note,
        dimmed=still,
        opens="wide" if moves and few and signal.importance == "asked" else signal.importance,
    )


def _is_still(values: np.ndarray) -> bool:
    return len(values) > 1 and float(np.ptp(values, axis=0).max()) < HARDLY
