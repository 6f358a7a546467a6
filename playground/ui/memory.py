"""What the network remembers, measured when the reader asks for it."""

from __future__ import annotations

import streamlit as st

from playground import executor
from playground.data.series import Series
from playground.errors import PlaygroundError
from playground.figures.memory import memory_chart
from playground.memory import Memory
from playground.recording import flatten
from playground.sentences.memory import about_memory
from playground.ui.desk import Desk
from playground.ui.literal import literal
from playground.ui.show import show
from playground.ui.theme import dark
from playground.ui.trouble import complain
from playground.wording import _, counted

#: Seconds a worker may take.
_MOST_SECONDS = 60


def offer(desk: Desk) -> None:
    """Offer the measurement once the network has learned something, and show the last one."""
    if not desk.run.step or desk.run.running or desk.windows.train.lookback < 2 or desk.windows.train.plan.generated:
        return
    with st.expander(_("What it remembers"), expanded=_kept(desk) is not None):
        st.caption(
            _(
                "Readings older than k are swapped with another window's, and the error is measured: where it falls, there is the "
                "reading that the network goes by."
            )
        )
        st.button(_("Measure"), key="memory.measure", on_click=_measure, args=(desk,))
        if (error := st.session_state.get("memory.error")) is not None:
            complain(error)
        memory = _kept(desk)
        if memory is None:
            return
        unit = _("(share told wrong)") if desk.windows.train.plan.classes else getattr(desk.data, "unit", "")
        sentence = about_memory(memory, unit, older=isinstance(desk.data, Series))
        show(memory_chart(memory, unit, dark()), "memory", alt=sentence, height=240)
        st.markdown(literal(sentence))
        st.caption(counted(memory.windows, "Of one window of the validation part.", "Mean over {n} windows of the validation part."))


def _kept(desk: Desk) -> Memory | None:
    """Return the last measurement if it is about this network."""
    key, memory = st.session_state.get("memory.found", (None, None))
    return memory if key == (id(desk.run), desk.run.step) else None


def _measure(desk: Desk) -> None:
    st.session_state["memory.error"] = None
    weights = flatten(desk.run.weights())
    call = executor.shared().submit("remembered", desk.experiment, weights, series=desk.data)
    try:
        found = call.result(_MOST_SECONDS)
    except TimeoutError:
        call.cancel()
        st.session_state["memory.error"] = _("measuring takes too long with this network; try fewer units or a shorter lookback.")
    except PlaygroundError as error:
        st.session_state["memory.error"] = error.message
    else:
        st.session_state["memory.found"] = ((id(desk.run), desk.run.step), found)
