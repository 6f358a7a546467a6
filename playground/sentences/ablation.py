"""Which unit matters, in words."""

from __future__ import annotations

import numpy as np

from playground.analysis.ablation import Silencing
from playground.sentences.lists import listed
from playground.wording import _, counted, digits_apart, number


def about_unit(silencing: Silencing, unit: int, *, task: bool, classes: bool = False) -> str:
    """Return what silencing a unit costs, and whether any unit carries the answer alone.

    Parameters
    ----------
    unit : int
        From 0.
    task : bool
        Whether the sequences are those of a task, not windows of one series.
    classes : bool
        Whether classes are told apart.
    """
    where = _where(silencing.sequences, task)
    loss = _("cross-entropy") if classes else _("mean squared error")
    H = len(silencing.silenced)
    if not np.isfinite([silencing.error, silencing.all_silenced, *silencing.silenced]).all():
        return _("What silencing a unit costs cannot be told: an error is no finite number.")
    if silencing.idle:
        told = _(
            "Without this layer the {loss} {where} is no larger ({all} against {error}): its units carry nothing here."
        )
        digits = digits_apart(silencing.all_silenced, silencing.error)
        return told.format(
            where=where,
            loss=loss,
            all=number(silencing.all_silenced, digits),
            error=number(silencing.error, digits),
        )
    mine, worst = float(silencing.silenced[unit]), float(silencing.silenced.max())
    most = [str(one + 1) for one in np.flatnonzero(silencing.silenced == worst)]
    if H == 1:
        told = (
            _(
                "One unit carries it all: silenced, the {loss} {where} goes from {error} to {silent}."
            )
            if silencing.all_silenced > 2 * silencing.error
            else _("Its one unit silenced, the {loss} {where} goes from {error} to {silent}.")
        )
        mine = silencing.all_silenced
    elif silencing.spread:
        told = _(
            "No single unit carries it. Silencing unit {unit} takes the {loss} {where} from {error} to {silent}, silencing all {units} of them to {all}."
        )
    elif mine == worst and len(most) == 1:
        told = _(
            "Silencing unit {unit} costs most: the {loss} {where} goes from {error} to {silent}; with all {units} units silent it is {all}."
        )
    elif mine == worst:
        told = _(
            "Silencing unit {unit} costs as much as any other: the {loss} {where} goes from {error} to {silent}; with all {units} units silent it is {all}."
        )
    elif len(most) == 1:
        told = _(
            "Silencing unit {unit} takes the {loss} {where} from {error} to {silent}; unit {most} would cost most ({worst})."
        )
    else:
        told = _(
            "Silencing unit {unit} takes the {loss} {where} from {error} to {silent}; units {most} would cost most ({worst} each)."
        )
    digits = digits_apart(silencing.error, mine, silencing.all_silenced, worst, most=4)
    numbers = {
        "error": silencing.error,
        "silent": mine,
        "all": silencing.all_silenced,
        "worst": worst,
    }
    told_numbers = {name: number(value, digits) for name, value in numbers.items()}
    return told.format(
        unit=unit + 1, units=H, loss=loss, where=where, most=listed(most), **told_numbers
    )


def _where(sequences: int, task: bool) -> str:
    if sequences == 1:
        return _("on this example")
    if task:
        return counted(sequences, "over {n} validation sequence", "over {n} validation sequences")
    return counted(sequences, "over {n} validation window", "over {n} validation windows")
