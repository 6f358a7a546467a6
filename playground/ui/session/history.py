"""Where finished runs are entered into this visitor's logbook."""

from __future__ import annotations

import streamlit as st

from playground.execution.run import Run
from playground.runs.messages import Evaluated
from playground.runs.store import Logbook


def logbook() -> Logbook:
    """Return this visitor's logbook."""
    if "logbook" not in st.session_state:
        st.session_state["logbook"] = Logbook()
    return st.session_state["logbook"]


def enter(run: Run, found: Evaluated | None) -> None:
    """Enter a finished run in the logbook, once, when its results are known."""
    recording = run.recording
    if found is None or not run.finished or recording.kept is None:
        return
    key = (id(recording), recording.step)
    if st.session_state.get("logbook.newest") == key:
        return
    logbook().add(run.experiment, recording, found, run.spent[-1][1] if run.spent else None)
    st.session_state["logbook.newest"] = key
