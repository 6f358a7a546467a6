"""Long recall: the initial forget bias decides whether an LSTM remembers for 30 steps."""

from __future__ import annotations

import numpy as np

from playground.analysis.explain import Explanation
from playground.analysis.influence import influence
from playground.config.cells import GRU, LSTM, SIMPLE_RNN
from playground.gallery.exhibits.exhibit import Exhibit
from playground.wording import _, number

#: Largest error of a correct answer; the numbers are between -1 and 1.
CLOSE = 0.15
#: Numbers closer to the mean than this prove nothing: predicting the mean is close to them too.
TELLING = 0.4


def _share(explanation: Explanation) -> tuple[int, float] | None:
    """Return the marked step, from 0, and its influence relative to that of the last step."""
    if explanation.x.shape[1] != 2 or not (explanation.x[:, 1] > 0.5).any():
        return None
    mark = int(np.flatnonzero(explanation.x[:, 1] > 0.5)[-1])
    return mark, float(influence(explanation, 0).share[mark])


def the_marked_number_arrives(explanation: Explanation) -> bool:
    """Return whether the network recalls a marked number that is far from the mean.

    The influence of the marked step must be over a tenth of that of the last step.
    """
    marked = _share(explanation)
    if marked is None or explanation.y is None or len(explanation.y) != 1:
        return False
    target, prediction = float(explanation.y[0]), float(explanation.y_hat[0])
    return abs(target) > TELLING and abs(prediction - target) < CLOSE and marked[1] > 0.1


def sentence(explanation: Explanation) -> str:
    """Return the marked number, its prediction, and the influence of the marked step."""
    mark, share = _share(explanation) or (0, float("nan"))
    target = float("nan") if explanation.y is None else float(explanation.y[0])
    return _(
        "{target} was marked at t = {mark}; at t = {last} the network predicts {prediction}. A change of the memory at the marked step has {share} times the effect on the prediction of one at the last step."
    ).format(
        target=number(target, 2),
        mark=mark + 1,
        last=len(explanation.x),
        prediction=number(float(explanation.y_hat[-1]), 2),
        share=number(share, 2),
    )


LONG_RECALL = Exhibit(
    name="long_recall",
    number=8,
    title="Long recall",
    question="One of the first three numbers is marked; at the end the network must recall it.",
    observation="At least 27 other numbers come in between. Does the marked one arrive? Predict, look, then start the forget gate elsewhere: its bias is 3 here.",
    description={
        "data": {"source": "long_recall"},
        "problem": {"kind": "many_to_one", "lookback": 30},
        "model": {"cell": LSTM, "hidden_size": 8, "forget_bias": 3.0},
        "training": {"learning_rate": 0.02, "max_steps": 600},
    },
    probe=1,
    pace=50,
    claim=the_marked_number_arrives,
    sentence=sentence,
    target_loss=0.01,
    variations=(
        ("Forget bias 1", {"model.forget_bias": 1.0}),
        ("Forget bias 0", {"model.forget_bias": 0.0}),
        ("50 steps", {"problem.lookback": 50}),
        ("GRU", {"model.cell": GRU}),
        ("Simple RNN", {"model.cell": SIMPLE_RNN}),
    ),
)
