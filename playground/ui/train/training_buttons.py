"""The buttons of the training, with the same names on every page: Train, Pause, Step, Reset."""

from __future__ import annotations

import streamlit as st

from playground.ui.session.session import Session
from playground.ui.train import share
from playground.wording import _


def training_buttons(session: Session) -> None:
    """Show the buttons for the run in the session, and below them its pace."""
    with st.container(key="training-buttons", width="content", gap="xsmall"):
        with st.container(horizontal=True, wrap=False, gap="xsmall", key="buttons"):
            steering(session, primary=True)
        share.pace_control(session)


def steering(session: Session, *, primary: bool) -> None:
    """Show Train or Pause, Step and Reset; Step can be pressed again while a step is computed.

    Parameters
    ----------
    session : Session
    primary : bool
        Whether Train is the primary button of the page.
    """
    run = session.run
    training = run.running and not run.stepping
    withheld = session.withholds("train") or session.withholds("step")
    if training:
        st.button(_("Pause"), key="run.pause", on_click=run.pause, type="primary")
    else:
        st.button(
            _("Train"),
            key="run.train",
            on_click=session.train,
            type="primary" if primary else "secondary",
            disabled=withheld,
        )
    st.button(
        _("Step"),
        on_click=run.one_step,
        disabled=training or run.finished or withheld,
        help=_("One training step: one update of the weights."),
    )
    st.button(
        _("Reset"),
        on_click=session.reset,
        disabled=session.withholds("reset"),
        help=_("Return to step 0 with the same initial weights."),
    )
