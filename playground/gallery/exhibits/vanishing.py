"""Vanishing gradients: what a simple RNN reads early hardly changes its last prediction."""

from __future__ import annotations

import numpy as np

from playground.analysis.explain import Explanation
from playground.analysis.influence import influence
from playground.config.cells import GRU, LSTM, SIMPLE_RNN
from playground.gallery.exhibits.exhibit import Exhibit
from playground.runs.recording import Recording
from playground.wording import _, counted, number

#: Share of the influence below which a marked step counts as lost.
LOST = 1e-3
#: Least validation error of a run that has learned nothing; predicting the mean gives 1/3.
UNLEARNED = 0.3


def marked_share(explanation: Explanation) -> tuple[int, float] | None:
    """Return how many steps before the last one ▲ is, and its share of the influence.

    None without a mark before the last step, or where the share is no positive finite number.
    """
    if explanation.x.shape[1] != 2 or not (explanation.x[:, 1] > 0.5).any():
        return None
    mark = int(np.flatnonzero(explanation.x[:, 1] > 0.5)[-1])
    share = float(influence(explanation, 0).share[mark])
    back = len(explanation.x) - 1 - mark
    return (back, share) if back > 0 and np.isfinite(share) and share > 0 else None


def division(explanation: Explanation) -> float | None:
    """Return by what the influence is divided per step back to ▲, as a geometric mean."""
    marked = marked_share(explanation)
    return None if marked is None else float(marked[1] ** (-1 / marked[0]))


def the_marked_step_is_lost(explanation: Explanation) -> bool:
    """Return whether a single prediction has less than a thousandth of its influence left at ▲."""
    marked = marked_share(explanation)
    single = explanation.y is not None and len(explanation.y) == 1
    return single and marked is not None and marked[1] < LOST


def nothing_was_learned(recording: Recording) -> bool:
    """Return whether a run took all its steps and never did better than predicting the mean."""
    losses = [row.validation_loss for row in recording.rows if row.validation_loss is not None]
    return recording.stop_reason == "max_steps" and bool(losses) and min(losses) > UNLEARNED


def sentence(explanation: Explanation) -> str:
    """Return by what each step back divides the influence, and what is left of it at ▲."""
    back, share = marked_share(explanation) or (0, float("nan"))
    return _(
        "Each step back divides the influence on the prediction by {factor} (geometric mean). At ▲, {steps} back, {share} of it is left."
    ).format(
        factor=number(division(explanation) or float("nan"), 2),
        steps=counted(back, "{n} step", "{n} steps"),
        share=number(share, 2),
    )


VANISHING = Exhibit(
    name="vanishing",
    number=3,
    title="Vanishing gradients",
    question="One of the first three numbers is marked; at the end the network must recall it.",
    observation="A simple RNN with PyTorch's initial weights, after 400 training steps. Read the chart from right to left: how much does each step still count in the last prediction?",
    description={
        "data": {"source": "long_recall"},
        "problem": {"kind": "many_to_one", "lookback": 30},
        "model": {
            "cell": SIMPLE_RNN,
            "hidden_size": 8,
            "input_init": "pytorch",
            "recurrent_init": "pytorch",
            "seed": 1,
        },
        "training": {"learning_rate": 0.003, "max_steps": 400},
    },
    probe=1,
    pace=50,
    claim=the_marked_step_is_lost,
    run_claim=nothing_was_learned,
    sentence=sentence,
    variations=(
        ("6 steps instead of 30", {"problem.lookback": 6, "training.learning_rate": 0.01}),
        (
            "LSTM with an open forget gate",
            {
                "model.cell": LSTM,
                "model.forget_bias": 3.0,
                "model.input_init": "xavier",
                "model.recurrent_init": "orthogonal",
                "training.learning_rate": 0.02,
                "training.max_steps": 600,
            },
        ),
        ("GRU", {"model.cell": GRU}),
    ),
)
