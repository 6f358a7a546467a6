"""A sentence about the effect of a clamped gate or a unit switched off."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from playground.analysis.interventions import AblatedUnit, ClampedGate
from playground.models.cells import letter_of
from playground.sentences.lists import listed
from playground.wording import _, digits_apart, number


def about_interventions(
    interventions: Sequence[ClampedGate | AblatedUnit],
    y: np.ndarray,
    before: np.ndarray,
    after: np.ndarray,
    *,
    task: bool = False,
) -> str:
    """Return the error on the probe without and with the interventions.

    Parameters
    ----------
    interventions : sequence of ClampedGate or AblatedUnit
        At least one.
    y, before, after : ndarray of shape (K,)
        Targets, and predictions without and with the interventions, in one unit.
    task : bool
        Whether the error is the mean squared error, as for all tasks, or the mean error.
    """
    errors = {
        name: float(np.mean((y_hat - y) ** 2 if task else np.abs(y_hat - y)))
        for name, y_hat in (("was", before), ("now", after))
    }
    digits = digits_apart(*errors.values(), most=4)
    numbers = {name: number(error, digits) for name, error in errors.items()}
    sentence = (
        _(
            "What if: with {changes}, the {measure} on this example stays at {was}. Nothing is trained."
        )
        if numbers["was"] == numbers["now"]
        else _(
            "What if: with {changes}, the {measure} on this example goes from {was} to {now}. Nothing is trained; the thin line is the unchanged network."
        )
    )
    return sentence.format(
        changes=listed([described(change) for change in interventions]),
        measure=_("mean squared error") if task else _("mean error"),
        **numbers,
    )


def described(intervention: ClampedGate | AblatedUnit) -> str:
    """Return an intervention in a few words.

    Examples
    --------
    >>> described(ClampedGate("forget_gate", 1.0)), described(AblatedUnit(4))
    ('f held at 1', 'unit 5 switched off')
    """
    layer = intervention.layer + 1
    if isinstance(intervention, AblatedUnit):
        words = (
            _("unit {unit} of layer {layer} switched off")
            if layer > 1
            else _("unit {unit} switched off")
        )
        return words.format(unit=intervention.unit + 1, layer=layer)
    if intervention.unit is None:
        words = (
            _("{letter} of layer {layer} held at {value}")
            if layer > 1
            else _("{letter} held at {value}")
        )
    else:
        words = (
            _("{letter} of unit {unit} of layer {layer} held at {value}")
            if layer > 1
            else _("{letter} of unit {unit} held at {value}")
        )
    return words.format(
        letter=letter_of(intervention.gate),
        value=number(intervention.value, 2),
        unit=(intervention.unit or 0) + 1,
        layer=layer,
    )
