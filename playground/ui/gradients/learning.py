"""The reach while a run learns: the map, the error beside it, clipping, and saturated gates."""

from __future__ import annotations

from functools import partial

import streamlit as st

from playground.analysis.gradients.inputs import ALL_MATTER, steps_that_matter
from playground.analysis.gradients.learning import Learning, Moment, clipped
from playground.analysis.gradients.view import CELLS
from playground.config import registry
from playground.figures.gate_use import gate_use
from playground.figures.learning_map import learning_map
from playground.models import cells
from playground.sentences.learning import about_clipping, about_growth, about_use
from playground.ui.session.gradient_settings import GradientSettings, train_cell
from playground.ui.session.session import Session
from playground.ui.shell.data_name import called
from playground.ui.shell.errors import complain
from playground.ui.shell.markdown import literal
from playground.ui.shell.show import show
from playground.ui.shell.theme import dark
from playground.ui.train.status import status
from playground.ui.train.training_buttons import steering
from playground.wording import _, low


def start_buttons(settings: GradientSettings, session: Session) -> None:
    """Offer to train one of the picture's networks, and to control the run."""
    run = session.run
    st.markdown(
        _(
            "Train one of the networks above with the current settings and see its reach change with every training step. Time runs to the right as above; training runs upwards."
        )
    )
    with st.container(horizontal=True, vertical_alignment="center", key="train_cell"):
        for cell in CELLS:
            label = _("Train the {cell}").format(cell=_(registry.lookup("cell", cell).label))
            chosen = cell == settings.experiment.model.cell
            st.button(
                label,
                on_click=train_cell,
                args=(settings, session, cell),
                type="primary" if chosen and not run.running else "secondary",
            )
    if "train" in settings.trouble:
        complain(settings.trouble["train"])
    st.markdown(
        "**" + _("In training: {what}").format(what=about_training(settings, session)) + "**"
    )
    with st.container(horizontal=True, vertical_alignment="bottom", key="buttons"):
        steering(session, primary=False)
        st.button(
            _("Next example"),
            on_click=session.next_example,
            help=_("The map is about one sequence; choose another."),
        )
        if session.experiment != settings.experiment:
            st.button(
                _("Show its initial network above"),
                on_click=settings.take_from,
                args=(session,),
                help=_("Set the controls to the values of this experiment."),
            )


def about_training(settings: GradientSettings, session: Session) -> str:
    """Return in a few words what is in training."""
    experiment = session.experiment
    cell, source = (
        _(registry.lookup("cell", experiment.model.cell).label),
        literal(called(experiment)),
    )
    text = _("{cell}, hidden units: {units}, on {source}").format(
        cell=cell, units=experiment.model.hidden_size, source=source
    )
    return text if experiment == settings.experiment else text + " " + _("(not the networks above)")


def learning(settings: GradientSettings, session: Session) -> bool:
    """Show what changes during training; return whether steps are still to be computed."""
    status(session)
    experiment, run = session.experiment, session.run
    if experiment.model.cell not in CELLS:
        st.info(
            _("This network has no recurrent state, so no gradient flows through time."),
            icon=":material/info:",
        )
        return False
    kept = _kept()
    at_frame = partial(session.focus.explanation_of, run)
    about = (id(run), id(session.focus.probe), session.focus.layer)
    moments = kept.moments(about, run.recording, at_frame, session.focus.layer)
    if not moments or moments[-1].share.size < 2:
        st.info(
            _("There is only one time step, so no gradient flows back through time."),
            icon=":material/info:",
        )
        return False
    _map(session, moments)
    with st.expander(_("Saturated and stuck units, gate by gate")):
        _gates(session, moments)
    return kept.pending > 0


def pending() -> bool:
    """Return whether training steps are still to be looked at."""
    return _kept().pending > 0


def _kept() -> Learning:
    return st.session_state.setdefault("learning", Learning())


def _map(session: Session, moments: list[Moment]) -> None:
    recording, experiment = session.run.recording, session.experiment
    acted = clipped(recording, experiment.training)
    off = all(
        experiment.training.in_force("grad_clip_norm", frame.step) is None
        for frame in recording.frames
    )
    mark = steps_that_matter(session.focus.probe.x[None], experiment)
    marked = None if mark is None else len(session.focus.probe.x) - 1 - int(mark[0])
    said = [
        s
        for s in (
            about_growth(moments, marked, several=experiment.data.source in ALL_MATTER),
            about_clipping(recording, acted, off=off),
        )
        if s
    ]
    st.markdown("**" + said[0] + "**")
    figure = learning_map(moments, recording, acted, marked, experiment.model.cell, dark())
    show(figure, "learning_map", alt=" ".join(said), height=420)
    if session.run.step == 0:
        st.caption(
            _(
                "One row so far: the network before training. Press a Train button, and the map grows upwards."
            )
        )
    for sentence in said[1:]:
        st.markdown(sentence)


def _gates(session: Session, moments: list[Moment]) -> None:
    signals = cells.signals(session.experiment.model)
    bounded = all(s.high is not None for s in signals if s.name == "hidden_state")
    sentence = about_use(
        moments, {signal.name: low(signal.symbol) for signal in signals}, bounded=bounded
    )
    show(gate_use(moments, signals, dark()), "gate_use", alt=sentence, height=340)
    st.markdown(sentence)
    st.caption(
        _(
            "Over all time steps and units of the example: solid above 0.95, dotted below 0.05; a unit is stuck when it moves by less than 0.01."
        )
    )
