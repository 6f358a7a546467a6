"""Exhibit 7: the same four waves in every wiring, so that only the arrows change."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from playground.analysis.explain import Explanation
from playground.gallery.exhibits.exhibit import Exhibit
from playground.wording import _, number

#: Validation loss that each wiring gets below with an LSTM: always less than its best simple
#: forecast or, with classes, about 95 % right.
MARKS = {
    "one_to_one": 0.01,
    "one_to_many": 0.05,
    "many_to_one": 0.12,
    "classification": 0.2,
    "many_to_many": 0.12,
    "seq2seq": 0.13,
}
#: What each wiring needs besides its name; parameters of the waves go back to what suits the
#: wiring.
_NEEDS: dict[str, dict[str, Any]] = {
    "one_to_many": {"problem.horizon": 32},
    "seq2seq": {"problem.horizon": 8},
}


def wiring(kind: str) -> Mapping[str, Any]:
    """Return the fields that lead from the exhibit's own experiment to another problem type."""
    return {"problem.kind": kind, "data.params": {}, **_NEEDS.get(kind, {})}


def _miss(explanation: Explanation) -> float | None:
    """Return the median miss over the second half of the answers, or None where there is not one
    answer for every step.
    """
    y = explanation.y
    if (
        y is None
        or y.shape != explanation.y_hat.shape
        or len(y) != len(explanation.x)
        or len(y) < 8
    ):
        return None
    return float(np.median(np.abs(explanation.y_hat - y)[len(y) // 2 :]))


def the_wave_is_foreseen(explanation: Explanation) -> bool:
    """Return whether, in the second half of the sequence, half of the next values are foreseen to
    within 0.15; waves go from -1 to 1.
    """
    miss = _miss(explanation)
    return miss is not None and miss < 0.15


def says(explanation: Explanation) -> str:
    """Return how far the answers are off."""
    told = _(
        "In the second half of this wave, half of its answers miss the next value by at most {miss}; the first ones cannot know its period yet."
    )
    return told.format(miss=number(_miss(explanation) or 0.0, 2))


PROBLEM_TYPES = Exhibit(
    name="problem_types",
    number=7,
    title="Problem types",
    question="Four waves: sine, square, sawtooth, triangle. The next value is asked for at every step.",
    here="The buttons below ask the same waves in other ways: only the arrows in the drawing change.",
    description={
        "data": {"source": "waveforms"},
        "problem": {"kind": "many_to_many", "lookback": 32},
        "model": {"cell": "lstm"},
        "training": {"max_steps": 400},
    },
    probe=0,
    claim=the_wave_is_foreseen,
    says=says,
    mark=MARKS["many_to_many"],
    variations=(
        ("One-to-one", wiring("one_to_one")),
        ("One-to-many", wiring("one_to_many")),
        ("Many-to-one", wiring("many_to_one")),
        ("Classification", wiring("classification")),
        ("Sequence-to-sequence", wiring("seq2seq")),
    ),
)
