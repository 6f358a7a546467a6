"""Stopwatch: output the time since the last tick."""

from __future__ import annotations

import numpy as np

from playground.config.cells import LSTM
from playground.config.field_spec import Setting
from playground.config.registry import register
from playground.data.sources.tasks.yardstick import Mark, Yardstick


def elapsed(x: np.ndarray) -> np.ndarray:
    """Return the targets (count, length) of inputs (count, length, 1).

    The time since the last tick, or since the first step, in tens of steps.
    """
    t = np.arange(x.shape[1])
    return (t - np.maximum.accumulate(np.where(x[:, :, 0] > 0.5, t, 0), axis=1)) / 10.0


def stopwatch(
    count: int, length: int, rng: np.random.Generator, *, tick_chance: float
) -> tuple[np.ndarray, np.ndarray]:
    """Return inputs (count, length, 1) and targets (count, length): the time since the last tick.

    In tens of steps. The only channel is 1 at a tick (always at the first step), else 0.
    """
    tick = rng.random((count, length)) < tick_chance
    tick[:, 0] = True
    x = tick.astype(float)[:, :, None]
    return x, elapsed(x)


def variance_of_elapsed(length: int, *, tick_chance: float) -> float:
    """Return the error of a constant answer: the variance of the time since a tick."""
    age = np.arange(length)
    # Age a < t at step t: no tick for a steps and one before; age t: none since the first step.
    share = (
        tick_chance * (1 - tick_chance) ** age * (length - 1 - age) / length
        + (1 - tick_chance) ** age / length
    )
    mean = float((share * age).sum())
    return float((share * (age - mean) ** 2).sum()) / 100.0


register(
    "source",
    "stopwatch",
    label="Stopwatch",
    summary="A tick (▲) resets the stopwatch at random steps. The network must output the time since the last tick, in tens of steps.",
    parameters=(
        Setting(
            "tick_chance",
            float,
            0.1,
            "Chance of a tick",
            "Probability that the stopwatch is reset at a step; it always is at the first step.",
            minimum=0.01,
            maximum=0.9,
        ),
    ),
    kind="task",
    problems=("many_to_many", "many_to_one"),
    uses=("length", "seed"),
    defaults={"data.length": 2000},
    columns=("tick",),
    marks=(Mark("tick", "▲", "tick"),),
    needs=(elapsed,),
    answer=lambda x, **parameters: elapsed(x),
    yardstick=Yardstick(
        chance=variance_of_elapsed,
        solved=0.02,
        summary="A simple RNN solves it as well: counting up needs no gate, and the tick resets its state.",
        help="Made for this playground, after the counting cells of Gers and Schmidhuber (2001).",
    ),
    preset={
        "problem.kind": "many_to_many",
        "problem.lookback": 40,
        "model.cell": LSTM,
        "model.hidden_size": 1,
        "model.input_init": "pytorch",
        "training.learning_rate": 0.05,
        "training.max_steps": 500,
    },
)(stopwatch)
