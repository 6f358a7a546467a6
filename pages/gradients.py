"""The Gradients page: how far back the gradient reaches, before training and during it."""

from __future__ import annotations

import streamlit as st

from playground.ui.gradients.breakdown import where_it_goes
from playground.ui.gradients.gradient_picture import picture, presets
from playground.ui.gradients.learning import learning, start_buttons
from playground.ui.gradients.learning_feed import LearningFeed
from playground.ui.gradients.moments import session_moments
from playground.ui.my_data import upload
from playground.ui.session.arrival import open_session
from playground.ui.session.gradient_settings import gradient_settings, tell_link
from playground.ui.session.renewing import part, standing
from playground.ui.shell import link
from playground.ui.shell.errors import warn
from playground.ui.shell.feed import Source
from playground.ui.shell.theme import dark
from playground.wording import _

arrived = link.arriving()
session = open_session()
session.touch()
settings = gradient_settings(session, arrived)


def rest() -> tuple:
    """Return what stands outside the parts that renew themselves."""
    return (
        standing(session),
        session.experiment == settings.experiment,
        settings.experiment.model.cell,
    )


drawn = rest()

upload.wanted(session)
st.markdown("### " + _("How far back can it learn from?"))
for message in session.trouble.values():
    warn(message)


def before_training() -> None:
    """Show the untrained networks; a knob renews only this part."""
    presets(settings)
    drawn = picture(settings, session)
    if drawn is not None:
        where_it_goes(settings, *drawn)


def while_it_learns() -> Source | None:
    """Show what changes while it trains."""
    session.touch()
    moments = session_moments()
    shown = learning(session, moments)
    going = session.waiting or (shown and not moments.complete)
    return LearningFeed(session, moments, rest, drawn, dark()) if going else None


part(before_training, rest, drawn, key="before", describe=lambda: tell_link(settings, session))
st.divider()
st.markdown("### " + _("The reach during training"))
start_buttons(settings, session)
part(while_it_learns, rest, drawn, key="learning")
tell_link(settings, session)
