"""Many-to-many: an answer at every time step."""

from __future__ import annotations

from typing import Any

import numpy as np

from playground.problems.wiring import GAP, chain
from playground.registry import register


def many_to_many_alignment(lookback: int, horizon: int) -> tuple[np.ndarray, np.ndarray]:
    """Return (target_offsets, known_offsets), each (T,): at every step the target ``horizon`` rows later."""
    steps = np.arange(lookback)
    return steps + horizon, steps


def many_to_many_task(length: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the same for a task's sequence: its answer at every step; no target is ever known."""
    return np.arange(length), np.array([], dtype=np.int64)


@register(
    "problem", "many_to_many", label="Many-to-many",
    summary="The network answers at every time step, from what it has read so far.",
)  # fmt: skip
class ManyToMany:
    """ŷ_t is read from every h_t of the top layer; early answers have seen little, and count as much."""

    outputs_at = "every"
    loss = "mse"
    alignment = staticmethod(many_to_many_alignment)
    task_alignment = staticmethod(many_to_many_task)
    equations = (
        r"h_t = \mathrm{cell}(x_t,\, h_{t-1}), \quad t = 1 \dots T",
        r"\hat y_t = W h_t + b",
        r"L = \frac{1}{T} \sum_{t=1}^{T} (\hat y_t - y_t)^2",
    )

    @staticmethod
    def wiring() -> dict[str, Any]:
        """Return the diagram: every state is passed on and read."""
        return chain(("x₁", "x₂", "x₃", GAP, "x_T"), ("ŷ₁", "ŷ₂", "ŷ₃", "", "ŷ_T"), (True, True, True, False, True))
