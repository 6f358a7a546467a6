"""Inside the cell: one unit of the network, its gates and its memory over time."""

from __future__ import annotations

import streamlit as st

from playground.ui.session.arrival import describe, open_session
from playground.ui.session.renewing import part, standing
from playground.ui.shell.feed import Source
from playground.ui.train import live, share
from playground.ui.train.strip import strip
from playground.wording import _

session = open_session()
session.touch()
drawn = standing(session)

with st.container(key="page-title"):
    st.markdown("### " + _("Inside the cell"))
share.heading(session, level=4)


def view() -> Source | None:
    """Show what changes while it trains."""
    session.touch()
    strip(session)
    share.chips(session)
    return live.feed(session, live.inside(session, opened=True), drawn)


part(
    view,
    lambda: standing(session),
    drawn,
    key="cell",
    describe=lambda: describe(session),
)
share.origin(session)
describe(session)
