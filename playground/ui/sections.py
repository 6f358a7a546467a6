"""The parts of the Compare page and what stands above them."""

from __future__ import annotations

import streamlit as st

from playground import registry
from playground.ui.comparison import Comparison
from playground.wording import N_, _

#: Name and title of each part, in order.
SECTIONS = {"lanes": N_("Side by side"), "seeds": N_("Repeat with seeds")}


def heading(found: Comparison) -> None:
    """Say what is compared, and what is wrong with the link or the last change if anything is."""
    source, kind = found.base.source(), registry.lookup("problem", found.base.problem.kind)
    st.markdown("### " + _("Compare: {source}").format(source=_(source.label)))
    st.markdown(_(source.summary) + " " + _(kind.summary))
    for message in [*found.desk.trouble.values(), *found.trouble.values()]:
        st.warning(message, icon=":material/info:")


def choose_section() -> str:
    """Return the part of the page that is looked at."""
    chosen = st.segmented_control(_("Part of the page"), list(SECTIONS), default="lanes", key="compare.section", required=True,
                                  label_visibility="collapsed", format_func=lambda s: _(SECTIONS[s]))  # fmt: skip
    return chosen or "lanes"
