"""Exhibit 4: whether an LSTM remembers for 30 steps is decided by where its forget gate starts."""

from __future__ import annotations

import numpy as np

from playground.analysis.explain import Explanation
from playground.analysis.influence import influence
from playground.gallery.exhibits.exhibit import Exhibit
from playground.wording import _, number

#: The answer may miss the marked number by so much; the numbers lie between -1 and 1.
CLOSE = 0.15
#: Numbers nearer to the mean than this would be no test: saying the mean is close to them too.
TELLING = 0.4


def _share(explanation: Explanation) -> tuple[int, float] | None:
    """Return the step of the mark, from 0, and the influence of the memory there as a share of the
    last step's.
    """
    if explanation.x.shape[1] != 2 or not (explanation.x[:, 1] > 0.5).any():
        return None
    mark = int(np.flatnonzero(explanation.x[:, 1] > 0.5)[-1])
    return mark, float(influence(explanation, 0).share[mark])


def the_marked_number_arrives(explanation: Explanation) -> bool:
    """Return whether the last answer is the marked number, one far from the mean, and the memory at
    the mark still decides it.

    Its influence there is at least a tenth of that at the last step.
    """
    found = _share(explanation)
    if found is None or explanation.y is None or len(explanation.y) != 1:
        return False
    asked, said = float(explanation.y[0]), float(explanation.y_hat[0])
    return abs(asked) > TELLING and abs(said - asked) < CLOSE and found[1] > 0.1


def says(explanation: Explanation) -> str:
    """Return how the number came through."""
    mark, share = _share(explanation) or (0, float("nan"))
    asked = float("nan") if explanation.y is None else float(explanation.y[0])
    told = _(
        "{asked} was marked at t = {mark}; at t = {last} the network says {said}. A change of the memory at the mark still has {share} times the effect on the answer of one at the end."
    )
    return told.format(
        asked=number(asked, 2),
        mark=mark + 1,
        last=len(explanation.x),
        said=number(float(explanation.y_hat[-1]), 2),
        share=number(share, 2),
    )


LONG_RECALL = Exhibit(
    name="long_recall",
    number=4,
    title="Long recall",
    question="One of the first three numbers is marked; at the end the network must say it.",
    here="That is 27 steps later and more. The forget gate starts open (forget bias 3). Try it with 1 or 0: with nearly every seed, 600 training steps are then not enough to find the number.",
    description={
        "data": {"source": "long_recall"},
        "problem": {"kind": "many_to_one", "lookback": 30},
        "model": {"cell": "lstm", "hidden_size": 8, "forget_bias": 3.0},
        "training": {"learning_rate": 0.02, "max_steps": 600},
    },
    probe=1,
    pace=None,
    claim=the_marked_number_arrives,
    says=says,
    mark=0.01,
    ships=True,
    variations=(
        ("Forget bias 1", {"model.forget_bias": 1.0}),
        ("Forget bias 0", {"model.forget_bias": 0.0}),
        ("50 steps", {"problem.lookback": 50}),
        ("GRU", {"model.cell": "gru"}),
        ("Simple RNN", {"model.cell": "elman"}),
    ),
)
