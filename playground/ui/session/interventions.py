"""What the reader changes in a trained network by hand, and what ablating each unit costs."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeGuard

import numpy as np

from playground.analysis.ablation import Ablation, ablate, affordable
from playground.analysis.interventions import AblatedUnit, ClampedGate
from playground.config.fields.model import Model
from playground.data.windowing.batches import evaluation_rows
from playground.data.windowing.windows import Split, Windows
from playground.execution.run import Run
from playground.ui.session.focus import Focus
from playground.ui.session.memo import Memo

Change = ClampedGate | AblatedUnit


@dataclass
class Interventions:
    """Gates clamped and units ablated in one network; nothing here trains anything.

    Parameters
    ----------
    changes : tuple of ClampedGate or AblatedUnit
        In the order in which they were made.
    unit : int or None
        Unit that the cell's diagram shows, from 0; None for the one that costs most.
    """

    changes: tuple[Change, ...] = ()
    unit: int | None = None
    _ablation: Memo[Ablation | None] = field(default_factory=Memo, repr=False)
    _order: dict[tuple[Any, int], np.ndarray] = field(default_factory=dict, repr=False)

    def change(self, change: Change, model: Model) -> None:
        """Add one; ignore what does not fit the network."""
        if change.fits(model):
            self.changes = (*(c for c in self.changes if not replaces(change, c)), change)

    def release(self, change: Change | None = None) -> None:
        """Undo one change, or all of them."""
        self.changes = () if change is None else tuple(c for c in self.changes if c != change)

    def fit(self, model: Model, same_data: bool) -> None:
        """Undo what another network does not have; with other data, undo everything."""
        self.changes = tuple(c for c in self.changes if same_data and c.fits(model))
        if self.unit is not None and not AblatedUnit(self.unit).fits(model):
            self.unit = None

    def apply(self, message: Any, model: Model, layer: int) -> None:
        """Do what the reader did in the diagram; ignore what no diagram would have sent."""
        if not isinstance(message, Mapping):
            return
        unit, value = _unit(message.get("unit")), message.get("value")
        if message.get("undo") is True:
            self.release()
        elif isinstance(gate := message.get("hold"), str) and _is_number(value):
            self.change(ClampedGate(gate, float(value), layer, unit), model)
        elif isinstance(gate := message.get("release"), str):
            for change in self.changes:
                if isinstance(change, ClampedGate) and (change.gate, change.layer, change.unit) == (
                    gate,
                    layer,
                    unit,
                ):
                    self.release(change)
        elif (ablated := _unit(message.get("silence"))) is not None:
            self.change(AblatedUnit(ablated, layer), model)
        elif (restored := _unit(message.get("unsilence"))) is not None:
            self.release(AblatedUnit(restored, layer))

    def ablation(self, run: Run, windows: Windows, focus: Focus) -> Ablation | None:
        """Return the cost of ablating each unit of the layer, or None where it takes too long.

        It is measured over validation windows; during training on the example alone, and within a
        smaller budget.
        """
        probe = id(focus.probe) if run.running else None
        key = (id(run), run.version, focus.layer, run.running, probe)
        part = focus.probe.part if run.running else windows.validation
        return self._ablation.get(key, lambda: self._measure(run, part, focus.layer))

    def _measure(self, run: Run, part: Split, layer: int) -> Ablation | None:
        model, steps = run.experiment.model, part.steps
        most = affordable(model, steps)
        if most == 0 or (run.running and affordable(model, steps * 4) < 2):
            return None
        rows = evaluation_rows(part, most)
        first = part.first(rows)[:, 0] if run.architecture.has_decoder else None
        ablation = ablate(run.architecture, run.weights(), part.x(rows), part.y(rows), layer, first)
        if not run.running:
            self._order = {(model, layer): ablation.order}
        return ablation

    def order(self, run: Run, windows: Windows, focus: Focus) -> np.ndarray:
        """Return the units by the cost of ablating them, highest first, as of the last pause."""
        self.ablation(run, windows, focus)
        model = run.experiment.model
        return self._order.get((model, focus.layer), np.arange(model.hidden_size))


def replaces(new: Change, old: Change) -> bool:
    """Return whether a change replaces an older one: the same gate of the same or of all units."""
    if isinstance(new, ClampedGate) and isinstance(old, ClampedGate):
        return (new.gate, new.layer) == (old.gate, old.layer) and new.unit in (None, old.unit)
    return new == old


def _is_number(value: Any) -> TypeGuard[float]:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _unit(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None
