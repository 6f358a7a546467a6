"""Exhibit 2: an LSTM of two units hides a number until it is asked for it."""

from __future__ import annotations

import numpy as np

from playground.analysis.explain import Explanation
from playground.gallery.exhibits.exhibit import Exhibit, correlation
from playground.wording import _, number


def remembering_unit(explanation: Explanation) -> tuple[float, float] | None:
    """Return the median output gate of the remembering unit at ? and elsewhere, or None.

    That unit's output gate opens at ? (median above 0.7) and is closed elsewhere (median below
    0.2), while its cell state follows the number at the last ▲ (absolute correlation above 0.9).
    """
    signals = explanation.layers[0]
    if "output_gate" not in signals or explanation.x.shape[1] != 3:
        return None
    bell, asked = explanation.x[:, 1] > 0.5, explanation.x[:, 2] > 0.5
    if not asked.any() or asked.all():
        return None
    last = np.maximum.accumulate(np.where(bell, np.arange(len(bell)), 0))
    held = explanation.x[last, 0]
    for o, C in zip(signals["output_gate"].T, signals["cell_state"].T, strict=True):
        at, elsewhere = float(np.median(o[asked])), float(np.median(o[~asked]))
        follows = abs(correlation(C, held)) > 0.9
        if at > 0.7 and elsewhere < 0.2 and follows:
            return at, elsewhere
    return None


def output_gate_opens_when_asked(explanation: Explanation) -> bool:
    """Return whether a unit remembers all the time and shows it only at ?."""
    return remembering_unit(explanation) is not None


def sentence(explanation: Explanation) -> str:
    """Return how the output gate opens."""
    at, elsewhere = remembering_unit(explanation) or (float("nan"), float("nan"))
    return _(
        "At ? the output gate of the remembering unit opens (o = {at}); elsewhere it is closed (o = {elsewhere}), while C keeps the number. Other seeds find other solutions."
    ).format(at=number(at, 2), elsewhere=number(elsewhere, 2))


ANSWER_WHEN_ASKED = Exhibit(
    name="answer_when_asked",
    number=2,
    title="Answer when asked",
    question="The network must remember the number at the last ▲, but output it only at a ?; elsewhere the target is 0.",
    observation="Watch the output gate o: it learns to hide the memory.",
    description={
        "data": {"source": "recall"},
        "problem": {"kind": "many_to_many", "lookback": 40},
        "model": {"cell": "lstm", "hidden_size": 2, "input_init": "pytorch"},
        "training": {"learning_rate": 0.03, "max_steps": 700},
    },
    probe=0,
    pace=50,
    claim=output_gate_opens_when_asked,
    sentence=sentence,
    target_loss=0.005,
    ships=True,
    variations=(
        ("Another weight seed", {"model.seed": 1}),
        ("1 unit", {"model.hidden_size": 1}),
        ("GRU", {"model.cell": "gru"}),
        ("Simple RNN", {"model.cell": "elman"}),
    ),
)
