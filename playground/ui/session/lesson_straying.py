"""Whether the network shown is still the one of which a lesson's step speaks."""

from __future__ import annotations

from playground.analysis.interventions import ClampedGate
from playground.lessons.format import Setting, Step
from playground.ui.session.lesson_actions import alike
from playground.ui.session.session import Session


def strayed(step: Step, session: Session, before: Setting, later: Setting, *, early: bool) -> bool:
    """Return whether the reader has changed what the step does not ask for.

    Parameters
    ----------
    step : Step
        One with "write" invites to change anything.
    session : Session
    before, later : Setting
        The states with which it begins and ends.
    early : bool
        Whether its question has to be answered before it changes anything.
    """
    kind = step.do.kind
    if kind == "write":
        return False
    spoken_of = [before.experiment] if early else [before.experiment, later.experiment]
    if session.experiment not in spoken_of:
        return True
    return kind not in ("hold", "release") and not _held(session, before.held)


def _held(session: Session, wanted: tuple[ClampedGate, ...]) -> bool:
    """Return whether just the wanted gates are held, and no unit is ablated."""
    changes = session.interventions.changes
    held = [change for change in changes if isinstance(change, ClampedGate)]
    return (
        len(held) == len(changes)
        and all(any(alike(one, gate) for one in held) for gate in wanted)
        and all(any(alike(one, gate) for gate in wanted) for one in held)
    )
