"""Sentences about what a unit contributes to the prediction."""

from __future__ import annotations

import numpy as np

from playground.analysis.ablation import Ablation
from playground.sentences.lists import listed
from playground.wording import _, counted, digits_apart, number


def about_unit(ablation: Ablation, unit: int, *, task: bool, classes: bool = False) -> str:
    """Return the cost of switching off a unit, and whether another unit matters more.

    Parameters
    ----------
    ablation : Ablation
        Errors with each unit of a layer switched off.
    unit : int
        From 0.
    task : bool
        Whether the sequences are those of a task, not windows of one series.
    classes : bool
        Whether the network classifies, so that the error is a cross-entropy.
    """
    error, worst = ablation.error, float(ablation.ablated.max())
    if not np.isfinite([error, ablation.all_ablated, *ablation.ablated]).all():
        return _("The effect of switching off a unit cannot be measured: an error is not finite.")
    units = len(ablation.ablated)
    without = ablation.all_ablated if units == 1 else float(ablation.ablated[unit])
    most = [str(index + 1) for index in np.flatnonzero(ablation.ablated == worst)]
    digits = digits_apart(error, without, ablation.all_ablated, worst, most=4)
    if ablation.idle:
        digits = digits_apart(ablation.all_ablated, error)
    return _template(ablation, without, worst, len(most)).format(
        unit=unit + 1,
        units=units,
        most=listed(most),
        loss=_("cross-entropy") if classes else _("mean squared error"),
        where=_where(ablation.sequences, task),
        error=number(error, digits),
        silent=number(without, digits),
        all=number(ablation.all_ablated, digits),
        worst=number(worst, digits),
    )


def _template(ablation: Ablation, without: float, worst: float, ties: int) -> str:
    """Return the sentence to fill in, for a unit without which the error is ``without``."""
    if ablation.idle:
        return _(
            "Without this layer the {loss} {where} is no larger ({all} instead of {error}): its units contribute nothing here."
        )
    if len(ablation.ablated) == 1:
        if ablation.all_ablated > 2 * ablation.error:
            return _(
                "The only unit does all the work: switching it off takes the {loss} {where} from {error} to {silent}."
            )
        return _("Switching off the only unit takes the {loss} {where} from {error} to {silent}.")
    if ablation.spread:
        return _(
            "No single unit is decisive: switching off unit {unit} takes the {loss} {where} from {error} to {silent}, switching off all {units} units takes it to {all}."
        )
    if without == worst and ties == 1:
        return _(
            "Unit {unit} matters most: switching it off takes the {loss} {where} from {error} to {silent}, switching off all {units} units takes it to {all}."
        )
    if without == worst:
        return _(
            "Unit {unit} matters as much as any other: switching it off takes the {loss} {where} from {error} to {silent}, switching off all {units} units takes it to {all}."
        )
    if ties == 1:
        return _(
            "Switching off unit {unit} takes the {loss} {where} from {error} to {silent}; unit {most} matters most ({worst})."
        )
    return _(
        "Switching off unit {unit} takes the {loss} {where} from {error} to {silent}; units {most} matter most ({worst} each)."
    )


def _where(sequences: int, task: bool) -> str:
    if sequences == 1:
        return _("on this example")
    if task:
        return counted(sequences, "over {n} validation sequence", "over {n} validation sequences")
    return counted(sequences, "over {n} validation window", "over {n} validation windows")
