"""Exhibit 1: an LSTM of one unit learns when to forget."""

from __future__ import annotations

import numpy as np

from playground.analysis.explain import Explanation
from playground.gallery.exhibits.exhibit import Exhibit, correlation


def gates_follow_the_bell(explanation: Explanation) -> bool:
    """Return whether one LSTM unit forgets and writes at the bell and keeps in between.

    Median f at bells below 0.5 and elsewhere above 0.95, i at bells more than five times i
    elsewhere, and C correlated with the number to be held by more than 0.95 in size.
    """
    signals = explanation.layers[0]
    if (
        "cell_state" not in signals
        or signals["cell_state"].shape[1] != 1
        or len(explanation.layers) != 1
    ):
        return False
    bell = explanation.x[:, 1] > 0.5
    if bell.all() or not bell.any():
        return False
    f, i, C = (signals[name][:, 0] for name in ("forget_gate", "input_gate", "cell_state"))
    held = np.asarray(explanation.y)
    follows = abs(correlation(C, held)) > 0.95
    return bool(
        np.median(f[bell]) < 0.5
        and np.median(f[~bell]) > 0.95
        and np.median(i[bell]) > 5 * np.median(i[~bell])
        and follows
    )


REMEMBER = Exhibit(
    name="remember",
    number=1,
    title="Remember",
    question="A number arrives at every step. When ▲ rings, the network must repeat that number until the next ▲.",
    description={
        "data": {"source": "hold"},
        "problem": {"kind": "many_to_many", "lookback": 40},
        "model": {"cell": "lstm", "hidden_size": 1, "input_init": "pytorch"},
        "training": {"learning_rate": 0.1, "max_steps": 500},
    },
    probe=0,
    pace=50,
    claim=gates_follow_the_bell,
    mark=0.01,
    ships=True,
    variations=(
        ("Simple RNN", {"model.cell": "elman"}),
        ("GRU", {"model.cell": "gru"}),
        ("8 units", {"model.hidden_size": 8}),
    ),
)
