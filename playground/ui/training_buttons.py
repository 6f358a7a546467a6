"""The buttons of the training, named as everywhere: Train, Pause, Step, Reset."""

from __future__ import annotations

import streamlit as st

from playground.ui import share
from playground.ui.desk import Desk
from playground.wording import _


def training_buttons(desk: Desk) -> None:
    """Show what can be done with the run on the desk."""
    run = desk.run
    with st.container(horizontal=True, vertical_alignment="bottom", key="buttons"):
        steering(desk, primary=True)
        st.button(_("New weights"), on_click=desk.set, args=({"model.seed": (desk.experiment.model.seed + 1) % 2**31},),
                  help=_("Back to step 0 with freshly drawn weights: the next weight seed."))  # fmt: skip
        if run.recording.stop_reason == "max_steps":
            steps = desk.experiment.training.max_steps
            st.button(_("{steps} more steps").format(steps=steps), on_click=desk.go_on, args=(steps,))
        share.pace_control(desk)


def steering(desk: Desk, *, primary: bool) -> None:
    """Show Train or Pause, Step and Reset; while single steps are done, more of them can be asked for.

    Parameters
    ----------
    desk : Desk
    primary : bool
        Whether Train is what the page is about.
    """
    run = desk.run
    training = run.running and not run.stepping
    if training:
        st.button("Pause", on_click=run.pause, type="primary")
    else:
        st.button("Train", on_click=desk.train, type="primary" if primary else "secondary")
    st.button("Step", on_click=run.one_step, disabled=training or run.finished, help=_("One training step: one update of the weights."))
    st.button("Reset", on_click=desk.reset, help=_("Back to step 0 with the same weights it began with."))
