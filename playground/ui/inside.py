"""The cell beside the tracks: what is on the desk, packed for the diagram."""

from __future__ import annotations

from typing import Any

import numpy as np

from playground.explain import Explanation
from playground.player.cell import MEMORY
from playground.player.cell_words import cell_words
from playground.player.payload import LINES, Order
from playground.sentences.cell import about_reading
from playground.sentences.silencing import about_unit
from playground.sentences.what_if import LETTERS, described
from playground.ui.desk import Desk
from playground.what_if import Held, Silenced
from playground.wording import _


def beside(desk: Desk, *, opened: bool = False) -> dict[str, Any]:
    """Return what the diagram says beyond the numbers: costs, what is held, how to read it.

    Parameters
    ----------
    opened : bool
        Whether the cell is unfolded on a phone too.
    """
    model = desk.experiment.model
    measured = desk.hands.silencing(desk)
    unit = unit_shown(desk)
    return {
        "costs": {}
        if measured is None or unit is None
        else {str(unit): about_unit(measured, unit, task=desk.windows.task, classes=desk.windows.train.plan.classes)},
        "changes": [_change(change) for change in desk.hands.changes if change.layer == desk.layer],
        "told": [described(change) for change in desk.hands.changes],
        "held": len(desk.hands.changes),
        "can_hold": True,
        "open": opened,
        "help": about_reading(model, desk.run.outputs_at, scaled=not desk.windows.task and desk.experiment.data.scale != "none"),
        "words": cell_words(),
    }


def unit_shown(desk: Desk) -> int | None:
    """Return the unit looked into: the reader's, else the one whose silencing costs most; None without a recurrent cell."""
    if desk.experiment.model.cell not in MEMORY:
        return None
    return int(desk.hands.order(desk)[0]) if desk.hands.unit is None else desk.hands.unit


def orders(desk: Desk, explanation: Explanation) -> list[Order]:
    """Return the ways to sort the units of a map."""
    model = desk.experiment.model
    if model.cell not in MEMORY or model.hidden_size <= LINES:
        return []
    gate = explanation.layers[desk.layer].get(MEMORY[model.cell][1])
    found = [Order(_("by what silencing costs"), desk.hands.order(desk).tolist())]
    if gate is not None:
        label = _("by mean forget gate") if model.cell == "lstm" else _("by mean update gate")
        found.append(Order(label, np.argsort(-gate.mean(axis=0), kind="stable").tolist()))
    return [*found, Order(_("as numbered"), list(range(model.hidden_size)))]


def _change(change: Held | Silenced) -> dict[str, Any]:
    told = {"unit": change.unit, "gate": None, "letter": None, "value": None, "silent": None}
    if isinstance(change, Silenced):
        return {**told, "silent": change.unit}
    return {**told, "gate": change.gate, "letter": LETTERS[change.gate], "value": change.value}
