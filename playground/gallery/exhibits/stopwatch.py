"""Stopwatch: the cell state of one LSTM unit counts up and is reset."""

from __future__ import annotations

import numpy as np

from playground.analysis.explain import Explanation
from playground.config.cells import GRU, LSTM, SIMPLE_RNN
from playground.gallery.exhibits.exhibit import Exhibit, correlation
from playground.wording import _, number


def _statistics(explanation: Explanation) -> tuple[float, float, float] | None:
    """Return the correlation of C with the target, and the median f at ▲ and elsewhere.

    None unless the network has a single cell state and one output per step.
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
    tick[0] = False  # nothing to forget at the first step
    if len(age) != len(C) or not tick.any() or tick.all():
        return None
    return correlation(C, age), float(np.median(f[tick])), float(np.median(f[~tick]))


def cell_state_counts(explanation: Explanation) -> bool:
    """Return whether C follows the time since ▲ (correlation 0.99) and f is below 0.5 at ▲ only."""
    statistics = _statistics(explanation)
    if statistics is None:
        return False
    coefficient, at, elsewhere = statistics
    return abs(coefficient) >= 0.99 and at < 0.5 < elsewhere


def rises_with_time(explanation: Explanation) -> bool:
    """Return whether C rises with the time since ▲ (correlation 0.99)."""
    statistics = _statistics(explanation)
    return statistics is not None and statistics[0] >= 0.99


def sentence(explanation: Explanation) -> str:
    """Return how closely C follows the time since ▲, and how f resets it."""
    coefficient, at, elsewhere = _statistics(explanation) or (float("nan"),) * 3
    return _(
        "C counts: its absolute correlation with the time since ▲ is {correlation}. f is {at} at ▲ and {elsewhere} elsewhere."
    ).format(
        correlation=number(abs(coefficient), 4), at=number(at, 2), elsewhere=number(elsewhere, 2)
    )


STOPWATCH = Exhibit(
    name="stopwatch",
    number=7,
    title="Stopwatch",
    question="▲ resets the stopwatch. At every step the network must output the time since then, in tens of steps.",
    observation="Watch C: it counts up between two ▲ and falls back to 0: a sawtooth.",
    description={
        "data": {"source": "stopwatch"},
        "problem": {"kind": "many_to_many", "lookback": 40},
        "model": {"cell": LSTM, "hidden_size": 1, "input_init": "pytorch", "seed": 6},
        "training": {"learning_rate": 0.05, "max_steps": 500},
    },
    probe=0,
    pace=50,
    claim=cell_state_counts,
    upright=rises_with_time,
    sentence=sentence,
    target_loss=0.02,
    variations=(
        (
            "Simple RNN, 8 units",
            {"model.cell": SIMPLE_RNN, "model.hidden_size": 8, "training.learning_rate": 0.01},
        ),
        ("GRU", {"model.cell": GRU}),
        ("8 units", {"model.hidden_size": 8}),
    ),
)
