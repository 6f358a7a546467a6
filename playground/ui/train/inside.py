"""The cell's diagram: the session's unit, costs and interventions, packed for the player."""

from __future__ import annotations

from typing import Any

import numpy as np

from playground.analysis.explain import Explanation
from playground.analysis.interventions import AblatedUnit, ClampedGate
from playground.models.cells import cell_of, letter_of
from playground.player.payload import LINES
from playground.player.view import Order
from playground.sentences.ablation import about_unit
from playground.sentences.cell import about_reading
from playground.sentences.interventions import described
from playground.ui.session.session import Session
from playground.wording import _, low


def cell_diagram(session: Session, *, opened: bool = False) -> dict[str, Any]:
    """Return the diagram's data beyond its numbers: costs, interventions, and the reading help.

    Parameters
    ----------
    opened : bool
        Whether the cell is expanded even on a phone.
    """
    measured = session.interventions.ablation(session.run, session.windows, session.focus)
    unit = unit_shown(session)
    return {
        "costs": {}
        if measured is None or unit is None
        else {
            str(unit): about_unit(
                measured,
                unit,
                task=session.windows.task,
                classes=session.windows.train.spec.classes,
            )
        },
        "changes": [
            _change(change)
            for change in session.interventions.changes
            if change.layer == session.focus.layer
        ],
        "told": [described(change) for change in session.interventions.changes],
        "held": len(session.interventions.changes),
        "can_hold": True,
        "open": opened,
        "large": opened,
        "help": about_reading(
            session.run.architecture,
            scaled=not session.windows.task and session.experiment.data.scale != "none",
        ),
    }


def unit_shown(session: Session) -> int | None:
    """Return the chosen unit, else the one whose ablation costs most; None without a cell."""
    if not cell_of(session.experiment.model.cell).recurrent:
        return None
    return (
        int(_order(session)[0])
        if session.interventions.unit is None
        else session.interventions.unit
    )


def orders(session: Session, explanation: Explanation) -> list[Order]:
    """Return the ways to sort the units of a map."""
    model = session.experiment.model
    cell = cell_of(model.cell)
    if not cell.recurrent or model.hidden_size <= LINES:
        return []
    ways = [Order(_("by cost of ablation"), _order(session).tolist())]
    if cell.keeper is not None:
        gate = explanation.layers[session.focus.layer][cell.keeper.name]
        label = _("by mean {gate}").format(gate=low(cell.keeper.symbol))
        ways.append(Order(label, np.argsort(-gate.mean(axis=0), kind="stable").tolist()))
    return [*ways, Order(_("by index"), list(range(model.hidden_size)))]


def _order(session: Session) -> np.ndarray:
    return session.interventions.order(session.run, session.windows, session.focus)


def _change(change: ClampedGate | AblatedUnit) -> dict[str, Any]:
    message = {"unit": change.unit, "gate": None, "letter": None, "value": None, "silent": None}
    if isinstance(change, AblatedUnit):
        return {**message, "silent": change.unit}
    return {**message, "gate": change.gate, "letter": letter_of(change.gate), "value": change.value}
