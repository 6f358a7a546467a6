"""Inside the cell: one unit of the network on the desk, its gates and its memory, forwards and backwards."""

from __future__ import annotations

import streamlit as st

from playground.run import TICK
from playground.ui import live, share
from playground.ui.desk import describe, desk
from playground.ui.renewing import part, standing
from playground.ui.training_buttons import training_buttons
from playground.wording import _

table = desk()
drawn = standing(table)

st.markdown("### " + _("Inside the cell"))
share.heading(table, level=4)
training_buttons(table)


def view() -> None:
    """Show what changes while it trains."""
    table.run.touch()
    live.status(table)
    share.probe_choice(table)
    live.inside(table, opened=True)


part(view, lambda: standing(table), drawn, every=TICK if table.waiting else None, describe=lambda: describe(table))
share.variations(table)
describe(table)
