"""Many-to-one: read the whole window, answer once at its end."""

from __future__ import annotations

from typing import Any

import numpy as np

from playground.problems.wiring import GAP, chain
from playground.registry import register


def many_to_one_alignment(lookback: int, horizon: int) -> tuple[np.ndarray, np.ndarray]:
    """Return (target_offsets, known_offsets), each (1,): the target ``horizon`` rows after the last one seen."""
    return np.array([lookback - 1 + horizon]), np.array([lookback - 1])


def many_to_one_task(length: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the same for a task's sequence: its answer at the last step; no target is ever known."""
    return np.array([length - 1]), np.array([], dtype=np.int64)


@register(
    "problem", "many_to_one", label="Many-to-one",
    summary="The network reads the whole window and answers once, from its last state.",
)  # fmt: skip
class ManyToOne:
    """ŷ is read from h_T of the top layer; earlier states serve only as memory."""

    outputs_at = "last"
    loss = "mse"
    alignment = staticmethod(many_to_one_alignment)
    task_alignment = staticmethod(many_to_one_task)
    equations = (
        r"h_t = \mathrm{cell}(x_t,\, h_{t-1}), \quad t = 1 \dots T",
        r"\hat y = W h_T + b",
        r"L = (\hat y - y)^2",
    )

    @staticmethod
    def wiring() -> dict[str, Any]:
        """Return the diagram: every state is passed on, only the last is read."""
        return chain(("x₁", "x₂", "x₃", GAP, "x_T"), ("h₁", "h₂", "h₃", "", "ŷ"), (False, False, False, False, True))
