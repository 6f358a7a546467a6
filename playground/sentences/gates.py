"""What the gates and states do on the probe, in words."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from playground.analysis.explain import Explanation
from playground.models.cells import cell_of
from playground.wording import _, number

#: Above this share per step a gate counts as keeping, below the other as forgetting.
KEEPS, FORGETS = 0.95, 0.5
#: A gate tells the bell from other steps when its values there are so far apart, or by so much
#: further than untrained.
APART = 0.1


def about_gates(
    explanation: Explanation,
    cell: str,
    bell: np.ndarray | None = None,
    layer: int = -1,
    untrained: Callable[[], Explanation] | None = None,
) -> str:
    """Return one sentence on the gates of a layer; of an untrained one at the bell there is nothing
    to say.

    Parameters
    ----------
    bell : ndarray of bool, shape (T,), or None
        Where ▲ stands.
    untrained : callable or None
        What the same network did with the sequence at training step 0; asked only where change is
        told.
    """
    signals = explanation.layers[layer]
    if not cell_of(cell).recurrent:
        return _feed_forward(signals["hidden_state"])
    keeper = cell_of(cell).keeper
    if keeper is None:
        return _simple(signals["hidden_state"])
    name, letter = keeper.name, keeper.letter
    gate = signals[name]  # (T, H)
    if not np.isfinite(gate).all():
        return _("The gates are no finite numbers any more.")
    if bell is not None and bell.any() and not bell.all():
        first = None if untrained is None else untrained().layers[layer][name]
        return _at_the_bell(gate, letter, bell, signals.get("input_gate"), first)
    return _over_the_window(gate, letter)


def _at_the_bell(
    gate: np.ndarray,
    letter: str,
    bell: np.ndarray,
    write: np.ndarray | None,
    first: np.ndarray | None,
) -> str:
    if first is not None and np.allclose(gate, first, rtol=0, atol=1e-6):
        return ""
    at, elsewhere = float(np.median(gate[bell])), float(np.median(gate[~bell]))
    told = {
        "letter": letter,
        "at": number(at, 2),
        "elsewhere": number(elsewhere, 2),
        "kept": number(100 * elsewhere, 3),
    }
    if (units := gate.shape[1]) > 1:
        said = _(
            "Over its {units} units the median {letter} is {at} at ▲ and {elsewhere} elsewhere; what one of them does may differ."
        )
        return said.format(**told, units=units)
    if at < FORGETS and elsewhere > KEEPS:
        if write is None:
            return _(
                "At ▲ it forgets ({letter} = {at}); elsewhere it keeps {kept} % per step."
            ).format(**told)
        i_at, i_elsewhere = float(np.median(write[bell])), float(np.median(write[~bell]))
        if i_at > 5 * i_elsewhere:
            said = _(
                "At ▲ it forgets ({letter} = {at}) and writes (i = {write}); elsewhere it keeps {kept} % per step."
            )
            return said.format(**told, write=number(i_at, 2))
    if abs(at - elsewhere) < APART:
        return _(
            "Its gate hardly tells ▲ from other steps: {letter} is {at} at ▲ and {elsewhere} elsewhere."
        ).format(**told)
    if at > elsewhere:
        return _("It keeps more at ▲ ({letter} = {at}) than elsewhere ({elsewhere}).").format(
            **told
        )
    if (
        first is not None
        and elsewhere - at > float(np.median(first[~bell]) - np.median(first[bell])) + APART
    ):
        return _(
            "It notices ▲, more than before training: {letter} is {at} there and {elsewhere} elsewhere."
        ).format(**told)
    return _("It keeps less at ▲ ({letter} = {at}) than elsewhere ({elsewhere}).").format(**told)


def _over_the_window(gate: np.ndarray, letter: str) -> str:
    low, middle, high = (float(q) for q in np.quantile(gate, [0.05, 0.5, 0.95]))
    told = _(
        "On this window {letter} lies between {low} and {high} (5 to 95 % of all steps and units), in the middle {middle}: {halves}."
    )
    return told.format(
        letter=letter,
        low=number(low, 2),
        high=number(high, 2),
        middle=number(middle, 2),
        halves=halving(middle),
    )


def halving(share: float) -> str:
    """Return how soon a gate that stays at this value halves a memory: 0.9 in 7 steps, 0.99 in
    69.
    """
    if share > 1 - 1e-9:
        return _("alone, it never halves a memory")
    if share <= 0.5:
        return _("alone, it halves a memory within one step")
    steps = math.log(0.5) / math.log(share)
    told = number(steps, 2 if steps < 10 else 3)
    if told == "1":
        return _("alone, it halves a memory in about one step")
    return _("alone, it halves a memory in {steps} steps").format(steps=told)


def _feed_forward(h: np.ndarray) -> str:
    """A layer without memory: tell how much of its range it uses."""
    if not np.isfinite(h).all():
        return _("Its units are no finite numbers any more.")
    full = 100 * float(np.mean(np.abs(h) > 0.9))
    told = _(
        "An MLP has no gates and no state: nothing of one reading is left when the next one comes. {full} % of its units are beyond 0.9 in size."
    )
    return told.format(full=number(full, 2))


def _simple(h: np.ndarray) -> str:
    """The simple RNN has no gates: tell how much of its range it uses."""
    if not np.isfinite(h).all():
        return _("Its units are no finite numbers any more.")
    size = np.abs(h)
    full = 100 * float(np.mean(size > 0.9))
    told = _(
        "A simple RNN has no gates: every step rewrites all of h. Its units lie between {low} and {high}; {full} % of the values are beyond 0.9 in size."
    )
    return told.format(
        low=number(float(h.min()), 2), high=number(float(h.max()), 2), full=number(full, 2)
    )
