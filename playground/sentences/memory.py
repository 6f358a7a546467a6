"""A sentence about how many inputs a network uses."""

from __future__ import annotations

import numpy as np

from playground.analysis.memory_curve import Memory, enough, matters, step_down
from playground.wording import _, counted, number


def about_memory(memory: Memory, unit: str = "", *, older: bool = True) -> str:
    """Return how the error falls as more of the newest inputs are a window's own.

    Parameters
    ----------
    memory : Memory
    unit : str
        Unit of the error.
    older : bool
        Whether a longer lookback would add older inputs; a task or a labeled sequence has none
        before its first.
    """
    if not np.isfinite(memory.error).all():
        return _("The network's predictions are not finite numbers.")
    inputs, needed = int(memory.k[-1]), enough(memory)
    drop = step_down(memory) if matters(memory) else None
    index = 1 if drop is None else list(memory.k).index(drop)
    if not matters(memory):
        sentence = _(
            "With the inputs of another window it is off by {wrong}{unit}, with the right ones by {right}{unit}: its inputs hardly help."
        )
    elif drop == 1:
        sentence = _(
            "The error drops at k = 1: without the newest input it is off by {before}{unit}, with it by {after}{unit}. It relies mostly on that input."
        )
    elif drop is not None:
        sentence = _(
            "The error drops at k = {k}: with the newest {fewer} it is off by {before}{unit}, with one more by {after}{unit}. It relies mostly on that input."
        )
    elif needed >= inputs and older:
        sentence = _(
            "Its error falls from {wrong}{unit} to {right}{unit}, and even the oldest of its {inputs} matters: try a longer lookback."
        )
    elif needed >= inputs:
        sentence = _(
            "Its error falls from {wrong}{unit} to {right}{unit}, and even the oldest of its {inputs} matters."
        )
    elif needed == 1:
        sentence = _(
            "Its error falls from {wrong}{unit} to {right}{unit}. The newest of its {inputs} alone accounts for at least nine tenths of that."
        )
    else:
        sentence = _(
            "Its error falls from {wrong}{unit} to {right}{unit}. The newest {needed} of its {inputs} account for at least nine tenths of that."
        )
    return sentence.format(
        wrong=number(float(memory.error[0]), 2),
        right=number(float(memory.error[-1]), 2),
        before=number(float(memory.error[index - 1]), 2),
        after=number(float(memory.error[index]), 2),
        unit=f" {unit}" if unit else "",
        k=drop,
        fewer=counted((drop or 1) - 1, "{n} input", "{n} inputs"),
        needed=needed,
        inputs=counted(inputs, "{n} input", "{n} inputs"),
    )
