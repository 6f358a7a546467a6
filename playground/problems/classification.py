"""Classification: read the whole sequence, then predict its class."""

from __future__ import annotations

from typing import Any

import numpy as np

from playground.config.registry import register
from playground.data.windowing.problem_type import Form, ProblemType
from playground.data.windowing.window_spec import WindowSpec
from playground.problems.wiring import GAP, chain


def classification_spec(lookback: int, horizon: int, form: str) -> WindowSpec:
    """Return the window's layout: the class of the sequence, or the label of the last row read."""
    return WindowSpec(
        lookback, np.array([lookback - 1]), np.array([], dtype=np.int64), classes=True
    )


@register(
    "problem",
    "classification",
    label="Classification",
    summary="The network reads the whole sequence and predicts its class: many-to-one with one output per class.",
)
class Classification(ProblemType):
    """One logit per class is read from h_T of the top layer; softmax turns them into shares."""

    readout = "last"
    loss = "cross_entropy"
    spec = staticmethod(classification_spec)
    equations = (
        r"h_t = \mathrm{cell}(x_t,\, h_{t-1}), \quad t = 1 \dots T",
        r"z = W h_T + b, \quad p_c = \frac{e^{z_c}}{\sum_k e^{z_k}}",
        r"L = -\log p_y",
    )

    @staticmethod
    def needs_labels(form: Form) -> bool:
        """Return True: the labels are the targets."""
        return True

    @staticmethod
    def wiring() -> dict[str, Any]:
        """Return the diagram: every state is passed on, the head reads only the last."""
        return chain(
            ("x₁", "x₂", "x₃", GAP, "x_T"),
            ("h₁", "h₂", "h₃", "", "p"),
            (False, False, False, False, True),
        )
