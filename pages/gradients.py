"""The Gradients page: how far back the last prediction listens, before training and while it learns."""

from __future__ import annotations

import streamlit as st

from playground.ui import link
from playground.ui.desk import desk
from playground.ui.gradient_picture import picture, presets
from playground.ui.lab import lab, tell_link
from playground.ui.language import live as renewed
from playground.wording import _

arrived = link.arriving()
table = desk()
own = lab(table, arrived)

st.markdown("### " + _("If the state at t changed a little, how much would the last prediction change?"))


def before_training() -> None:
    """Show the untrained networks; a knob renews only this part."""
    presets(own)
    picture(own, table)
    tell_link(own, table)
    link.write()


renewed(before_training, run_every=None)()
