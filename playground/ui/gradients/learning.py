"""The reach while a run learns: the map, the error beside it, clipping, and saturated gates."""

from __future__ import annotations

import streamlit as st

from playground.analysis.gradients.learning import Moment
from playground.analysis.gradients.view import CELLS
from playground.config import registry
from playground.ui.gradients.learning_charts import MAP, REMARKS, USE, growth_map, use_chart
from playground.ui.gradients.moments import Moments
from playground.ui.session.gradient_settings import GradientSettings
from playground.ui.session.session import Session
from playground.ui.shell.data_name import called
from playground.ui.shell.live_text import said
from playground.ui.shell.markdown import literal
from playground.ui.shell.show import show
from playground.ui.shell.theme import dark
from playground.ui.train.status import status
from playground.ui.train.training_buttons import steering
from playground.wording import _

#: Seconds that the page waits for the first rows of the map.
_FIRST = 0.5


def controls(settings: GradientSettings, session: Session) -> None:
    """Say which network is looked at, and control its run."""
    with st.container(horizontal=True, vertical_alignment="center", key="buttons"):
        steering(session, primary=False)
        st.button(
            _("Next example"),
            on_click=session.next_example,
            help=_("The map is about one sequence; choose another."),
        )
        if session.experiment != settings.experiment:
            st.button(
                _("Show its initial network"),
                on_click=_show_initial,
                args=(settings, session),
                help=_("Set the controls to the values of this experiment."),
            )
        what = about_training(settings, session)
        st.markdown("**" + _("Network: {what}").format(what=what) + "**", width="content")


def _show_initial(settings: GradientSettings, session: Session) -> None:
    settings.take_from(session)
    settings.learning = False


def about_training(settings: GradientSettings, session: Session) -> str:
    """Return in a few words which network the run is of."""
    experiment = session.experiment
    cell, source = (
        _(registry.lookup("cell", experiment.model.cell).label),
        literal(called(experiment)),
    )
    text = _("{cell}, hidden units: {units}, on {source}").format(
        cell=cell, units=experiment.model.hidden_size, source=source
    )
    return (
        text
        if experiment == settings.experiment
        else text + " " + _("(other settings than those shown)")
    )


def learning(session: Session, moments: Moments) -> bool:
    """Show what changes during training; return whether there is something to show."""
    status(session)
    if session.experiment.model.cell not in CELLS:
        st.info(
            _("This network has no recurrent state, so no gradient flows through time."),
            icon=":material/info:",
        )
        return False
    if len(session.focus.probe.x) < 2:
        st.info(
            _("There is only one time step, so no gradient flows back through time."),
            icon=":material/info:",
        )
        return False
    known = moments.update(session, seconds=_FIRST)
    _map(session, known)
    with st.expander(_("Saturated and stuck units, gate by gate")):
        _gates(session, known)
    return True


def _map(session: Session, moments: list[Moment]) -> None:
    figure, sentences = growth_map(session, moments, dark())
    with st.container(key=said(MAP)):
        st.markdown("**" + sentences[0] + "**")
    show(figure, MAP, alt=" ".join(sentences), height=380)
    if session.run.step == 0 and not session.run.running:
        st.caption(
            _(
                "One row so far: the network before training. Press a Train button, and the map grows upwards."
            )
        )
    with st.container(key=said(REMARKS)):
        st.markdown("\n\n".join(sentences[1:]) or "\N{NO-BREAK SPACE}")


def _gates(session: Session, moments: list[Moment]) -> None:
    figure, sentence = use_chart(session, moments, dark())
    show(figure, USE, alt=sentence, height=340)
    with st.container(key=said(USE)):
        st.markdown(sentence)
    st.caption(
        _(
            "Over all time steps and units of the example: solid above 0.95, dotted below 0.05; a unit is stuck when it moves by less than 0.01."
        )
    )
