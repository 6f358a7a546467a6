"""One-to-many: from one condition to a whole series."""

from __future__ import annotations

from typing import Any

import numpy as np

from playground.config.registry import register
from playground.data.windowing.problem_type import Form, ProblemType
from playground.data.windowing.window_spec import WindowSpec
from playground.problems.wiring import GAP, chain


def one_to_many_spec(lookback: int, horizon: int, form: str) -> WindowSpec:
    """Return the window's layout: ``horizon`` targets.

    The condition is a sequence's label, or the value and slope of the row before the targets.
    """
    if form == "series":
        return WindowSpec(2, 2 + np.arange(horizon), np.full(horizon, 1), generated=True)
    return WindowSpec(1, np.arange(horizon), np.array([], dtype=np.int64), generated=True)


@register(
    "problem",
    "one_to_many",
    label="One-to-many",
    summary="The only input is a condition at the first step; from then on the network reads its previous prediction and generates a whole series.",
    usual={"problem.horizon": 25},
)
class OneToMany(ProblemType):
    """The condition is a label, or the first value and its slope.

    Each prediction is the next step's input; with teacher forcing the true value is.
    """

    readout = "generator"
    forms = ("series", "courses")
    spec = staticmethod(one_to_many_spec)
    equations = (
        r"h_0 = 0, \quad h_1 = \mathrm{cell}([c,\, 0],\, h_0)",
        r"h_k = \mathrm{cell}([0,\, \hat y_{k-1}],\, h_{k-1}), \quad k = 2 \dots K",
        r"\hat y_k = W h_k + b",
        r"L = \frac{1}{K} \sum_{k=1}^{K} (\hat y_k - y_k)^2",
    )

    @staticmethod
    def needs_labels(form: Form) -> bool:
        """Return whether the condition is a label: in sequences; in a series it is a value."""
        return form != "series"

    @staticmethod
    def steps(lookback: int, horizon: int) -> int:
        """Return one time step for each value that is written."""
        return horizon

    @staticmethod
    def wiring() -> dict[str, Any]:
        """Return the diagram: one input, then each prediction is the next input."""
        return chain(
            ("c", "", "", GAP, ""),
            ("ŷ₁", "ŷ₂", "ŷ₃", "", "ŷ_K"),
            (True, True, True, False, True),
            feeds_back=True,
        )
