"""Parity: output whether the number of ones so far is odd."""

from __future__ import annotations

import numpy as np

from playground.config.cells import LSTM
from playground.config.field_spec import Setting
from playground.config.registry import register
from playground.data.sources.tasks.yardstick import Mark, Yardstick


def parities(x: np.ndarray) -> np.ndarray:
    """Return the targets (count, length) of inputs (count, length, 1).

    1 after an odd number of ones, -1 after an even number.
    """
    return np.where(np.cumsum(x[:, :, 0] > 0.5, axis=1) % 2 == 1, 1.0, -1.0)


def parity(
    count: int, length: int, rng: np.random.Generator, *, one_chance: float
) -> tuple[np.ndarray, np.ndarray]:
    """Return inputs (count, length, 1) of bits and targets (count, length).

    1 after an odd number of ones so far, else -1.
    """
    x = (rng.random((count, length, 1)) < one_chance).astype(float)
    return x, parities(x)


def variance_of_parity(length: int, *, one_chance: float) -> float:
    """Return the error of a constant answer: after t bits the mean is -(1 - 2p)^t."""
    t = np.arange(1, length + 1)
    return 1.0 - float(np.mean(-((1.0 - 2.0 * one_chance) ** t))) ** 2


register(
    "source",
    "parity",
    label="Parity",
    summary="After each input bit, the network must output whether it has seen an odd number of ones (1) or an even number (−1).",
    parameters=(
        Setting(
            "one_chance",
            float,
            0.5,
            "Chance of a one",
            "Probability that a bit is 1.",
            minimum=0.05,
            maximum=0.95,
        ),
    ),
    kind="task",
    problems=("many_to_many", "many_to_one"),
    uses=("length", "seed"),
    defaults={"data.length": 4000},
    columns=("bit",),
    marks=(Mark("bit", "1", "one"),),
    needs=(parities,),
    answer=lambda x, **parameters: parities(x),
    yardstick=Yardstick(
        chance=variance_of_parity,
        last=lambda length, *, one_chance: 1.0 - (1.0 - 2.0 * one_chance) ** (2 * length),
        solved=0.05,
        summary="A simple RNN solves it too, a little later than an LSTM. The targets after the first few bits guide it: with a target only at the last of 20 bits, no cell found the solution in our runs.",
        help="A classic test since Minsky and Papert (1969). Hochreiter and Schmidhuber (1997) warn that random guessing of weights solves it too.",
    ),
    preset={
        "problem.kind": "many_to_many",
        "problem.lookback": 20,
        "model.cell": LSTM,
        "model.hidden_size": 8,
        "training.learning_rate": 0.02,
        "training.max_steps": 1500,
    },
)(parity)
