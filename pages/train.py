"""The Train page: choose, press Train, and watch the network learn."""

from __future__ import annotations

import streamlit as st

from playground.run import TICK
from playground.ui import answers, live, memory, share, upload, worth
from playground.ui.controls import controls
from playground.ui.desk import describe, desk
from playground.ui.renewing import part, standing
from playground.ui.results import results
from playground.ui.training_buttons import training_buttons
from playground.wording import _

table = desk()
run, drawn = table.run, standing(table)

with st.sidebar:
    st.button(_("Undo last change"), on_click=table.undo, disabled=not table.past, width="stretch")
    controls(table)
    upload.invite()
    share.offer(table)

share.heading(table)

training_buttons(table)


def view() -> None:
    """Show what changes while it trains."""
    run.touch()
    live.status(table)
    share.probe_choice(table)  # in here, since an edit on the tracks renews only this part
    live.inside(table)
    answers.answers(table)
    left, right = st.columns(2)
    with left:
        live.errors(table)
    with right:
        live.series(table)
        live.columns(table)
    with right if table.windows.task else left:
        results(table)
        memory.offer(table)


part(view, lambda: standing(table), drawn, every=TICK if table.waiting else None, describe=lambda: describe(table))
if not table.windows.task:
    worth.invite()
answers.beside(table)
share.variations(table)
describe(table)
