"""Whether what a lesson's step asks has been done, by what the session shows."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from playground.analysis.interventions import ClampedGate
from playground.analysis.probe import Probe
from playground.config.lookup import value_of
from playground.execution.run import Run
from playground.gallery.exhibits import Exhibit
from playground.lessons.claims import Claim
from playground.lessons.format import Do, Step, trains
from playground.lessons.moment import recorded
from playground.ui.session.session import Session

#: Differences of a value that is dragged, and of a gate that is held, that count as none.
_DRAGGED, _HELD = 0.05, 0.03


@dataclass(frozen=True)
class Begun:
    """What a step began with.

    Parameters
    ----------
    step : int
        Training step.
    probe : Probe
    ready : bool
        Whether what it asks had been done already.
    """

    step: int
    probe: Probe
    ready: bool = False


def reached(until: Claim | None, run: Run) -> bool:
    """Return whether a run has reached a condition; without one, whether it has ended."""
    if until is None:
        return run.finished
    return until.holds(recorded(run.recording, run.live))


def done(step: Step, exhibit: Exhibit, session: Session, begun: Begun) -> bool:
    """Return whether the action of a step has been done; "read" and "write" never are."""
    do, run, cursor = step.do, session.run, session.focus.cursor
    match do.kind:
        case "train" | "change" | "set":
            same = applied(do, exhibit, session)
            return same and (not trains(step) or reached(step.until, run))
        case "step":
            return run.step >= begun.step + do.value
        case "reset":
            return run.step == 0
        case "cursor":
            return cursor.t == do.value - 1
        case "film":
            return cursor.film is not None and cursor.film <= do.value
        case "drag" | "mark":
            return _edited(do, session.focus.probe, begun.probe)
        case "hold":
            held = (c for c in session.interventions.changes if isinstance(c, ClampedGate))
            return any(_holds(c, do) for c in held)
        case "release":
            return not session.interventions.changes
        case "example":
            return session.focus.probe.number != begun.probe.number
    return False


def _holds(change: ClampedGate, do: Do) -> bool:
    """Return whether a held gate is the one of an action."""
    return alike(change, do.clamped())


def alike(change: ClampedGate, wanted: ClampedGate) -> bool:
    """Return whether a held gate is the one that is wanted, in its unit or in all units."""
    same = change.gate == wanted.gate and abs(change.value - wanted.value) < _HELD
    return same and (wanted.unit is None or change.unit in (None, wanted.unit))


def applied(do: Do, exhibit: Exhibit, session: Session) -> bool:
    """Return whether the experiment has the values that an action gives its fields."""
    if do.kind == "train":
        return True
    wanted = dict(exhibit.variations)[do.value] if do.kind == "change" else do.value
    checked = exhibit.varied(wanted)  # with the defaults of what it leaves open
    same = (value_of(session.experiment, name) == value_of(checked, name) for name in wanted)
    return all(same)


def _edited(do: Do, now: Probe, before: Probe) -> bool:
    t = do.value - 1
    if not now.edited or now.x.shape != before.x.shape or t >= len(now.x):
        return False
    if do.kind == "drag":
        return bool(abs(now.x[t, 0] - before.x[t, 0]) > _DRAGGED)
    marks = slice(1, None) if now.x.shape[1] > 1 else slice(None)  # numbers come first, if any
    return not np.array_equal(now.x[t, marks], before.x[t, marks])
