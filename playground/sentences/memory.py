"""What a network remembers, in words."""

from __future__ import annotations

import numpy as np

from playground.analysis.memory_curve import Memory, enough, matters, step_down
from playground.wording import _, counted, number


def about_memory(memory: Memory, unit: str = "", *, older: bool = True) -> str:
    """Return one sentence on how the error falls with the readings that are a window's own.

    Parameters
    ----------
    unit : str
        Unit of the error.
    older : bool
        Whether a longer lookback would show readings that are older; a task or a labelled sequence
        has none before its first.
    """
    unit = f" {unit}" if unit else ""
    wrong, right = number(float(memory.error[0]), 2), number(float(memory.error[-1]), 2)
    if not np.isfinite(memory.error).all():
        return _("The network's predictions are not finite numbers.")
    if not matters(memory):
        told = _(
            "With another window's readings it is off by {wrong}{unit}, with the right ones by {right}{unit}: what it reads hardly helps it."
        )
        return told.format(wrong=wrong, right=right, unit=unit)
    lookback = int(memory.k[-1])
    at = step_down(memory)
    if at is not None:
        before = float(memory.error[list(memory.k).index(at) - 1])
        told = (
            _(
                "It steps down at k = 1: without the newest reading it is off by {before}{unit}, with it by {after}{unit}. That is the reading it mostly goes by."
            )
            if at == 1
            else _(
                "It steps down at k = {k}: with the newest {fewer} it is off by {before}{unit}, with one reading more by {after}{unit}. That is the reading it mostly goes by."
            )
        )
        facts = {
            "k": at,
            "fewer": counted(at - 1, "{n} reading", "{n} readings"),
            "before": number(before, 2),
        }
        return told.format(
            **facts, after=number(float(memory.error[list(memory.k).index(at)]), 2), unit=unit
        )
    needed = enough(memory)
    told = (
        _(
            "Its error falls from {wrong}{unit} to {right}{unit}. The newest of {readings} alone brings at least nine tenths of that."
        )
        if needed == 1
        else _(
            "Its error falls from {wrong}{unit} to {right}{unit}. The newest {k} of {readings} bring at least nine tenths of that."
        )
    )
    if needed >= lookback:
        told = (
            _(
                "Its error falls from {wrong}{unit} to {right}{unit}, down to the oldest of its {readings}: try a longer lookback."
            )
            if older
            else _(
                "Its error falls from {wrong}{unit} to {right}{unit}, down to the oldest of its {readings}."
            )
        )
    return told.format(
        wrong=wrong,
        right=right,
        unit=unit,
        k=needed,
        readings=counted(lookback, "{n} reading", "{n} readings"),
    )
