"""Embedded Reber grammar: the second symbol determines how the string must end."""

from __future__ import annotations

import numpy as np

from playground.config.cells import LSTM
from playground.config.registry import register
from playground.data.sources.tasks.yardstick import Mark, Yardstick
from playground.data.windowing.compatibility import LABELLED
from playground.wording import N_

#: One channel for each symbol.
SYMBOLS = ("B", "T", "P", "S", "X", "V", "E")


def reber_string(longest: int, rng: np.random.Generator) -> str:
    """Return a string of Reber's grammar of at most ``longest`` symbols (at least 5).

    Each branch is equally likely; longer strings are drawn again. Reber, "Implicit learning of
    artificial grammars", Journal of Verbal Learning and Verbal Behavior 6 (1967).
    """
    edges = {0: ("T1", "P2"), 1: ("S1", "X3"), 2: ("T2", "V4"), 3: ("X2", "S5"), 4: ("P3", "V5")}
    while True:
        text, node = "B", 0
        while node != 5 and len(text) < longest:
            edge = edges[node][int(rng.integers(2))]
            text, node = text + edge[0], int(edge[1])
        if node == 5 and len(text) < longest:
            return text + "E"


def reber(
    count: int, length: int, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return symbols (count, length, 7), class per step (count, length), and classes (count,).

    A string of the embedded grammar is B, then T or P, a string of Reber's grammar, the same T or P
    again, and E (Smith & Zipser 1989; Fahlman 1991; experiment 1 of Hochreiter & Schmidhuber 1997).
    It is shown up to the symbol before the second T or P, which is the class: 0 for T, 1 for P. It
    ends at the last step; the steps before it are empty (all channels 0).
    """
    x = np.zeros((count, length, 7))
    labels = rng.integers(0, 2, count)
    for row, label in zip(x, labels, strict=True):
        text = "B" + "TP"[label] + reber_string(length - 2, rng)
        for t, symbol in enumerate(text, length - len(text)):
            row[t, "BTPSXVE".index(symbol)] = 1.0
    return x, np.repeat(labels[:, None], length, axis=1).astype(float), labels


register(
    "source",
    "reber",
    label="Embedded Reber grammar",
    summary="A string from a grammar nested in another: B, then T or P, then an inner string independent of it, and then the same T or P must follow. Which one?",
    kind="task",
    problems=LABELLED,
    uses=("length", "seed"),
    defaults={"data.length": 6000},
    shortest=7,
    columns=SYMBOLS,
    classes=(N_("T follows"), N_("P follows")),
    marks=tuple(Mark(symbol, symbol, symbol) for symbol in SYMBOLS),
    needs=(reber_string,),
    yardstick=Yardstick(
        chance=lambda length: 0.5,
        solved=0.99,
        classes=True,
        summary="A simple RNN does as well on short inner strings; the long ones need gates.",
        help="Hochreiter and Schmidhuber (1997), experiment 1, predict every next symbol; here only the one that needs a long memory is predicted. Strings longer than the sequence are drawn again.",
    ),
    preset={
        "problem.kind": "classification",
        "problem.lookback": 20,
        "model.cell": LSTM,
        "model.hidden_size": 8,
        "training.learning_rate": 0.02,
        "training.max_steps": 600,
    },
)(reber)
