"""Long recall: output at the last step one number from the beginning."""

from __future__ import annotations

import numpy as np

from playground.config.cells import LSTM
from playground.config.field_spec import Setting
from playground.config.registry import register
from playground.data.sources.tasks.yardstick import Mark, Yardstick


def marked(x: np.ndarray) -> np.ndarray:
    """Return the targets (count, length) of inputs (count, length, 2).

    The marked number at every step; the last mark counts.
    """
    bell = x[:, :, 1] > 0.5
    last = np.where(bell, np.arange(x.shape[1]), 0).max(axis=1)
    return np.repeat(np.take_along_axis(x[:, :, 0], last[:, None], axis=1), x.shape[1], axis=1)


def long_recall(
    count: int, length: int, rng: np.random.Generator, *, early: int
) -> tuple[np.ndarray, np.ndarray]:
    """Return inputs (count, length, 2) and targets (count, length): the marked number.

    Only the last step is used. A new number between -1 and 1 arrives at every step in the first
    channel; the second is 1 at one of the first ``early`` steps.
    """
    value = rng.uniform(-1.0, 1.0, (count, length))
    place = rng.integers(0, min(early, length), count)
    bell = np.arange(length) == place[:, None]
    x = np.stack([value, bell.astype(float)], axis=2)
    return x, marked(x)


register(
    "source",
    "long_recall",
    label="Long recall",
    summary="One of the first numbers is marked. The network must output it at the last step, after many irrelevant numbers.",
    parameters=(
        Setting(
            "early",
            int,
            3,
            "Steps that may be marked",
            "The mark is on one of the first steps, up to this many.",
            unit="steps",
            minimum=1,
            maximum=50,
        ),
    ),
    kind="task",
    problems=("many_to_one",),
    uses=("length", "seed"),
    defaults={"data.length": 3000},
    columns=("value", "bell"),
    marks=(Mark("bell", "▲", "mark"),),
    needs=(marked,),
    answer=lambda x, **parameters: marked(x),
    yardstick=Yardstick(
        chance=lambda length, **parameters: 1 / 3,
        solved=0.01,
        summary="At 30 steps neither a simple RNN nor a GRU solves it within 600 training steps. An LSTM does if its forget gate starts open: forget bias 3, not 0.",
        help="Made for this playground; the forget gate's bias after Jozefowicz, Zaremba and Sutskever (2015).",
    ),
    preset={
        "problem.kind": "many_to_one",
        "problem.lookback": 30,
        "model.cell": LSTM,
        "model.hidden_size": 8,
        "model.forget_bias": 3.0,
        "training.learning_rate": 0.02,
        "training.max_steps": 600,
    },
)(long_recall)
