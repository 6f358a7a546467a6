"""Advice after a run has diverged: the likely cause, and a button with a remedy."""

from __future__ import annotations

from typing import Any

import streamlit as st

from playground.execution.run import Run
from playground.sentences.divergence import about_divergence, advises_clipping, rate_at
from playground.ui.session.session import Session
from playground.ui.shell.errors import complain
from playground.wording import _, number


def remedy(session: Session) -> None:
    """Show at which step a run diverged and why, and offer the most promising remedy."""
    reason, label, values = _advice(session.run)
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="remedy"):
        complain(reason)
        st.button(label, on_click=session.set, args=(values,), kwargs={"start": True})


def _advice(run: Run) -> tuple[str, str, dict[str, Any]]:
    """Return the reason, the label of the button, and the fields that it sets."""
    model, training = run.experiment.model, run.experiment.training
    # Neither clipping nor smaller steps help if the untrained network is not finite.
    if run.step == 0 and model.spectral_radius > 1.0:
        reason = _(
            "The numbers overflow on their way through the sequence even before training: with a spectral radius of {radius} they may. Try a smaller one."
        )
        return (
            reason.format(radius=number(model.spectral_radius, 2)),
            _("Start with spectral radius 1 and train again"),
            {"model.spectral_radius": 1.0},
        )
    step = run.failed_step or run.step + 1
    reason = about_divergence(step, training, run.recording.frames)
    if advises_clipping(step, training):
        return reason, _("Clip the gradient at 1 and train again"), {"training.grad_clip_norm": 1.0}
    # At most 0.1, since a tenth of a rate of 10 would diverge again.
    rate = max(1e-6, min(0.1, rate_at(training, step) / 10))
    return (
        reason,
        _("Train again with learning rate {rate}").format(rate=number(rate, 2)),
        {"training.learning_rate": rate},
    )
