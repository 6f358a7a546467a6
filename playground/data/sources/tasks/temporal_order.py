"""Temporal order (Hochreiter & Schmidhuber 1997): classify the order of two rare symbols."""

from __future__ import annotations

import numpy as np

from playground.config.cells import GRU
from playground.config.registry import register
from playground.data.sources.tasks.yardstick import Mark, Yardstick
from playground.data.windowing.compatibility import LABELLED
from playground.wording import N_

#: One channel each: start, end, the two relevant symbols, and four distractors.
SYMBOLS = ("E", "B", "X", "Y", "a", "b", "c", "d")


def temporal_order(
    count: int, length: int, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return one-hot symbols (count, length, 8), class per step (count, length), and classes.

    Experiment 6a of Hochreiter & Schmidhuber, "Long short-term memory", Neural Computation 9
    (1997): E first, B last, between them a, b, c or d at random, but X or Y at two positions. Class
    0, 1, 2, 3 for X X, X Y, Y X, Y Y. There the sequences have 100 to 110 steps and the positions
    are 10 to 20 and 50 to 60; here all have ``length`` steps, and the positions are a tenth to a
    fifth of it and five to six tenths.
    """
    symbol = rng.integers(4, 8, (count, length))
    symbol[:, 0], symbol[:, -1] = 0, 1
    first = rng.integers(max(1, length // 10), length // 5 + 1, count)
    second = rng.integers(length // 2, length * 6 // 10 + 1, count)
    kinds = rng.integers(0, 2, (count, 2))
    rows = np.arange(count)
    symbol[rows, first], symbol[rows, second] = 2 + kinds[:, 0], 2 + kinds[:, 1]
    labels = 2 * kinds[:, 0] + kinds[:, 1]
    return np.eye(8)[symbol], np.repeat(labels[:, None], length, axis=1).astype(float), labels


register(
    "source",
    "temporal_order",
    label="Temporal order",
    summary="Among many symbols, two are X or Y. At the last step the network must classify which they were, and in which order.",
    kind="task",
    problems=LABELLED,
    uses=("length", "seed"),
    defaults={"data.length": 6000},
    shortest=5,
    columns=SYMBOLS,
    classes=(N_("X then X"), N_("X then Y"), N_("Y then X"), N_("Y then Y")),
    marks=tuple(Mark(symbol, symbol, symbol) for symbol in SYMBOLS),
    yardstick=Yardstick(
        chance=lambda length: 0.25,
        solved=0.99,
        classes=True,
        summary="At 10 steps a simple RNN does as well as any. At 50 a GRU learns it, and an LSTM whose forget gate starts open (forget bias 3); a simple RNN stays at chance.",
        help="Hochreiter and Schmidhuber (1997), experiment 6a, with 100 to 110 steps; here all sequences have the length you set, and the two positions scale with it.",
    ),
    preset={
        "problem.kind": "classification",
        "problem.lookback": 50,
        "model.cell": GRU,
        "model.hidden_size": 16,
        "training.learning_rate": 0.01,
        "training.max_steps": 1000,
    },
)(temporal_order)
