"""What the gates and states do on the probe, in words."""

from __future__ import annotations

import math

import numpy as np

from playground.explain import Explanation
from playground.wording import _, number

#: Above this share per step a gate counts as keeping, below the other as forgetting.
KEEPS, FORGETS = 0.95, 0.5
#: Gate that decides how much of the memory is kept, by cell.
KEEPERS = {"lstm": ("forget_gate", "f"), "gru": ("update_gate", "z")}


def about_gates(explanation: Explanation, cell: str, bell: np.ndarray | None = None, layer: int = -1) -> str:
    """Return one sentence on the gates of a layer.

    Parameters
    ----------
    bell : ndarray of bool, shape (T,), or None
        Where the bell rings, for the task `hold`.
    """
    signals = explanation.layers[layer]
    if cell == "mlp":
        return _feed_forward(signals["hidden_state"])
    if cell not in KEEPERS:
        return _simple(signals["hidden_state"])
    name, letter = KEEPERS[cell]
    gate = signals[name]  # (T, H)
    if bell is not None and bell.any() and not bell.all():
        return _at_the_bell(gate, letter, bell, signals.get("input_gate"))
    return _over_the_window(gate, letter)


def _at_the_bell(gate: np.ndarray, letter: str, bell: np.ndarray, write: np.ndarray | None) -> str:
    units = gate.shape[1]
    at, between = float(np.median(gate[bell])), float(np.median(gate[~bell]))
    if units > 1:
        told = _(
            "{units} units share the memory: the median {letter} is {at} at ▲ and {between} between bells. No mean tells what one unit does; one unit alone would."
        )
        return told.format(units=units, letter=letter, at=number(at, 2), between=number(between, 2))
    if at < FORGETS and between > KEEPS:
        if write is None:
            told = _("At ▲ it forgets ({letter} = {at}); between bells it keeps {kept} % per step.")
            return told.format(letter=letter, at=number(at, 2), kept=number(100 * between, 3))
        i_at, i_between = float(np.median(write[bell])), float(np.median(write[~bell]))
        if i_at > 5 * i_between:
            told = _("At ▲ it forgets ({letter} = {at}) and writes (i = {write}); between bells it keeps {kept} % per step.")
            return told.format(letter=letter, at=number(at, 2), write=number(i_at, 2), kept=number(100 * between, 3))
    if abs(at - between) < 0.1:
        told = _("The gates do not tell the bell from other steps yet: {letter} is {at} at ▲ and {between} between bells.")
    elif at < between:
        told = _("It begins to notice the bell: {letter} is {at} at ▲ and {between} between bells.")
    else:
        told = _("It keeps more at ▲ ({letter} = {at}) than between bells ({between}): the wrong way round so far.")
    return told.format(letter=letter, at=number(at, 2), between=number(between, 2))


def _over_the_window(gate: np.ndarray, letter: str) -> str:
    low, middle, high = (float(q) for q in np.quantile(gate, [0.05, 0.5, 0.95]))
    told = _("On this window {letter} lies between {low} and {high} (5 to 95 % of all steps and units), in the middle {middle}: {halves}.")
    return told.format(letter=letter, low=number(low, 2), high=number(high, 2), middle=number(middle, 2), halves=halving(middle))


def halving(share: float) -> str:
    """Return how soon a gate that stays at this value halves a memory: 0.9 in 7 steps, 0.99 in 69."""
    if share >= 1.0:
        return _("alone, it never halves a memory")
    if share <= 0.5:
        return _("alone, it halves a memory within one step")
    steps = math.log(0.5) / math.log(share)
    return _("alone, it halves a memory in {steps} steps").format(steps=number(steps, 2 if steps < 10 else 3))


def _feed_forward(h: np.ndarray) -> str:
    """A layer without memory: tell how much of its range it uses."""
    full = 100 * float(np.mean(np.abs(h) > 0.9))
    told = _(
        "An MLP has no gates and no state: nothing of one reading is left when the next one comes. {full} % of its units are beyond 0.9 in size."
    )
    return told.format(full=number(full, 2))


def _simple(h: np.ndarray) -> str:
    """The simple RNN has no gates: tell how much of its range it uses."""
    size = np.abs(h)
    full = 100 * float(np.mean(size > 0.9))
    told = _(
        "A simple RNN has no gates: every step rewrites all of h. Its units are within {low} and {high}; {full} % of the values are beyond 0.9 in size."
    )
    return told.format(low=number(float(h.min()), 2), high=number(float(h.max()), 2), full=number(full, 2))
