"""The adding problem (Hochreiter & Schmidhuber 1997): output the sum of two marked numbers."""

from __future__ import annotations

import numpy as np

from playground.config.cells import GRU
from playground.config.field_spec import Setting
from playground.config.registry import register
from playground.data.sources.tasks.yardstick import Mark, Yardstick


def sum_of_marked(x: np.ndarray, form: str) -> np.ndarray:
    """Return the targets (count, length) of inputs (count, length, 2).

    The sum at every step; only the last step is used.
    """
    total = (x[:, :, 0] * (x[:, :, 1] > 0.5)).sum(axis=1, keepdims=True)
    answer = 0.5 + total / 4.0 if form == "original" else total
    return np.repeat(answer, x.shape[1], axis=1)


def adding(
    count: int, length: int, rng: np.random.Generator, *, form: str
) -> tuple[np.ndarray, np.ndarray]:
    """Return inputs (count, length, 2) and targets (count, length): the sum of the marked numbers.

    ``original``: experiment 4 of Hochreiter & Schmidhuber, "Long short-term memory", Neural
    Computation 9 (1997). Numbers between -1 and 1; one of the first 10 is marked and another of the
    first length / 2 - 1; the second channel is 1 at marks, -1 at both ends, else 0; a marked first
    number is set to 0; the target is 0.5 + sum / 4. Their sequences vary in length from T to 1.1 T;
    here all have T steps. ``halves``: the form of later papers (Le, Jaitly & Hinton 2015; Arjovsky,
    Shah & Bengio 2016). Numbers between 0 and 1, one mark in each half, the target is the sum.
    """
    steps = np.arange(length)
    if form == "original":
        value = rng.uniform(-1.0, 1.0, (count, length))
        first = rng.integers(0, max(1, min(10, length // 2 - 1)), count)
        second = rng.integers(0, max(1, length // 2 - 2), count)
        second = np.minimum(second + (second >= first), length - 1)  # one of those still unmarked
        value[(first == 0) | (second == 0), 0] = 0.0
    else:
        value = rng.uniform(0.0, 1.0, (count, length))
        first = rng.integers(0, length // 2, count)
        second = rng.integers(length // 2, length, count)
    mark = ((steps == first[:, None]) | (steps == second[:, None])).astype(float)
    if form == "original":
        ends = (steps == 0) | (steps == length - 1)
        mark = np.where(ends & (mark == 0.0), -1.0, mark)
    x = np.stack([value, mark], axis=2)
    return x, sum_of_marked(x, form)


register(
    "source",
    "adding",
    label="Adding problem",
    summary="Two of many numbers are marked. The network must output their sum at the last step.",
    parameters=(
        Setting(
            "form",
            str,
            "halves",
            "Form",
            "Numbers from 0 to 1 and a mark in each half, as in later papers; or as in the first paper.",
            choices=("halves", "original"),
        ),
    ),
    kind="task",
    problems=("many_to_one",),
    uses=("length", "seed"),
    defaults={"data.length": 10_000},
    shortest=4,
    columns=("value", "mark"),
    marks=(Mark("mark", "▲", "mark"),),
    needs=(sum_of_marked,),
    answer=lambda x, *, form: sum_of_marked(x, form),
    yardstick=Yardstick(
        chance=lambda length, *, form: 1 / 24 if form == "original" else 1 / 6,
        solved=0.01,
        summary="A GRU learns it fastest and an LSTM soon after. A simple RNN learns it only for short sequences: at 100 steps it stays at chance.",
        help="Hochreiter and Schmidhuber (1997). By default in the form of Le, Jaitly and Hinton (2015): numbers from 0 to 1 and the plain sum; all sequences have the same length.",
    ),
    preset={
        "problem.kind": "many_to_one",
        "problem.lookback": 100,
        "model.cell": GRU,
        "model.hidden_size": 32,
        "training.learning_rate": 0.01,
        "training.max_steps": 1000,
    },
)(adding)
