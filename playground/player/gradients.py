"""Tracks of the gradients of the last prediction and of the loss."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

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
    tracks = []
    for place, name in enumerate(_states(explanation.layers[layer])):
        letter = letter_of(name)
        sensitivity = _norm(explanation, layer, f"{_OF}{name}")
        share = (
            sensitivity / sensitivity[-1]
            if sensitivity[-1] > 0
            else np.full_like(sensitivity, np.nan)
        )
        row, opens = f"influence_{name}", "asked" if place else "wide"
        suffix = "" if place == 0 else f"_{name}"
        relative = _("of {letter}_t on the last prediction, relative to the last step").format(
            letter=letter
        )
        absolute = _("of {letter}_t on the last prediction, absolute").format(letter=letter)
        tracks += [
            Track(
                f"influence{suffix}",
                f"∂ŷ/∂{letter}_t",
                _("Influence"),
                "gradient",
                share,
                low=FLOOR,
                colour="gradient",
                note=relative,
                row=row,
                choice=_("relative"),
                opens=opens,
                group=LISTENS,
            ),
            Track(
                f"influence_absolute{suffix}",
                f"∂ŷ/∂{letter}_t",
                _("Influence"),
                "gradient",
                sensitivity,
                colour="gradient",
                note=absolute,
                row=row,
                choice=_("absolute"),
                opens=opens,
                group=LISTENS,
            ),
        ]
        if f"grad_{name}" in explanation.layers[layer]:
            note = _(
                "of the loss over all targets of this sequence with respect to {letter}_t; it shrinks when the loss does"
            ).format(letter=letter)
            tracks.append(
                Track(
                    f"gradient{suffix}",
                    f"∂L/∂{letter}_t",
                    _("Gradient at t"),
                    "gradient",
                    _norm(explanation, layer, f"grad_{name}"),
                    colour="gradient",
                    note=note,
                    row=row,
                    choice=_("as trained"),
                    opens=opens,
                    group=LISTENS,
                )
            )
    return tracks


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
