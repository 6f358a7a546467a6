"""One-to-one: each input has its own target, and nothing is remembered."""

from __future__ import annotations

from typing import Any

import numpy as np

from playground.config.field_spec import Setting
from playground.config.registry import register
from playground.data.windowing.problem_type import ProblemType
from playground.data.windowing.window_spec import WindowSpec
from playground.problems.wiring import columns_apart


def one_to_one_spec(lookback: int, horizon: int, form: str, answer: str) -> WindowSpec:
    """Return the window's layout: one step, whose target is in the same row or in the next."""
    if answer == "next":
        return WindowSpec(1, np.array([1]), np.array([0]), every_row=True)
    return WindowSpec(1, np.array([0]), np.array([], dtype=np.int64), every_row=True)


@register(
    "problem",
    "one_to_one",
    label="One-to-one",
    summary="Every input has its own target and every sequence has one time step, so there is nothing to remember.",
    parameters=(
        Setting(
            "answer",
            str,
            "auto",
            "Quantity to predict",
            "A function of the value, the next value, or another column; auto uses another column if there is one, else the square.",
            choices=("auto", "square", "absolute", "sine", "next", "column"),
        ),
    ),
)
class OneToOne(ProblemType):
    """ŷ_t depends on x_t alone: with h_0 = 0 and C_0 = 0 a recurrent cell is feed-forward."""

    readout = "every"
    forms = ("series", "courses")
    spec = staticmethod(one_to_one_spec)
    equations = (
        r"h_t = \mathrm{cell}(x_t,\, 0)",
        r"\hat y_t = W h_t + b",
        r"L = (\hat y_t - y_t)^2",
    )

    @staticmethod
    def steps(lookback: int, horizon: int) -> int:
        """Return 1, whatever the lookback."""
        return 1

    @staticmethod
    def wiring() -> dict[str, Any]:
        """Return the diagram: cells side by side, without arrows between them."""
        return columns_apart(("x₁", "x₂", "x₃", "x₄"), ("ŷ₁", "ŷ₂", "ŷ₃", "ŷ₄"))
