"""Sequence-to-sequence: an encoder reads, a decoder writes (Sutskever, Vinyals & Le 2014)."""

from __future__ import annotations

from typing import Any

import numpy as np

from playground.config.registry import register
from playground.data.windowing.problem_type import ProblemType
from playground.data.windowing.window_spec import WindowSpec
from playground.problems.wiring import GAP, chain


def seq2seq_spec(lookback: int, horizon: int, form: str) -> WindowSpec:
    """Return the window's layout: the ``horizon`` rows after the last row read are the targets."""
    return WindowSpec(lookback, lookback + np.arange(horizon), np.full(horizon, lookback - 1))


@register(
    "problem",
    "seq2seq",
    label="Sequence-to-sequence",
    summary="An encoder reads the window; a decoder starts from its last state and predicts the following values one by one.",
    usual={"problem.horizon": 25},
)
class Seq2Seq(ProblemType):
    """The decoder's first input is the last observed target, then its own previous prediction.

    With teacher forcing the true previous value is read instead.
    """

    readout = "decoder"
    forms = ("series", "courses")
    looks_ahead = True
    spec = staticmethod(seq2seq_spec)
    equations = (
        r"h_t = \mathrm{encoder}(x_t,\, h_{t-1}), \quad t = 1 \dots T",
        r"s_0 = h_T, \quad \hat y_0 = \text{last observed target}",
        r"s_k = \mathrm{decoder}(\hat y_{k-1},\, s_{k-1}), \quad \hat y_k = W s_k + b, \quad k = 1 \dots K",
        r"L = \frac{1}{K} \sum_{k=1}^{K} (\hat y_k - y_k)^2",
    )

    @staticmethod
    def steps(lookback: int, horizon: int) -> int:
        """Return the time steps of encoder and decoder."""
        return lookback + horizon

    @staticmethod
    def wiring() -> dict[str, Any]:
        """Return the diagram: the encoder only passes on its states, the decoder predicts."""
        steps = ("x₁", "x₂", GAP, "x_T", "y_T", "", GAP, "")
        outputs = ("h₁", "h₂", "", "", "ŷ₁", "ŷ₂", "", "ŷ_K")
        return chain(
            steps, outputs, tuple(label.startswith("ŷ") for label in outputs), decoder_from=4
        )
