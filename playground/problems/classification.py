"""Classification: read the whole sequence, then name its class."""

from __future__ import annotations

from typing import Any

import numpy as np

from playground.config.registry import register
from playground.data.windowing.window_spec import WindowSpec
from playground.problems.wiring import GAP, chain


def classification_spec(lookback: int, horizon: int, form: str) -> WindowSpec:
    """Return the plan: the class of the sequence, or of a series the label of the last row read."""
    return WindowSpec(
        lookback, np.array([lookback - 1]), np.array([], dtype=np.int64), classes=True
    )


@register(
    "problem",
    "classification",
    label="Classification",
    summary="The network reads the whole sequence and names its class: many-to-one with one output per class.",
)
class Classification:
    """The logits z are read from h_T of the top layer, one for each class; softmax makes shares of
    them that sum to 1.
    """

    readout = "last"
    loss = "cross_entropy"
    spec = staticmethod(classification_spec)
    equations = (
        r"h_t = \mathrm{cell}(x_t,\, h_{t-1}), \quad t = 1 \dots T",
        r"z = W h_T + b, \quad p_c = \frac{e^{z_c}}{\sum_k e^{z_k}}",
        r"L = -\log p_y",
    )

    @staticmethod
    def wiring() -> dict[str, Any]:
        """Return the diagram: every state is passed on, the last is read once for each class."""
        return chain(
            ("x₁", "x₂", "x₃", GAP, "x_T"),
            ("h₁", "h₂", "h₃", "", "p"),
            (False, False, False, False, True),
        )
