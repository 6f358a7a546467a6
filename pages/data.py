"""The page "My data": bring a series of your own, and look at it before anything is trained on it."""

from __future__ import annotations

import streamlit as st

from playground.ui import upload
from playground.ui.desk import describe, desk
from playground.wording import _

table = desk()

st.markdown("### " + _("My data"))
(given,) = st.tabs([_("Upload")])
with given:
    upload.offer(table)

describe(table)
