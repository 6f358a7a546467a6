"""The page "My data": upload or draw a series, look at it, and compare networks with baselines."""

from __future__ import annotations

import streamlit as st

from playground.ui.my_data import benchmark, draw, upload
from playground.ui.session.arrival import describe, open_session
from playground.wording import _

session = open_session()

st.markdown("### " + _("My data"))
given, drawn, judged = st.tabs(
    [_("Upload"), _("Draw"), benchmark.title()], key=benchmark.TABS, on_change="rerun"
)
with given:
    upload.offer(session)
with drawn:
    draw.offer(session)
with judged:
    benchmark.offer(session)

describe(session)
