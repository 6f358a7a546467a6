"""The status of a run in words, and why it failed."""

from __future__ import annotations

import streamlit as st

from playground.ui.session.session import Session
from playground.ui.shell.errors import complain
from playground.ui.shell.live_text import STATUS
from playground.ui.shell.status import status_line
from playground.ui.train.divergence import remedy


def status(session: Session) -> None:
    """Show the status as a line, and why the run stopped, if it failed."""
    status_words(session)
    trouble(session)


def status_words(session: Session) -> None:
    """Show the status; in the strip, the browser sets step and error in large figures."""
    with st.container(key=STATUS):
        st.markdown(status_text(session))


def trouble(session: Session) -> None:
    """Show why the run stopped, if it failed."""
    run = session.run
    if run.error is not None:
        complain(run.error.message)
    if run.recording.stop_reason == "diverged" and not _told_by_exhibit(session):
        remedy(session)


def _told_by_exhibit(session: Session) -> bool:
    """Return whether the divergence is what the exhibit shows, in its drawing and its sentence."""
    exhibit = session.exhibit
    return exhibit is not None and exhibit.diverges and session.experiment == exhibit.experiment


def status_text(session: Session, progress: list[str] | None = None) -> str:
    """Return the status line; it begins with the training step.

    Parameters
    ----------
    session : Session
    progress : list of str or None
        What `progress_of` its run returned a moment ago; None to ask it.
    """
    baselines = session.baselines()
    guess = baselines.get("mean", baselines.get("majority_class"))
    return status_line(session.run, guess, "majority_class" in baselines, progress)
