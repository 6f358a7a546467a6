"""Copy: read a few bits, wait, and repeat them in order."""

from __future__ import annotations

import numpy as np

from playground.config.cells import GRU
from playground.config.field_spec import Setting
from playground.config.registry import register
from playground.data.sources.tasks.yardstick import Mark, Yardstick


def copied(x: np.ndarray, items: int) -> np.ndarray:
    """Return the targets (count, length) of inputs (count, length, 2).

    From the last "go" on, the first items in order; elsewhere 0.
    """
    length = x.shape[1]
    start = np.where(x[:, :, 1] > 0.5, np.arange(length), -1).max(axis=1)[:, None]
    place = np.arange(length) - start
    answering = (start >= 0) & (place >= 0) & (place < min(items, length))
    return np.where(
        answering, np.take_along_axis(x[:, :, 0], np.where(answering, place, 0), axis=1), 0.0
    )


def copy(
    count: int, length: int, rng: np.random.Generator, *, items: int
) -> tuple[np.ndarray, np.ndarray]:
    """Return inputs (count, length, 2) and targets (count, length): the items after a pause.

    The first channel holds ``items`` bits, each -1 or 1, then 0; the second is 1 once, ``items``
    steps before the end, where the answer begins. At most half of the steps are items. The target
    is 0 until the answer begins.
    """
    items = min(items, length // 2)
    x = np.zeros((count, length, 2))
    x[:, :items, 0] = rng.choice([-1.0, 1.0], (count, items))
    x[:, length - items, 1] = 1.0
    return x, copied(x, items)


register(
    "source",
    "copy",
    label="Copy",
    summary="A few bits come in, then a pause. From the ? on the network must repeat them in order.",
    parameters=(
        Setting(
            "items",
            int,
            3,
            "Items",
            "How many bits must be remembered.",
            unit="steps",
            minimum=1,
            maximum=20,
        ),
    ),
    kind="task",
    problems=("many_to_many",),
    uses=("length", "seed"),
    defaults={"data.length": 4000},
    shortest=2,
    columns=("item", "go"),
    marks=(Mark("go", "?", "question"),),
    needs=(copied,),
    answer=lambda x, *, items: copied(x, min(items, x.shape[1] // 2)),
    yardstick=Yardstick(
        chance=lambda length, *, items: min(items, length // 2) / length,
        solved=0.01,
        summary="A simple RNN solves it first, even after a pause of 50 steps: it circulates the bits, and no later input has to be blocked.",
        help="After Hochreiter and Schmidhuber (1997) and Arjovsky, Shah and Bengio (2016). There: ten of eight symbols, cross-entropy at every step; here: a few bits of −1 or 1, squared error.",
    ),
    preset={
        "problem.kind": "many_to_many",
        "problem.lookback": 20,
        "model.cell": GRU,
        "model.hidden_size": 32,
        "training.learning_rate": 0.01,
        "training.max_steps": 1500,
    },
)(copy)
