"""Tracks of the gradients of the last prediction and of the loss."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from playground.analysis.explain import Explanation
from playground.models.cells import letter_of, memory_among
from playground.player.groups import LISTENS
from playground.player.payload import Track
from playground.player.time_axis import along_axis
from playground.wording import _

#: Smallest influence that is drawn, relative to the last step.
FLOOR = 1e-6
_OF = "sensitivity_"


def state_gradients(explanation: Explanation, layer: int) -> list[Track]:
    """Return a row for each carried state, with its influence and the gradient of the loss.

    The influence is shown relative to the last step and absolute. All sizes are Euclidean norms
    over the units of the layer.
    """
    states = _states(explanation.layers[layer])
    return [
        replace(
            track,
            name=f"{track.name}_{state}" if place else track.name,
            row=f"influence_{state}",
            opens="asked" if place else "wide",
        )
        for place, state in enumerate(states)
        for track in _of_state(explanation, layer, state)
    ]


def _of_state(explanation: Explanation, layer: int, state: str) -> Iterator[Track]:
    """Yield the influence of one state, relative and absolute, and its gradient of the loss."""
    letter = letter_of(state)
    sensitivity = _norm(explanation, layer, f"{_OF}{state}")
    share = (
        sensitivity / sensitivity[-1] if sensitivity[-1] > 0 else np.full_like(sensitivity, np.nan)
    )
    relative = _("of {letter}_t on the last prediction, relative to the last step")
    absolute = _("of {letter}_t on the last prediction, absolute")
    of_loss = _(
        "of the loss over all targets of this sequence with respect to {letter}_t; it shrinks when the loss does"
    )

    def track(name: str, symbol: str, label: str, values: np.ndarray, **more: Any) -> Track:
        of = f"∂{symbol}/∂{letter}_t"
        return Track(name, of, label, "gradient", values, colour="gradient", group=LISTENS, **more)

    yield track(
        "influence",
        "ŷ",
        _("Influence"),
        share,
        low=FLOOR,
        note=relative.format(letter=letter),
        choice=_("relative"),
    )
    yield track(
        "influence_absolute",
        "ŷ",
        _("Influence"),
        sensitivity,
        note=absolute.format(letter=letter),
        choice=_("absolute"),
    )
    if f"grad_{state}" in explanation.layers[layer]:
        yield track(
            "gradient",
            "L",
            _("Gradient at t"),
            _norm(explanation, layer, f"grad_{state}"),
            note=of_loss.format(letter=letter),
            choice=_("as trained"),
        )


def _states(names: Iterable[str]) -> list[str]:
    """Return the carried states of a layer, the memory first."""
    states = [name.removeprefix(_OF) for name in names if name.startswith(_OF)]
    return sorted(states, key=lambda name: name != memory_among(states))


def input_influence(explanation: Explanation, names: Sequence[str]) -> list[Track]:
    """Return the influence |∂ŷ/∂x_t| of each input, as choices of one row."""
    note = _("of the input {name} at t on the last prediction")
    return [
        Track(
            f"influence_x{c}",
            "∂ŷ/∂x_t",
            _("Influence"),
            "gradient",
            np.abs(explanation.sensitivity_x[:, c]),
            colour="gradient",
            note=note.format(name=name),
            row="influence_x",
            choice=name,
            group=LISTENS,
        )
        for c, name in enumerate(names[: explanation.sensitivity_x.shape[1]])
    ]


def _norm(explanation: Explanation, layer: int, name: str) -> np.ndarray:
    """Return the norm over the units at every step, (T,), or (T + K,) with a decoder."""
    with np.errstate(over="ignore", invalid="ignore"):
        return np.linalg.norm(along_axis(explanation, layer, name), axis=1)
