"""What the reader holds: gates held, units silenced; and what silencing each unit of the layer
would cost.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeGuard

import numpy as np

from playground.analysis.ablation import Ablation, ablate, affordable
from playground.analysis.interventions import AblatedUnit, ClampedGate
from playground.analysis.probe import Probe
from playground.config.experiment import Experiment, Model
from playground.data.windowing.split import Split
from playground.data.windowing.windows import Windows, evaluation_rows
from playground.execution.run import Run


class Watched(Protocol):
    """What the reader's hands are on; see `playground.ui.session.session.Session`."""

    experiment: Experiment
    run: Run
    windows: Windows
    probe: Probe
    layer: int


@dataclass
class Interventions:
    """The reader's hands on one network; nothing here trains anything."""

    changes: tuple[ClampedGate | AblatedUnit, ...] = ()
    unit: int | None = None
    _measured: tuple[tuple, Ablation | None] = ((), None)
    _order: dict[tuple, np.ndarray] = field(default_factory=dict)

    def change(self, change: ClampedGate | AblatedUnit, model: Model) -> None:
        """Hold a gate, or silence a unit, beside what is held already; what does not fit the
        network is passed over.
        """
        if change.fits(model):
            self.changes = (*(c for c in self.changes if not replaces(change, c)), change)

    def let_go(self, change: ClampedGate | AblatedUnit | None = None) -> None:
        """Let go of one change, or of everything held and silenced."""
        self.changes = () if change is None else tuple(c for c in self.changes if c != change)

    def fit(self, model: Model, same_data: bool) -> None:
        """Let go of what another network does not have; another question is a new start."""
        self.changes = tuple(c for c in self.changes if same_data and c.fits(model))
        if self.unit is not None and not AblatedUnit(self.unit).fits(model):
            self.unit = None

    def apply(self, message: Any, model: Model, layer: int) -> None:
        """Do what the reader did in the diagram; whatever the diagram would not have sent is passed
        over.
        """
        if not isinstance(message, Mapping):
            return
        unit, value = _unit(message.get("unit")), message.get("value")
        if message.get("undo") is True:
            self.let_go()
        elif isinstance(gate := message.get("hold"), str) and _is_number(value):
            self.change(ClampedGate(gate, float(value), layer, unit), model)
        elif isinstance(gate := message.get("release"), str):
            for change in self.changes:
                if isinstance(change, ClampedGate) and (change.gate, change.layer, change.unit) == (
                    gate,
                    layer,
                    unit,
                ):
                    self.let_go(change)
        elif (silent := _unit(message.get("silence"))) is not None:
            self.change(AblatedUnit(silent, layer), model)
        elif (speaking := _unit(message.get("unsilence"))) is not None:
            self.let_go(AblatedUnit(speaking, layer))

    def ablate(self, session: Watched) -> Ablation | None:
        """Return what silencing each unit of the layer costs: over validation windows, on the probe
        alone while it trains.

        None where that would take too long; while it trains sooner than when it stands still.
        """
        run, model = session.run, session.experiment.model
        key = (
            id(run),
            run.version,
            session.layer,
            run.running,
            id(session.probe) if run.running else None,
        )
        if self._measured[0] != key:
            self._measured = (
                key,
                self._measure(
                    session,
                    session.probe.part if run.running else session.windows.validation,
                    model,
                ),
            )
        return self._measured[1]

    def _measure(self, session: Watched, part: Split, model: Model) -> Ablation | None:
        run, steps = session.run, part.steps
        most = affordable(model, steps)
        if most == 0 or (run.running and affordable(model, steps * 4) < 2):
            return None
        rows = evaluation_rows(part, most)
        first = part.first(rows)[:, 0] if run.architecture.has_decoder else None
        found = ablate(
            run.architecture, run.weights(), part.x(rows), part.y(rows), session.layer, first
        )
        if not run.running:
            self._order = {(model, session.layer): found.order}
        return found

    def order(self, session: Watched) -> np.ndarray:
        """Return the units by what silencing them costs, most first, as it was when the training
        last stood still.
        """
        self.ablate(session)
        model = session.experiment.model
        return self._order.get((model, session.layer), np.arange(model.hidden_size))


def replaces(new: ClampedGate | AblatedUnit, old: ClampedGate | AblatedUnit) -> bool:
    """Return whether a change takes the place of an older one: the same gate of the same units, or
    of all units.
    """
    if isinstance(new, ClampedGate) and isinstance(old, ClampedGate):
        return (new.gate, new.layer) == (old.gate, old.layer) and new.unit in (None, old.unit)
    return new == old


def _is_number(value: Any) -> TypeGuard[float]:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _unit(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None
