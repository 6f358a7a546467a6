"""The training strip: buttons and pace, the error curve, and the status, always in sight."""

from __future__ import annotations

import streamlit as st

from playground.ui.session.session import Session
from playground.ui.shell.component import stamped, stub
from playground.ui.train.live_feed import INSIDE
from playground.ui.train.status import status_words, trouble
from playground.ui.train.training_buttons import training_buttons

#: The element in which the player of the page draws the error curve.
STRIP = "strip"

_mount = st.components.v2.component("playground_strip", js=stub("ui/strip.mjs"))


def strip(session: Session) -> None:
    """Show the strip; the player fills in the error curve, which is dragged to rewind."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=STRIP):
        training_buttons(session)
        with st.container(key="curve", gap=None):
            _mount(key=STRIP + ".curve", data=stamped(INSIDE.encode(), STRIP))
        status_words(session)
    trouble(session)
