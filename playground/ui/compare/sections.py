"""The sections of the Compare page, and its heading."""

from __future__ import annotations

import streamlit as st

from playground.config import registry
from playground.gallery.comparisons import COMPARISONS
from playground.ui.my_data import upload
from playground.ui.session.comparison import Comparison, Section
from playground.ui.shell.errors import warn
from playground.wording import N_, _

#: Name and title of each part, in order.
SECTIONS: dict[Section, str] = {
    "lanes": N_("Side by side"),
    "seeds": N_("Repeat with seeds"),
    "sweep": N_("Sweep a field"),
    "rates": N_("Learning rates"),
    "runs": N_("Runs of this session"),
}
_KEY = "compare.section"


def heading(comparison: Comparison) -> None:
    """Say what is compared, and what is wrong with the link or the last change if anything is."""
    upload.wanted(comparison.session)
    prepared = comparison.prepared
    if prepared is not None:
        title, question = _(prepared.title), _(prepared.question)
    else:
        source, kind = (
            comparison.base.source(),
            registry.lookup("problem", comparison.base.problem.kind),
        )
        title = _("Compare: {source}").format(source=_(source.label))
        question = _(source.summary) + " " + _(kind.summary)
    with st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
    ):
        st.markdown("### " + title, width="content")
        prepared_comparisons(comparison)
    st.markdown(question)
    for message in [*comparison.session.trouble.values(), *comparison.trouble.values()]:
        warn(message)


def prepared_comparisons(comparison: Comparison) -> None:
    """Offer the prepared comparisons; one click lays one out and trains it to its verdict."""
    with st.popover(_("Prepared comparisons"), icon=":material/compare_arrows:"):
        for prepared in COMPARISONS.values():
            st.button(
                _(prepared.title),
                on_click=comparison.open_prepared,
                args=(prepared,),
                help=_(prepared.question),
                width="stretch",
            )


def choose_section(comparison: Comparison) -> str:
    """Return the part of the page that is looked at."""
    st.session_state[_KEY] = comparison.section
    st.segmented_control(
        _("Part of the page"),
        list(SECTIONS),
        key=_KEY,
        required=True,
        label_visibility="collapsed",
        format_func=lambda s: _(SECTIONS[s]),
        on_change=_choose,
        args=(comparison,),
    )
    return comparison.section


def _choose(comparison: Comparison) -> None:
    comparison.section = st.session_state[_KEY]
