"""Problem types: the same four waves as every problem type, so that only the arrows change."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from playground.analysis.explain import Explanation
from playground.config.cells import LSTM
from playground.gallery.exhibits.exhibit import Exhibit
from playground.wording import _, number

#: Validation loss that an LSTM gets below on each problem type: always less than the best baseline
#: or, for classes, at an accuracy of about 95 %.
TARGET_LOSSES = {
    "one_to_one": 0.01,
    "one_to_many": 0.05,
    "many_to_one": 0.12,
    "classification": 0.2,
    "many_to_many": 0.12,
    "seq2seq": 0.13,
}
#: Fields that a problem type needs; parameters of the waves go back to their defaults.
_NEEDS: dict[str, dict[str, Any]] = {
    "one_to_many": {"problem.horizon": 32},
    "seq2seq": {"problem.horizon": 8},
}


def as_problem_type(kind: str) -> Mapping[str, Any]:
    """Return the fields that turn the exhibit's own experiment into another problem type."""
    return {"problem.kind": kind, "data.params": {}, **_NEEDS.get(kind, {})}


def _error(explanation: Explanation) -> float | None:
    """Return the median absolute error over the second half; None without one output per step."""
    y = explanation.y
    if (
        y is None
        or y.shape != explanation.y_hat.shape
        or len(y) != len(explanation.x)
        or len(y) < 8
    ):
        return None
    return float(np.median(np.abs(explanation.y_hat - y)[len(y) // 2 :]))


def the_next_value_is_predicted(explanation: Explanation) -> bool:
    """Return whether the median error over the second half is below 0.15, of waves in [-1, 1]."""
    error = _error(explanation)
    return error is not None and error < 0.15


def sentence(explanation: Explanation) -> str:
    """Return the median error over the second half."""
    return _(
        "In the second half of this wave, half of its predictions are off by at most {error}; the first ones cannot know the period yet."
    ).format(error=number(_error(explanation) or 0.0, 2))


PROBLEM_TYPES = Exhibit(
    name="problem_types",
    number=2,
    title="Problem types",
    question="Four waves: sine, square, sawtooth and triangle. At every step the network must predict the next value.",
    observation="Choose a diagram: waves and cell stay the same, only the arrows change.",
    description={
        "data": {"source": "waveforms"},
        "problem": {"kind": "many_to_many", "lookback": 32},
        "model": {"cell": LSTM, "hidden_size": 12},
        "training": {"learning_rate": 0.02, "max_steps": 400},
    },
    probe=0,
    claim=the_next_value_is_predicted,
    sentence=sentence,
    shipped=("One-to-one", "One-to-many", "Many-to-one", "Classification", "Sequence-to-sequence"),
    switch=True,
    target_loss=TARGET_LOSSES["many_to_many"],
    variations=(
        ("One-to-one", as_problem_type("one_to_one")),
        ("One-to-many", as_problem_type("one_to_many")),
        ("Many-to-one", as_problem_type("many_to_one")),
        ("Classification", as_problem_type("classification")),
        ("Sequence-to-sequence", as_problem_type("seq2seq")),
    ),
)
