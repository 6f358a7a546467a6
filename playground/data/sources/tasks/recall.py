"""Recall: keep the marked number and output it on request."""

from __future__ import annotations

import numpy as np

from playground.config.cells import LSTM
from playground.config.field_spec import Setting
from playground.config.registry import register
from playground.data.sources.tasks.yardstick import Mark, Yardstick


def recalled(x: np.ndarray) -> np.ndarray:
    """Return the targets (count, length) of inputs (count, length, 3).

    The number at the last bell where requested, elsewhere 0. Before any bell the first number
    counts as marked.
    """
    bell, asked = x[:, :, 1] > 0.5, x[:, :, 2] > 0.5
    last = np.maximum.accumulate(np.where(bell, np.arange(x.shape[1]), 0), axis=1)
    return np.where(asked, np.take_along_axis(x[:, :, 0], last, axis=1), 0.0)


def recall(
    count: int, length: int, rng: np.random.Generator, *, bell_chance: float, query_chance: float
) -> tuple[np.ndarray, np.ndarray]:
    """Return inputs (count, length, 3) and targets (count, length): the marked number on request.

    A new number between -1 and 1 arrives at every step in the first channel; the second is 1 when
    the bell rings (always at the first step), the third when the number is requested, never at a
    bell. The target is 0 without a request.
    """
    value = rng.uniform(-1.0, 1.0, (count, length))
    bell = rng.random((count, length)) < bell_chance
    bell[:, 0] = True
    asked = (rng.random((count, length)) < query_chance) & ~bell
    x = np.stack([value, bell.astype(float), asked.astype(float)], axis=2)
    return x, recalled(x)


register(
    "source",
    "recall",
    label="Answer when asked",
    summary="A number arrives at every step. The network must remember the number at the last bell (▲) and output it only at a ?; elsewhere it must output 0.",
    parameters=(
        Setting(
            "bell_chance",
            float,
            0.15,
            "Chance of a bell",
            "Probability that it rings at a step; it always rings at the first step.",
            minimum=0.01,
            maximum=0.9,
        ),
        Setting(
            "query_chance",
            float,
            0.25,
            "Chance of a question",
            "Probability of a question at a step without a bell.",
            minimum=0.01,
            maximum=1.0,
        ),
    ),
    kind="task",
    problems=("many_to_many",),
    uses=("length", "seed"),
    defaults={"data.length": 2000},
    columns=("value", "bell", "query"),
    marks=(Mark("bell", "▲", "bell"), Mark("query", "?", "question")),
    needs=(recalled,),
    answer=lambda x, **parameters: recalled(x),
    yardstick=Yardstick(
        chance=lambda length, *, bell_chance, query_chance: (
            query_chance * (1 - bell_chance) * (length - 1) / length / 3
        ),
        solved=0.005,
        summary="The output gate is useful here: it hides the memory until a question comes. A simple RNN and a GRU have no such gate.",
        help="Made for this playground.",
    ),
    preset={
        "problem.kind": "many_to_many",
        "problem.lookback": 40,
        "model.cell": LSTM,
        "model.hidden_size": 2,
        "model.input_init": "pytorch",
        "training.learning_rate": 0.03,
        "training.max_steps": 700,
    },
)(recall)
