"""What the reader looks into and holds: the unit chosen, gates held, units silenced, and what silencing costs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from playground.data.windows import evaluation_rows
from playground.problems.class_metrics import entropies
from playground.silencing import Silencing, affordable, silencing
from playground.what_if import Held, Silenced

if TYPE_CHECKING:
    from playground.ui.desk import Desk


@dataclass
class Hands:
    """The reader's hands on one network; nothing here trains anything."""

    changes: tuple[Held | Silenced, ...] = ()
    unit: int | None = None
    _measured: tuple[tuple, Silencing] | None = None

    def change(self, change: Held | Silenced, model: Any) -> None:
        """Hold a gate, or silence a unit, beside what is held already; what does not fit the network is passed over."""
        if change.fits(model):
            self.changes = (*(c for c in self.changes if not replaces(change, c)), change)

    def let_go(self, change: Held | Silenced | None = None) -> None:
        """Let go of one change, or of everything held and silenced."""
        self.changes = () if change is None else tuple(c for c in self.changes if c != change)

    def fit(self, model: Any, same_data: bool) -> None:
        """Let go of what another network does not have; another question is a new start."""
        self.changes = tuple(c for c in self.changes if same_data and c.fits(model))
        if self.unit is not None and not Silenced(self.unit).fits(model):
            self.unit = None

    def silencing(self, desk: Desk) -> Silencing:
        """Return what silencing each unit of the layer costs: over validation windows, on the probe alone while it trains."""
        run, model = desk.run, desk.experiment.model
        key = (id(run), run.version, desk.layer, run.running, id(desk.probe) if run.running else None)
        if self._measured is None or self._measured[0] != key:
            part = desk.probe.part if run.running else desk.windows.validation
            rows = evaluation_rows(part, affordable(model, part.steps))
            first = part.first(rows)[:, 0] if run.outputs_at == "decoder" else None
            self._measured = (
                key,
                silencing(
                    run.weights(),
                    model,
                    part.x(rows),
                    part.y(rows),
                    run.outputs_at,
                    desk.layer,
                    first,
                    loss=entropies if part.plan.classes else None,
                ),
            )
        return self._measured[1]


def replaces(new: Held | Silenced, old: Held | Silenced) -> bool:
    """Return whether a change takes the place of an older one: the same gate of the same units, or of all units."""
    if isinstance(new, Held) and isinstance(old, Held):
        return (new.gate, new.layer) == (old.gate, old.layer) and new.unit in (None, old.unit)
    return new == old
