"""Hold: repeat the last marked number."""

from __future__ import annotations

import numpy as np

from playground.config.cells import LSTM
from playground.config.field_spec import Setting
from playground.config.registry import register
from playground.data.sources.tasks.yardstick import Mark, Yardstick
from playground.data.windowing.compatibility import ANSWERS


def held(x: np.ndarray) -> np.ndarray:
    """Return the targets (count, length) of inputs (count, length, 2).

    The number at the last bell, or the first number before any bell.
    """
    bell = x[:, :, 1] > 0.5
    last = np.maximum.accumulate(np.where(bell, np.arange(x.shape[1]), 0), axis=1)
    return np.take_along_axis(x[:, :, 0], last, axis=1)


def hold(
    count: int, length: int, rng: np.random.Generator, *, bell_chance: float
) -> tuple[np.ndarray, np.ndarray]:
    """Return inputs (count, length, 2) and targets (count, length): the last marked number.

    A new number between -1 and 1 arrives at every step in the first channel; the second is 1 when
    the bell rings, else 0. It always rings at the first step, so that a target exists from the
    start.
    """
    value = rng.uniform(-1.0, 1.0, (count, length))
    bell = rng.random((count, length)) < bell_chance
    bell[:, 0] = True
    x = np.stack([value, bell.astype(float)], axis=2)
    return x, held(x)


BELL = Mark("bell", "▲", "bell")

register(
    "source",
    "hold",
    label="Hold the marked number",
    summary="A number arrives at every step. When the bell (▲) rings, the network must output that number until it rings again.",
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
    ),
    kind="task",
    problems=ANSWERS,
    uses=("length", "seed"),
    defaults={"data.length": 2000},
    columns=("value", "bell"),
    marks=(BELL,),
    needs=(held,),
    answer=lambda x, **parameters: held(x),
    yardstick=Yardstick(
        chance=lambda length, **parameters: 1 / 3,
        solved=0.01,
        summary="One LSTM or GRU unit is enough. A simple RNN needs many units and keeps a larger error: it has no gate to close.",
        help="Made for this playground, after the latch problem of Bengio, Simard and Frasconi (1994), with a number instead of one bit.",
    ),
    preset={
        "problem.kind": "many_to_many",
        "problem.lookback": 40,
        "model.cell": LSTM,
        "model.hidden_size": 1,
        "model.forget_bias": 1.0,
        "model.input_init": "pytorch",
        "training.batch_size": 32,
        "training.learning_rate": 0.1,
        "training.grad_clip_norm": 1.0,
        "training.max_steps": 500,
    },
)(hold)
