"""Which unit matters, in words."""

from __future__ import annotations

import numpy as np

from playground.analysis.ablation import Ablation
from playground.sentences.lists import listed
from playground.wording import _, counted, digits_apart, number


def about_unit(ablate: Ablation, unit: int, *, task: bool, classes: bool = False) -> str:
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
    where = _where(ablate.sequences, task)
    loss = _("cross-entropy") if classes else _("mean squared error")
    H = len(ablate.silenced)
    if not np.isfinite([ablate.error, ablate.all_silenced, *ablate.silenced]).all():
        return _("What silencing a unit costs cannot be told: an error is no finite number.")
    if ablate.idle:
        told = _(
            "Without this layer the {loss} {where} is no larger ({all} against {error}): its units carry nothing here."
        )
        digits = digits_apart(ablate.all_silenced, ablate.error)
        return told.format(
            where=where,
            loss=loss,
            all=number(ablate.all_silenced, digits),
            error=number(ablate.error, digits),
        )
    mine, worst = float(ablate.silenced[unit]), float(ablate.silenced.max())
    most = [str(one + 1) for one in np.flatnonzero(ablate.silenced == worst)]
    if H == 1:
        told = (
            _(
                "One unit carries it all: silenced, the {loss} {where} goes from {error} to {silent}."
            )
            if ablate.all_silenced > 2 * ablate.error
            else _("Its one unit silenced, the {loss} {where} goes from {error} to {silent}.")
        )
        mine = ablate.all_silenced
    elif ablate.spread:
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
    digits = digits_apart(ablate.error, mine, ablate.all_silenced, worst, most=4)
    numbers = {
        "error": ablate.error,
        "silent": mine,
        "all": ablate.all_silenced,
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
