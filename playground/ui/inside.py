"""The cell beside the tracks: what is on the desk, packed for the diagram."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from playground.data.series import Series
from playground.explain import Explanation
from playground.player.cell import MEMORY, Inside
from playground.player.cell_words import cell_words
from playground.player.payload import Order, Track
from playground.sentences.cell import about_reading
from playground.sentences.silencing import about_unit
from playground.sentences.what_if import LETTERS, described
from playground.ui.desk import Desk
from playground.what_if import Held, Silenced, changed_weights
from playground.wording import _


@dataclass(frozen=True)
class Beside:
    """What a scene gains by the cell: see `playground.player.payload.View`."""

    cell: Mapping[str, Any]
    extra: Sequence[Track]
    unit: int
    orders: Sequence[Order]


def beside(desk: Desk, explanation: Explanation, untouched: Explanation | None, *, opened: bool = False) -> Beside:
    """Return the cell of the layer on the desk.

    Parameters
    ----------
    explanation : Explanation
        What the tracks show, a what-if's included.
    untouched : Explanation or None
        The network as it is, when the other is a what-if.
    opened : bool
        Whether the cell is unfolded on a phone too.
    """
    model, run = desk.experiment.model, desk.run
    if model.cell not in MEMORY:
        return Beside({}, (), 0, ())
    order = desk.hands.order(desk)
    unit = int(order[0]) if desk.unit is None else desk.unit
    weights = changed_weights(run.weights(), model, desk.hands.changes)
    inside = Inside(explanation, weights, model, desk.layer, unit, run.outputs_at, _names(desk), every_unit=not run.running)
    measured = desk.hands.silencing(desk)
    cell = {
        **inside.view(),
        "costs": {} if measured is None else {str(unit): about_unit(measured, unit, task=desk.windows.task)},
        "changes": [_change(change) for change in desk.hands.changes if change.layer == desk.layer],
        "told": [described(change) for change in desk.hands.changes],
        "held": len(desk.hands.changes),
        "can_hold": True,
        "open": opened,
        "help": about_reading(model, run.outputs_at, scaled=not desk.windows.task and desk.experiment.data.scale != "none"),
        "words": cell_words(),
    }
    tracks = [*inside.tracks(), *(inside.untouched(untouched) if untouched else ())]
    return Beside(cell, tracks, unit, _orders(desk, order, explanation))


def _names(desk: Desk) -> list[str]:
    names = [name.replace("_", " ") for name in desk.data.columns]
    return names if isinstance(desk.data, Series) else [_("value") if name == "x" else name for name in names]


def _change(change: Held | Silenced) -> dict[str, Any]:
    told = {"unit": change.unit, "gate": None, "letter": None, "value": None, "silent": None}
    if isinstance(change, Silenced):
        return {**told, "silent": change.unit}
    return {**told, "gate": change.gate, "letter": LETTERS[change.gate], "value": change.value}


def _orders(desk: Desk, order: np.ndarray, explanation: Explanation) -> list[Order]:
    """Return the ways to sort the units of a map."""
    numbered = np.arange(desk.experiment.model.hidden_size)
    gate = explanation.layers[desk.layer].get(MEMORY[desk.experiment.model.cell][1])
    orders = [Order(_("by what silencing costs"), order.tolist())]
    if gate is not None:
        label = _("by mean forget gate") if desk.experiment.model.cell == "lstm" else _("by mean update gate")
        orders.append(Order(label, np.argsort(-gate.mean(axis=0), kind="stable").tolist()))
    return [*orders, Order(_("as numbered"), numbered.tolist())]
