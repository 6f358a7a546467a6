"""What to do about a run that diverged: why it is likely, and a button that mends it."""

from __future__ import annotations

from typing import Any

import streamlit as st

from playground.execution.run import Run
from playground.sentences.divergence import about_divergence, advises_clipping, rate_at
from playground.ui.session.session import Session
from playground.ui.shell.errors import complain
from playground.wording import _, number


def remedy(session: Session) -> None:
    """Tell at which step a run diverged and why, and offer what most likely helps."""
    reason, label, values = _advice(session.run)
    complain(reason)
    st.button(label, on_click=session.set, args=(values,), kwargs={"start": True})


def _advice(run: Run) -> tuple[str, str, dict[str, Any]]:
    """Return the reason, what the button says, and the fields it sets."""
    model, training = run.experiment.model, run.experiment.training
    if (
        run.step == 0 and model.spectral_radius > 1.0
    ):  # what is not finite untrained, neither clipping nor smaller steps can mend
        told = _(
            "The numbers overflow on their way through the sequence even before training: with a spectral radius of {radius} they may. Try a smaller one."
        )
        return (
            told.format(radius=number(model.spectral_radius, 2)),
            _("Start with spectral radius 1 and train again"),
            {"model.spectral_radius": 1.0},
        )
    step = run.failed_step or run.step + 1
    reason = about_divergence(step, training, run.recording.frames)
    if advises_clipping(step, training):
        return reason, _("Clip the gradient at 1 and train again"), {"training.grad_clip_norm": 1.0}
    rate = max(
        1e-6, min(0.1, rate_at(training, step) / 10)
    )  # from a rate of 10 a tenth would diverge again
    return (
        reason,
        _("Train again with learning rate {rate}").format(rate=number(rate, 2)),
        {"training.learning_rate": rate},
    )
