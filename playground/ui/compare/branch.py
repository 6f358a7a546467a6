"""A run opened on the Train page again, as it was or with a change from a recorded step on."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from playground.errors import PlaygroundError
from playground.runs.recording import Recording
from playground.runs.store import Entry, branched, until
from playground.ui.session.session import Session
from playground.ui.shell.page_paths import TRAIN
from playground.wording import _


def branch(session: Session, entry: Entry) -> None:
    """Offer to go on from a recorded step with another learning rate or clipping."""
    steps = [f.step for f in entry.recording.frames if f.step < entry.experiment.training.max_steps]
    if len(steps) < 2:
        return
    training = entry.experiment.training
    with st.expander(_("Branch from a recorded step")):
        step = st.select_slider(
            _("Continue from training step"),
            steps,
            steps[len(steps) // 2],
            key=f"runs.step.{entry.number}",
        )
        rate = st.number_input(
            _("Learning rate from then on"),
            1e-6,
            10.0,
            training.learning_rate,
            format="%g",
            key=f"runs.rate.{entry.number}",
        )
        clip = st.number_input(
            _("Gradient clipping from then on (empty: off)"),
            1e-6,
            1e6,
            training.grad_clip_norm,
            format="%g",
            key=f"runs.clip.{entry.number}",
        )
        st.caption(
            _(
                "Recordings keep the weights of a step, but not the optimizer's state. The branch is therefore retrained from step 0 in the background, with the same result, "
                "and then continues with the new values; the change is part of its description, so link and script reproduce it."
            )
        )
        if st.button(_("Branch and train")) and _train_branch(
            session, entry, int(step), {"learning_rate": rate, "grad_clip_norm": clip}
        ):
            st.switch_page(TRAIN)


def _train_branch(
    session: Session, entry: Entry, step: int, values: dict[str, float | None]
) -> bool:
    """Lay the branch out and let it train."""
    if not load_run(
        session,
        replace(
            entry,
            experiment=branched(entry.experiment, step, values),
            recording=until(entry.recording, step),
        ),
    ):
        return False
    session.run.start()
    return True


def load_run(session: Session, entry: Entry) -> bool:
    """Put a run in the session with what was recorded of it, where that fits its network."""
    st.session_state.pop("runs.trouble", None)
    try:
        session.load(entry.experiment)
    except PlaygroundError as error:
        st.session_state["runs.trouble"] = error.message
        st.rerun()
    if _fits(entry.recording, session):
        recording = entry.recording
        session.run.restore(
            replace(recording, frames=list(recording.frames), rows=list(recording.rows))
        )
    return True


def _fits(recording: Recording, session: Session) -> bool:
    """Whether a recording is of a network of this size, and its newest step can be shown."""
    return (
        recording.step > 0
        and recording.parameters == session.run.recording.parameters
        and recording.at(recording.step).weights is not None
    )
