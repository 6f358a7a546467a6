"""Exhibit 5: one huge gradient ends the training, and clipping prevents it."""

from __future__ import annotations

import numpy as np

from playground.analysis.explain import Explanation
from playground.gallery.exhibits.exhibit import Exhibit
from playground.runs.recording import Recording
from playground.wording import _, number

#: Answers so far beyond the largest target that no error of a network that only learns badly could
#: be meant.
FAR = 10.0


def _sizes(explanation: Explanation) -> tuple[float, float]:
    """Return the largest answer and the largest target on the probe, in size."""
    asked = 0.0 if explanation.y is None else float(np.abs(explanation.y).max())
    return float(np.abs(explanation.y_hat).max()), asked


def answers_left_the_scale(explanation: Explanation) -> bool:
    """Return whether the largest answer is more than ten times the largest target, or no number at
    all.
    """
    said, asked = _sizes(explanation)
    return asked > 0 and not said <= FAR * asked


def training_diverged(recording: Recording) -> bool:
    """Return whether the run ended because a loss or a gradient was not finite any more."""
    return recording.stop_reason == "diverged"


def says(explanation: Explanation) -> str:
    """Return how far off the answers are."""
    said, asked = _sizes(explanation)
    told = _(
        "It answers up to {said} where at most {asked} is asked. If training brought it there, try clipping the gradient."
    )
    return told.format(said=number(said, 2), asked=number(asked, 2))


EXPLODING = Exhibit(
    name="exploding",
    number=5,
    title="Exploding",
    question="The stopwatch again: ▲ sets the watch back, and at every step the network must tell how long ago that was, in tens of steps.",
    here="A simple RNN whose signals grow (spectral radius 1.5), plain gradient descent, and no clipping: within some twenty steps the gradients grow so long that training ends. Clipping shortens a gradient and keeps its direction.",
    description={
        "data": {"source": "stopwatch"},
        "problem": {"kind": "many_to_many", "lookback": 40},
        "model": {"cell": "elman", "hidden_size": 32, "spectral_radius": 1.5},
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
    claim=answers_left_the_scale,
    ending=training_diverged,
    says=says,
    variations=(
        ("Clip at 0.5", {"training.grad_clip_norm": 0.5}),
        ("Adam, still no clipping", {"training.optimizer": "adam", "training.learning_rate": 0.01}),
        ("Learning rate 0.1", {"training.learning_rate": 0.1}),
    ),
)
