"""Many-to-one: read the whole window, predict once at its end."""

from __future__ import annotations

from typing import Any

import numpy as np

from playground.config.registry import register
from playground.data.windowing.problem_type import ProblemType
from playground.data.windowing.window_spec import WindowSpec
from playground.problems.wiring import GAP, chain


def many_to_one_spec(lookback: int, horizon: int, form: str) -> WindowSpec:
    """Return the window's layout: one target, ``horizon`` rows after the last row read.

    Of a task it is the task's own answer at the last step.
    """
    if form == "answers":
        return WindowSpec(lookback, np.array([lookback - 1]), np.array([], dtype=np.int64))
    return WindowSpec(lookback, np.array([lookback - 1 + horizon]), np.array([lookback - 1]))


@register(
    "problem",
    "many_to_one",
    label="Many-to-one",
    summary="The network reads the whole window and predicts once, from its last state.",
)
class ManyToOne(ProblemType):
    """ŷ is read from h_T of the top layer; earlier states serve as memory only."""

    readout = "last"
    looks_ahead = True
    spec = staticmethod(many_to_one_spec)
    equations = (
        r"h_t = \mathrm{cell}(x_t,\, h_{t-1}), \quad t = 1 \dots T",
        r"\hat y = W h_T + b",
        r"L = (\hat y - y)^2",
    )

    @staticmethod
    def wiring() -> dict[str, Any]:
        """Return the diagram: every state is passed on, the head reads only the last."""
        return chain(
            ("x₁", "x₂", "x₃", GAP, "x_T"),
            ("h₁", "h₂", "h₃", "", "ŷ"),
            (False, False, False, False, True),
        )
