"""The Train page: choose, press Train, and watch the network learn."""

from __future__ import annotations

import streamlit as st

from playground.ui.lesson.rail import rail
from playground.ui.my_data import benchmark, upload
from playground.ui.session.arrival import describe, open_session
from playground.ui.session.renewing import part, standing
from playground.ui.shell.feed import Source
from playground.ui.sidebar.controls import controls
from playground.ui.train import exhibit_panel, live, memory, predictions, share
from playground.ui.train.results import results
from playground.ui.train.save import save_and_share
from playground.ui.train.strip import strip
from playground.wording import _

session = open_session()
session.touch()
run, drawn = session.run, standing(session)


def settings() -> None:
    """Show the controls of the experiment, and what can be saved."""
    st.button(
        _("Undo last change"), on_click=session.undo, disabled=not session.past, width="stretch"
    )
    controls(session)
    upload.invite()
    save_and_share(session)


with st.sidebar:
    rail(session, settings)

share.heading(session)


def below() -> None:
    """Show what is further down: predictions, errors, the series, and the results."""
    predictions.predictions(session)
    left, right = st.columns(2)
    with left:
        live.errors(session)
    with right:
        live.series(session)
        live.columns(session)
    with right if session.windows.task else left:
        results(session)
        memory.offer(session)


def view() -> Source | None:
    """Show what changes while it trains."""
    session.touch()
    strip(session)
    share.chips(session)  # in here, since an edit on the tracks renews only this part
    exhibit_panel.panel(session)
    look = live.inside(session)
    with st.container(key="below"):
        share.set_by_exhibit(session)
        below()
    return live.feed(session, look, drawn)


part(
    view,
    lambda: standing(session),
    drawn,
    key="train",
    describe=lambda: describe(session),
)
if not session.windows.task:
    benchmark.invite()
predictions.feedforward_offer(session)
share.origin(session)
describe(session)
