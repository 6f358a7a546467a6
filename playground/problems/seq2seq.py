"""Sequence-to-sequence: an encoder reads the window, a decoder writes what follows (Sutskever,
Vinyals & Le 2014).
"""

from __future__ import annotations

from typing import Any

import numpy as np

from playground.config.registry import register
from playground.data.windowing.window_spec import WindowSpec
from playground.problems.wiring import GAP, chain


def seq2seq_plan(lookback: int, horizon: int, form: str) -> WindowSpec:
    """Return the plan: the ``horizon`` rows after the ones read; nothing newer than the last of
    those is known.
    """
    return WindowSpec(lookback, lookback + np.arange(horizon), np.full(horizon, lookback - 1))


@register(
    "problem",
    "seq2seq",
    label="Sequence-to-sequence",
    summary="An encoder reads the window; a decoder starts from its last state and writes the following values one by one.",
    usual={"problem.horizon": 25},
)
class Seq2Seq:
    """The decoder's first input is the last observed target, then its own last answer (in training,
    the truth if forced).
    """

    readout = "decoder"
    loss = "mse"
    spec = staticmethod(seq2seq_plan)
    equations = (
        r"h_t = \mathrm{encoder}(x_t,\, h_{t-1}), \quad t = 1 \dots T",
        r"s_0 = h_T, \quad \hat y_0 = \text{last observed target}",
        r"s_k = \mathrm{decoder}(\hat y_{k-1},\, s_{k-1}), \quad \hat y_k = W s_k + b, \quad k = 1 \dots K",
        r"L = \frac{1}{K} \sum_{k=1}^{K} (\hat y_k - y_k)^2",
    )

    @staticmethod
    def wiring() -> dict[str, Any]:
        """Return the diagram: the encoder's states are only passed on, the decoder feeds on its own
        answers.
        """
        steps = ("x₁", "x₂", GAP, "x_T", "y_T", "", GAP, "")
        outputs = ("h₁", "h₂", "", "", "ŷ₁", "ŷ₂", "", "ŷ_K")
        return chain(
            steps, outputs, tuple(label.startswith("ŷ") for label in outputs), decoder_from=4
        )
