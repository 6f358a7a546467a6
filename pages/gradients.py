"""The Gradients page: how far back the last prediction listens, before training and while it learns."""

from __future__ import annotations

import streamlit as st

from playground.run import TICK
from playground.ui import link, upload
from playground.ui.desk import desk
from playground.ui.gradient_picture import picture, presets
from playground.ui.lab import lab, tell_link
from playground.ui.learning import learning, pending, start_buttons
from playground.ui.renewing import part, standing
from playground.ui.trouble import warn
from playground.ui.where_it_goes import where_it_goes
from playground.wording import _

arrived = link.arriving()
table = desk()
own = lab(table, arrived)


def rest() -> tuple:
    """Return what stands outside the parts that renew themselves."""
    return standing(table), pending(), table.experiment == own.experiment, own.experiment.model.cell


drawn = rest()

upload.wanted(table)
st.markdown("### " + _("If the state at t changed a little, how much would the last prediction change?"))
for message in table.trouble.values():
    warn(message)


def before_training() -> None:
    """Show the untrained networks; a knob renews only this part."""
    presets(own)
    drawn = picture(own, table)
    if drawn is not None:
        where_it_goes(own, *drawn)


def while_it_learns() -> None:
    """Show what changes while it trains."""
    table.run.touch()
    learning(own, table)


part(before_training, rest, drawn, every=None, describe=lambda: tell_link(own, table))
st.divider()
st.markdown("### " + _("Watch the reach grow while it learns"))
start_buttons(own, table)
part(while_it_learns, rest, drawn, every=TICK if table.waiting or pending() else None)
tell_link(own, table)
