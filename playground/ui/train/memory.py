"""The memory curve of the network, measured on request."""

from __future__ import annotations

import streamlit as st

from playground.analysis.memory_curve import Memory
from playground.errors import PlaygroundError
from playground.execution.workers import shared_workers
from playground.figures.memory import memory_chart
from playground.models.architecture import flatten
from playground.sentences.memory import about_memory
from playground.ui.session.session import Session
from playground.ui.shell.errors import complain
from playground.ui.shell.markdown import literal
from playground.ui.shell.show import show
from playground.ui.shell.theme import dark
from playground.wording import _, counted

#: Most seconds of a measurement.
_MOST_SECONDS = 60


def offer(session: Session) -> None:
    """Offer the measurement after the first training step, and show the last result."""
    if (
        not session.run.step
        or session.run.running
        or session.windows.train.lookback < 2
        or session.windows.train.spec.generated
    ):
        return
    with st.expander(_("Memory"), expanded=_kept(session) is not None):
        st.caption(
            _(
                "Inputs more than k steps back are swapped with those of another window and the error is measured: where it falls, there is "
                "the input that the network uses."
            )
        )
        st.button(_("Measure"), key="memory.measure", on_click=_measure, args=(session,))
        if (error := st.session_state.get("memory.error")) is not None:
            complain(error)
        memory = _kept(session)
        if memory is None:
            return
        unit = _("(error rate)") if session.windows.train.spec.classes else session.data.unit
        sentence = about_memory(memory, unit, older=session.data.form == "series")
        show(memory_chart(memory, unit, dark()), "memory", alt=sentence, height=240)
        st.markdown(literal(sentence))
        st.caption(
            counted(
                memory.windows,
                "For one validation window.",
                "Mean over {n} validation windows.",
            )
        )


def _kept(session: Session) -> Memory | None:
    """Return the last measurement if it was made with the present weights."""
    key, memory = st.session_state.get("memory.found", (None, None))
    return memory if key == (id(session.run), session.run.step) else None


def _measure(session: Session) -> None:
    st.session_state["memory.error"] = None
    weights = flatten(session.run.weights())
    call = shared_workers().submit("remembered", session.experiment, weights, series=session.data)
    try:
        memory = call.result(_MOST_SECONDS)
    except TimeoutError:
        call.cancel()
        st.session_state["memory.error"] = _(
            "the measurement takes too long with this network; try fewer units or a shorter lookback."
        )
    except PlaygroundError as error:
        st.session_state["memory.error"] = error.message
    else:
        st.session_state["memory.found"] = ((id(session.run), session.run.step), memory)
