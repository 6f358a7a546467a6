"""The page "My data": bring or draw a series of your own, look at it, and ask whether a network is worth it."""

from __future__ import annotations

import streamlit as st

from playground.ui import draw, upload, worth
from playground.ui.desk import describe, desk
from playground.wording import _

table = desk()

st.markdown("### " + _("My data"))
names = [_("Upload"), _("Draw"), _("Is it worth it?")]
given, drawn, judged = st.tabs(names, default=names[2 if st.session_state.pop(worth.OPEN, False) else 0])
with given:
    upload.offer(table)
with drawn:
    draw.offer(table)
with judged:
    worth.offer(table)

describe(table)
