"""What happened before a run diverged, in words, and what is worth a try."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from playground.config.experiment import Training
from playground.runs.recording import Frame
from playground.sentences.gradient import EXPLODES
from playground.wording import _, number


def about_divergence(failed_step: int, training: Training, frames: Sequence[Frame]) -> str:
    """Return what is known of a run that diverged at a training step, and what to try; no cause is
    named that was not seen.

    Parameters
    ----------
    frames : sequence of Frame
        Its recorded training steps.
    """
    said = _(
        "At training step {step} the loss or its gradient was not a finite number any more, so the run stopped there and kept the weights from before it."
    ).format(step=failed_step)
    lengths = _lengths(frames)
    if exploded(frames):
        told = _(
            "The gradient had grown from length {first} at step {from_step} to {last} at step {to_step}."
        )
        (from_step, first), (to_step, last) = lengths[0], lengths[-1]
        said += " " + told.format(
            first=number(first, 2), from_step=from_step, last=number(last, 2), to_step=to_step
        )
    elif lengths:
        said += " " + _(
            "The last finite gradient recorded, at step {step}, had length {norm}."
        ).format(step=lengths[-1][0], norm=number(lengths[-1][1], 2))
    if advises_clipping(failed_step, training):
        return said + " " + _("The gradient was not clipped: try clipping it.")
    return (
        said
        + " "
        + _("Try a learning rate smaller than {rate}.").format(
            rate=number(rate_at(training, failed_step))
        )
    )


def exploded(frames: Sequence[Frame]) -> bool:
    """Return whether the last finite gradient was more than a hundred times as long as the
    first.
    """
    lengths = _lengths(frames)
    return len(lengths) > 1 and lengths[-1][1] > EXPLODES * lengths[0][1] > 0


def advises_clipping(failed_step: int, training: Training) -> bool:
    """Return whether clipping is worth a try: nothing limited the gradient, and the learning rate
    is below 1.

    With a larger one a clipped step is at least as long as the limit: training goes on, but learns
    nothing. A smaller rate does.
    """
    return (
        training.in_force("grad_clip_norm", failed_step) is None
        and rate_at(training, failed_step) < 1.0
    )


def rate_at(training: Training, step: int) -> float:
    """Return the learning rate set for a training step, changes made while it ran included."""
    return training.in_force("learning_rate", step) or training.learning_rate


def _lengths(frames: Sequence[Frame]) -> list[tuple[int, float]]:
    """Return step and length of every finite gradient."""
    return [(f.step, f.grad_norm) for f in frames if f.step > 0 and np.isfinite(f.grad_norm)]
