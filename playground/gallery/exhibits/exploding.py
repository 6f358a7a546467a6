"""Exploding gradients: one huge gradient ends the training; clipping prevents it."""

from __future__ import annotations

import numpy as np

from playground.analysis.explain import Explanation
from playground.config.cells import SIMPLE_RNN
from playground.gallery.exhibits.exhibit import Exhibit
from playground.runs.recording import Recording
from playground.wording import _, number

#: Ratio of predictions to targets that a network which merely learns badly does not reach.
FAR = 10.0


def _sizes(explanation: Explanation) -> tuple[float, float]:
    """Return the largest absolute prediction and target on the probe."""
    target = 0.0 if explanation.y is None else float(np.abs(explanation.y).max())
    return float(np.abs(explanation.y_hat).max()), target


def predictions_exploded(explanation: Explanation) -> bool:
    """Return whether a prediction is over ten times the largest target, or not finite."""
    prediction, target = _sizes(explanation)
    return target > 0 and not prediction <= FAR * target


def training_diverged(recording: Recording) -> bool:
    """Return whether the run ended because a loss or a gradient was not finite."""
    return recording.stop_reason == "diverged"


def sentence(explanation: Explanation) -> str:
    """Return the largest prediction and target."""
    prediction, target = _sizes(explanation)
    return _(
        "Its predictions reach {prediction} in absolute value, the targets at most {target}. If training led to this, try gradient clipping."
    ).format(prediction=number(prediction, 2), target=number(target, 2))


EXPLODING = Exhibit(
    name="exploding",
    number=4,
    title="Exploding gradients",
    question="The stopwatch again: ▲ resets it, and at every step the network must output the time since then, in tens of steps.",
    observation="A simple RNN whose signals grow (spectral radius 1.5) and plain gradient descent. The chart shows the length of the gradient at every training step, without clipping and with it: clipping shortens a gradient and keeps its direction.",
    description={
        "data": {"source": "stopwatch"},
        "problem": {"kind": "many_to_many", "lookback": 40},
        "model": {"cell": SIMPLE_RNN, "hidden_size": 32, "spectral_radius": 1.5},
        "training": {
            "optimizer": "sgd",
            "learning_rate": 0.3,
            "grad_clip_norm": None,
            "max_steps": 300,
            "evaluate_every": 5,
        },
    },
    probe=0,
    pace=10,
    claim=predictions_exploded,
    run_claim=training_diverged,
    sentence=sentence,
    diverges=True,
    shipped=("Clip at 0.5",),
    pairs=(("", "Clip at 0.5"),),
    variations=(
        ("Clip at 0.5", {"training.grad_clip_norm": 0.5}),
        ("Adam, still no clipping", {"training.optimizer": "adam", "training.learning_rate": 0.01}),
        ("Learning rate 0.1", {"training.learning_rate": 0.1}),
    ),
)
