"""Sentences about the gates and states on the probe."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from playground.analysis.explain import Explanation
from playground.models.cells import cell_of
from playground.wording import _, number

#: Above the first share per step a gate counts as keeping, below the second as forgetting.
KEEPS, FORGETS = 0.95, 0.5
#: Difference between the median gate at ▲ and elsewhere, or its growth in training, that counts.
APART = 0.1
#: Absolute value beyond which a state counts as large.
LARGE = 0.9


def about_gates(
    explanation: Explanation,
    cell: str,
    bell: np.ndarray | None = None,
    layer: int = -1,
    untrained: Callable[[], Explanation] | None = None,
) -> str:
    """Return one sentence on the gates of a layer, or nothing at ▲ before training.

    Parameters
    ----------
    explanation : Explanation
    cell : str
        Name of the cell.
    bell : ndarray of bool, shape (T,), or None
        Time steps marked ▲.
    layer : int
        From 0; -1 is the top layer.
    untrained : callable or None
        Explanation of the same network at training step 0; called only where the two are compared.
    """
    signals = explanation.layers[layer]
    keeper = cell_of(cell).keeper
    if keeper is None:
        return _without_gates(cell, signals["hidden_state"])
    name, letter = keeper.name, keeper.letter
    gate = signals[name]  # (T, H)
    if not np.isfinite(gate).all():
        return _("The gates are no longer finite numbers.")
    if bell is not None and bell.any() and not bell.all():
        first = None if untrained is None else untrained().layers[layer][name]
        return _at_the_bell(gate, letter, bell, signals.get("input_gate"), first)
    return _over_the_window(gate, letter)


def _at_the_bell(
    gate: np.ndarray,
    letter: str,
    bell: np.ndarray,
    input_gate: np.ndarray | None,
    first: np.ndarray | None,
) -> str:
    """Return how a gate (T, H) differs at ▲, given its values before training."""
    if first is not None and np.allclose(gate, first, rtol=0, atol=1e-6):
        return ""
    at, elsewhere = _medians(gate, bell)
    facts = {
        "letter": letter,
        "at": number(at, 2),
        "elsewhere": number(elsewhere, 2),
        "kept": number(100 * elsewhere, 3),
        "units": gate.shape[1],
    }
    write = (0.0, 0.0) if input_gate is None else _medians(input_gate, bell)
    if gate.shape[1] > 1:
        sentence = _(
            "The median {letter} of its {units} units is {at} at ▲ and {elsewhere} elsewhere; single units may differ."
        )
    elif at < FORGETS and elsewhere > KEEPS and input_gate is None:
        sentence = _("At ▲ it forgets ({letter} = {at}); elsewhere it keeps {kept} % per step.")
    elif at < FORGETS and elsewhere > KEEPS and write[0] > 5 * write[1]:
        sentence = _(
            "At ▲ it forgets ({letter} = {at}) and writes (i = {write}); elsewhere it keeps {kept} % per step."
        )
    elif abs(at - elsewhere) < APART:
        sentence = _(
            "Its gate hardly responds to ▲: {letter} is {at} at ▲ and {elsewhere} elsewhere."
        )
    elif at > elsewhere:
        sentence = _("It keeps more at ▲ ({letter} = {at}) than elsewhere ({elsewhere}).")
    elif first is not None and elsewhere - at > _gap(first, bell) + APART:
        sentence = _(
            "It responds to ▲ more than before training: {letter} is {at} at ▲ and {elsewhere} elsewhere."
        )
    else:
        sentence = _("It keeps less at ▲ ({letter} = {at}) than elsewhere ({elsewhere}).")
    return sentence.format(**facts, write=number(write[0], 2))


def _medians(gate: np.ndarray, bell: np.ndarray) -> tuple[float, float]:
    """Return the medians of a gate (T, H) at ▲ and elsewhere."""
    return float(np.median(gate[bell])), float(np.median(gate[~bell]))


def _gap(gate: np.ndarray, bell: np.ndarray) -> float:
    at, elsewhere = _medians(gate, bell)
    return elsewhere - at


def _over_the_window(gate: np.ndarray, letter: str) -> str:
    low, middle, high = (float(q) for q in np.quantile(gate, [0.05, 0.5, 0.95]))
    return _(
        "On this window {letter} ranges from {low} to {high} (5 to 95 % of all steps and units) with median {middle}: {halves}."
    ).format(
        letter=letter,
        low=number(low, 2),
        high=number(high, 2),
        middle=number(middle, 2),
        halves=halving(middle),
    )


def halving(share: float) -> str:
    """Return how soon a gate that stays at this value halves a memory.

    Examples
    --------
    >>> halving(0.9)
    'alone, it halves a memory in 6.6 steps'
    >>> halving(0.99)
    'alone, it halves a memory in 69 steps'
    """
    if share > 1 - 1e-9:
        return _("alone, it never halves a memory")
    if share <= 0.5:
        return _("alone, it halves a memory within one step")
    steps = math.log(0.5) / math.log(share)
    written = number(steps, 2 if steps < 10 else 3)
    if written == "1":
        return _("alone, it halves a memory in about one step")
    return _("alone, it halves a memory in {steps} steps").format(steps=written)


def _without_gates(cell: str, h: np.ndarray) -> str:
    """Return how much of their range the units of an MLP or a simple RNN use."""
    if not np.isfinite(h).all():
        return _("Its units are no longer finite numbers.")
    sentence = (
        _(
            "An MLP has no gates and no state: nothing is remembered from one input to the next. {full} % of its activations are beyond 0.9 in absolute value."
        )
        if not cell_of(cell).recurrent
        else _(
            "A simple RNN has no gates: every step rewrites all of h. Here h ranges from {low} to {high}; {full} % of its values are beyond 0.9 in absolute value."
        )
    )
    return sentence.format(
        low=number(float(h.min()), 2),
        high=number(float(h.max()), 2),
        full=number(100 * float(np.mean(np.abs(h) > LARGE)), 2),
    )
