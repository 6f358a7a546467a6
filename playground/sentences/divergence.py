"""Sentences about a run that diverged, and a remedy to try."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from playground.config.experiment import Training
from playground.runs.recording import Frame
from playground.sentences.gradient import EXPLODES
from playground.wording import _, number


def about_divergence(failed_step: int, training: Training, frames: Sequence[Frame]) -> str:
    """Return how a run diverged and what to try; no cause is named that was not recorded.

    Parameters
    ----------
    failed_step : int
        The training step whose loss or gradient was not finite.
    frames : sequence of Frame
        The recorded training steps.
    """
    sentences = [
        _(
            "At training step {step} the loss or its gradient was no longer finite, so training stopped and kept the weights from before that step."
        ).format(step=failed_step)
    ]
    norms = _norms(frames)
    if exploded(frames):
        (from_step, first), (to_step, last) = norms[0], norms[-1]
        sentences.append(
            _(
                "The gradient norm had grown from {first} at step {from_step} to {last} at step {to_step}."
            ).format(
                first=number(first, 2), from_step=from_step, last=number(last, 2), to_step=to_step
            )
        )
    elif norms:
        step, norm = norms[-1]
        sentences.append(
            _("The last finite gradient recorded, at step {step}, had norm {norm}.").format(
                step=step, norm=number(norm, 2)
            )
        )
    if advises_clipping(failed_step, training):
        sentences.append(_("The gradient was not clipped: try gradient clipping."))
    else:
        rate = number(rate_at(training, failed_step))
        sentences.append(_("Try a learning rate below {rate}.").format(rate=rate))
    return " ".join(sentences)


def exploded(frames: Sequence[Frame]) -> bool:
    """Return whether the last finite gradient norm is over a hundred times the first."""
    norms = _norms(frames)
    return len(norms) > 1 and norms[-1][1] > EXPLODES * norms[0][1] > 0


def advises_clipping(failed_step: int, training: Training) -> bool:
    """Return whether to try clipping: it was off, and the learning rate is below 1.

    With a larger rate a clipped step is at least as long as the limit: training continues, but
    learns nothing. A smaller rate helps.
    """
    return (
        training.in_force("grad_clip_norm", failed_step) is None
        and rate_at(training, failed_step) < 1.0
    )


def rate_at(training: Training, step: int) -> float:
    """Return the learning rate set for a training step, after changes made while it ran."""
    return training.in_force("learning_rate", step) or training.learning_rate


def _norms(frames: Sequence[Frame]) -> list[tuple[int, float]]:
    """Return step and norm of every finite gradient."""
    return [(f.step, f.grad_norm) for f in frames if f.step > 0 and np.isfinite(f.grad_norm)]
