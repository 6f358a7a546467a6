"""Remember: an LSTM of one unit learns when to forget."""

from __future__ import annotations

import numpy as np

from playground.analysis.explain import Explanation
from playground.config.cells import GRU, LSTM, SIMPLE_RNN
from playground.gallery.exhibits.exhibit import Exhibit, correlation


def gates_follow_the_bell(explanation: Explanation) -> bool:
    """Return whether a single LSTM unit forgets and writes at ▲ and keeps in between.

    The median f is below 0.5 at ▲ and above 0.95 elsewhere, i at ▲ is over five times i elsewhere,
    and C has an absolute correlation above 0.95 with the number to hold.
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


def rises_with_the_number(explanation: Explanation) -> bool:
    """Return whether C has a correlation above 0.99 with the number to hold."""
    C = explanation.layers[0]["cell_state"][:, 0]
    return correlation(C, np.asarray(explanation.y)) > 0.99


REMEMBER = Exhibit(
    name="remember",
    number=5,
    title="Remember",
    question="A number arrives at every step. The network must hold the number that comes with ▲, and output it until the next ▲.",
    observation="Watch C: it takes over the number at ▲ and keeps it.",
    description={
        "data": {"source": "hold"},
        "problem": {"kind": "many_to_many", "lookback": 40},
        "model": {"cell": LSTM, "hidden_size": 1, "input_init": "pytorch", "seed": 3},
        "training": {"learning_rate": 0.1, "max_steps": 500},
    },
    probe=0,
    pace=50,
    claim=gates_follow_the_bell,
    upright=rises_with_the_number,
    target_loss=0.01,
    variations=(
        ("Simple RNN", {"model.cell": SIMPLE_RNN}),
        ("GRU", {"model.cell": GRU}),
        ("8 units", {"model.hidden_size": 8}),
    ),
)
