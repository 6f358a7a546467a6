"""What a held gate or a silent unit changes, in words."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from playground.analysis.interventions import AblatedUnit, ClampedGate
from playground.models.cells import letter_of
from playground.sentences.lists import listed
from playground.wording import _, digits_apart, number


def about_what_if(
    changes: Sequence[ClampedGate | AblatedUnit],
    y: np.ndarray,
    before: np.ndarray,
    after: np.ndarray,
    *,
    task: bool = False,
) -> str:
    """Return one sentence on the error of the probe without and with what is held.

    Parameters
    ----------
    changes : sequence of Held or Silenced
        At least one.
    y, before, after : ndarray of shape (K,)
        Targets, the network's own predictions, and those of the what-if, in one unit.
    task : bool
        Whether the error is the mean square, as everywhere with tasks, or the mean error.
    """
    was, now = (
        float(np.mean((said - y) ** 2 if task else np.abs(said - y))) for said in (before, after)
    )
    told = _(
        "What if: with {changes} the {measure} on this example goes from {was} to {now}. Nothing is trained by this; the thin line is the network as it is."
    )
    digits = digits_apart(was, now, most=4)
    numbers = {"was": number(was, digits), "now": number(now, digits)}
    if numbers["was"] == numbers["now"]:
        told = _(
            "What if: with {changes} the {measure} on this example stays at {was}. Nothing is trained by this."
        )
    measure = _("mean square error") if task else _("mean error")
    return told.format(
        changes=listed([described(change) for change in changes]), measure=measure, **numbers
    )


def described(change: ClampedGate | AblatedUnit) -> str:
    """Return what is held, in a few words: "f held at 1"."""
    if isinstance(change, AblatedUnit):
        told = _("unit {unit} of layer {layer} silent") if change.layer else _("unit {unit} silent")
        return told.format(unit=change.unit + 1, layer=change.layer + 1)
    if change.layer:
        told = (
            _("{letter} of layer {layer} held at {value}")
            if change.unit is None
            else _("{letter} of unit {unit} of layer {layer} held at {value}")
        )
    else:
        told = (
            _("{letter} held at {value}")
            if change.unit is None
            else _("{letter} of unit {unit} held at {value}")
        )
    facts = {
        "letter": letter_of(change.gate),
        "value": number(change.value, 2),
        "unit": (change.unit or 0) + 1,
    }
    return told.format(**facts, layer=change.layer + 1)
