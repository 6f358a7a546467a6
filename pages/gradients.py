"""The Gradients page: how far back the gradient reaches, before training and during it."""

from __future__ import annotations

import streamlit as st

from playground.ui.gradients.breakdown import where_it_goes
from playground.ui.gradients.gradient_picture import picture, presets
from playground.ui.gradients.knobs import knobs
from playground.ui.gradients.learning import controls, learning
from playground.ui.gradients.learning_feed import LearningFeed
from playground.ui.gradients.moments import session_moments
from playground.ui.gradients.stages import stages
from playground.ui.my_data import upload
from playground.ui.session.arrival import open_session
from playground.ui.session.gradient_settings import gradient_settings, tell_link
from playground.ui.session.renewing import part, standing
from playground.ui.shell import link
from playground.ui.shell.errors import warn
from playground.ui.shell.feed import Source
from playground.ui.shell.theme import dark

arrived = link.arriving()
session = open_session()
session.touch()
settings = gradient_settings(session, arrived)


def rest() -> tuple:
    """Return what stands outside the part that renews itself."""
    return standing(session)


drawn = rest()

upload.wanted(session)
for message in session.trouble.values():
    warn(message)


def before_training() -> None:
    """Show the untrained networks."""
    found = picture(settings, session)
    if found is not None:
        where_it_goes(settings, *found)


def while_it_learns() -> Source | None:
    """Show how the reach of one network changes, beside the knobs that made it."""
    session.touch()
    moments = session_moments()
    left, right = st.columns([3, 1], gap="large")
    with left:
        controls(settings, session)
        shown = learning(session, moments)
    with right:
        knobs(settings)
    going = session.waiting or (shown and not moments.complete)
    return LearningFeed(session, moments, rest, drawn, dark()) if going else None


def view() -> Source | None:
    """Show one of the two stages; a knob renews only this part."""
    stages(settings, session)
    presets(settings)
    if settings.learning:
        return while_it_learns()
    before_training()
    return None


part(view, rest, drawn, key="gradients", describe=lambda: tell_link(settings, session))
tell_link(settings, session)
