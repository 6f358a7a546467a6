"""Exhibit 3: the cell state of one LSTM unit counts up and is set back."""

from __future__ import annotations

import numpy as np

from playground.analysis.explain import Explanation
from playground.gallery.exhibits.exhibit import Exhibit, correlation
from playground.wording import _, number


def _figures(explanation: Explanation) -> tuple[float, float, float] | None:
    """Return correlation of C with the time to be told, and the median f at ticks and elsewhere;
    None where there is no single C.
    """
    signals = explanation.layers[0]
    if (
        "cell_state" not in signals
        or signals["cell_state"].shape[1] != 1
        or explanation.x.shape[1] != 1
        or explanation.y is None
    ):
        return None
    tick, f, C, age = (
        explanation.x[:, 0] > 0.5,
        signals["forget_gate"][:, 0],
        signals["cell_state"][:, 0],
        explanation.y,
    )
    tick[0] = False  # at the first step there is nothing to forget yet
    if len(age) != len(C) or not tick.any() or tick.all():
        return None
    return correlation(C, age), float(np.median(f[tick])), float(np.median(f[~tick]))


def cell_state_counts(explanation: Explanation) -> bool:
    """Return whether C draws the sawtooth: correlated with the time since the tick by at least
    0.99, f below 0.5 at ticks only.
    """
    found = _figures(explanation)
    return found is not None and abs(found[0]) >= 0.99 and found[1] < 0.5 < found[2]


def says(explanation: Explanation) -> str:
    """Return what C and f do."""
    together, at, elsewhere = _figures(explanation) or (float("nan"),) * 3
    told = _(
        "C counts: its correlation with the time since ▲ is {together} in size. At ▲ f is {at}, elsewhere {elsewhere}."
    )
    return told.format(
        together=number(abs(together), 4), at=number(at, 2), elsewhere=number(elsewhere, 2)
    )


STOPWATCH = Exhibit(
    name="stopwatch",
    number=3,
    title="Stopwatch",
    question="▲ sets the watch back. At every step the network must tell how long ago that was, in tens of steps.",
    here="Watch C: it learns to draw a sawtooth.",
    description={
        "data": {"source": "stopwatch"},
        "problem": {"kind": "many_to_many", "lookback": 40},
        "model": {"cell": "lstm", "hidden_size": 1, "input_init": "pytorch"},
        "training": {"learning_rate": 0.05, "max_steps": 500},
    },
    probe=0,
    pace=50,
    claim=cell_state_counts,
    says=says,
    mark=0.02,
    ships=True,
    variations=(
        (
            "Simple RNN, 8 units",
            {"model.cell": "elman", "model.hidden_size": 8, "training.learning_rate": 0.01},
        ),
        ("GRU", {"model.cell": "gru"}),
        ("8 units", {"model.hidden_size": 8}),
    ),
)
