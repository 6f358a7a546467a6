"""Echo: repeat the input after a delay."""

from __future__ import annotations

import numpy as np

from playground.config.cells import SIMPLE_RNN
from playground.config.field_spec import Setting
from playground.config.registry import register
from playground.data.sources.tasks.yardstick import Yardstick


def echoed(x: np.ndarray, delay: int) -> np.ndarray:
    """Return the targets (count, length) of inputs (count, length, 1).

    The input ``delay`` steps earlier, 0 until there is one.
    """
    y = np.zeros(x.shape[:2])
    y[:, delay:] = x[:, : max(0, x.shape[1] - delay), 0]
    return y


def echo(
    count: int, length: int, rng: np.random.Generator, *, delay: int
) -> tuple[np.ndarray, np.ndarray]:
    """Return inputs (count, length, 1), each -1 or 1, and targets (count, length).

    The targets are the inputs ``delay`` steps earlier.
    """
    x = rng.choice([-1.0, 1.0], (count, length, 1))
    return x, echoed(x, delay)


register(
    "source",
    "echo",
    label="Echo",
    summary="The input is 1 or −1 at random. The network must repeat it a few steps later.",
    parameters=(
        Setting(
            "delay",
            int,
            5,
            "Delay",
            "How many steps later it is repeated.",
            unit="steps",
            minimum=1,
            maximum=50,
        ),
    ),
    kind="task",
    problems=("many_to_many",),
    uses=("length", "seed"),
    defaults={"data.length": 2000},
    columns=("value",),
    marks=(),
    needs=(echoed,),
    answer=lambda x, *, delay: echoed(x, delay),
    yardstick=Yardstick(
        chance=lambda length, *, delay: max(0, length - delay) / length,
        solved=0.01,
        summary="A simple RNN solves it first: it shifts its state like a conveyor belt; LSTM and GRU follow. A linear formula is exact.",
        help="A common first exercise for recurrent networks: a shift register, with nothing to forget and no waiting.",
    ),
    preset={
        "problem.kind": "many_to_many",
        "problem.lookback": 50,
        "model.cell": SIMPLE_RNN,
        "model.hidden_size": 32,
        "training.learning_rate": 0.01,
        "training.max_steps": 300,
    },
)(echo)
