"""The two stages of the Gradients page, and the buttons that lead to the second."""

from __future__ import annotations

import streamlit as st

from playground.analysis.gradients.view import CELLS
from playground.config import registry
from playground.ui.session.gradient_settings import GradientSettings, train_cell
from playground.ui.session.session import Session
from playground.ui.shell.errors import complain
from playground.wording import N_, _

STAGES = {"before": N_("Before training"), "learning": N_("While it learns")}
_KEY = "gradients.stage"


def stages(settings: GradientSettings, session: Session) -> None:
    """Show the title, the two stages, and the buttons that train a network of the settings."""
    st.session_state[_KEY] = "learning" if settings.learning else "before"
    with st.container(horizontal=True, vertical_alignment="center", key="train_cell"):
        st.markdown("### " + _("How far back can it learn from?"), width="content")
        st.segmented_control(
            _("Stage"),
            list(STAGES),
            key=_KEY,
            required=True,
            label_visibility="collapsed",
            format_func=lambda stage: _(STAGES[stage]),
            on_change=_choose,
            args=(settings,),
        )
        for cell in CELLS:
            label = _("Train the {cell}").format(cell=_(registry.lookup("cell", cell).label))
            chosen = cell == settings.experiment.model.cell
            st.button(
                label,
                on_click=train_cell,
                args=(settings, session, cell),
                type="primary" if chosen and not session.run.running else "secondary",
            )
    if "train" in settings.trouble:
        complain(settings.trouble["train"])


def _choose(settings: GradientSettings) -> None:
    settings.learning = st.session_state[_KEY] == "learning"
