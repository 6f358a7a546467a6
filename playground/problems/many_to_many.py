"""Many-to-many: a prediction at every time step."""

from __future__ import annotations

from typing import Any

import numpy as np

from playground.config.field_spec import Setting
from playground.config.registry import register
from playground.data.windowing.problem_type import ProblemType
from playground.data.windowing.window_spec import WindowSpec
from playground.problems.wiring import GAP, chain


def many_to_many_spec(
    lookback: int, horizon: int, form: str, answer: str, delay: int
) -> WindowSpec:
    """Return the window's layout: a target at every step.

    "ahead" is the value ``horizon`` rows later, or of a task its own answer; "running_mean",
    "cumulative_sum" and "echo" are functions of the values read so far; "column" and "tag" are
    read from the same row.
    """
    steps, never = np.arange(lookback), np.array([], dtype=np.int64)
    if answer in ("running_mean", "cumulative_sum", "echo"):
        return WindowSpec(lookback, steps, never, answer, min(delay, lookback))
    if form == "answers" or answer != "ahead":
        return WindowSpec(lookback, steps, never)
    return WindowSpec(lookback, steps + horizon, steps)


ANSWER = Setting(
    "answer",
    str,
    "ahead",
    "Target at every step",
    "The next value (of a task: its target), the mean or the sum of the values so far, an echo, another column, or the row's label.",
    choices=("ahead", "running_mean", "cumulative_sum", "echo", "column", "tag"),
)
DELAY = Setting(
    "delay",
    int,
    5,
    "Echo after",
    "Steps by which the echo is delayed; until then the target is 0.",
    unit="steps",
    minimum=1,
    maximum=1000,
)


@register(
    "problem",
    "many_to_many",
    label="Many-to-many",
    summary="The network predicts at every time step, from its inputs so far.",
    parameters=(ANSWER, DELAY),
)
class ManyToMany(ProblemType):
    """ŷ_t is read from every h_t of the top layer; all time steps count equally in the loss."""

    readout = "every"
    looks_ahead = True
    spec = staticmethod(many_to_many_spec)
    equations = (
        r"h_t = \mathrm{cell}(x_t,\, h_{t-1}), \quad t = 1 \dots T",
        r"\hat y_t = W h_t + b",
        r"L = \frac{1}{T} \sum_{t=1}^{T} (\hat y_t - y_t)^2",
    )

    @staticmethod
    def wiring() -> dict[str, Any]:
        """Return the diagram: every state is passed on and read."""
        return chain(
            ("x₁", "x₂", "x₃", GAP, "x_T"),
            ("ŷ₁", "ŷ₂", "ŷ₃", "", "ŷ_T"),
            (True, True, True, False, True),
        )
