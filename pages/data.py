"""The page "My data": bring or draw a series of your own, look at it, and ask whether a network is worth it."""

from __future__ import annotations

import streamlit as st

from playground.ui import draw, upload, worth
from playground.ui.desk import describe, desk
from playground.wording import _

table = desk()

st.markdown("### " + _("My data"))
given, drawn, judged = st.tabs([_("Upload"), _("Draw"), worth.title()], key=worth.TABS, on_change="rerun")
with given:
    upload.offer(table)
with drawn:
    draw.offer(table)
with judged:
    worth.offer(table)

describe(table)
