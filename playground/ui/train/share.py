"""Controls around the charts: heading, pace, choice of the example, and "change one thing"."""

from __future__ import annotations

import streamlit as st

from playground.config.lookup import setting_of
from playground.ui.my_data import upload
from playground.ui.my_data.data_notes import in_few_lines
from playground.ui.session.pace import PACES
from playground.ui.session.session import Session
from playground.ui.shell.errors import warn
from playground.ui.shell.held import seeded
from playground.ui.shell.markdown import literal
from playground.ui.sidebar.also_set import also_set, exhibit_opened
from playground.ui.train import exhibits
from playground.ui.train.one_change import change_one_thing
from playground.wording import N_, _, again, counted

_PACES = dict(zip(PACES, (N_("slow"), N_("normal"), N_("full")), strict=True))


def heading(session: Session, level: int = 3) -> None:
    """Show what the network has to learn, and errors of the link or the last change."""
    upload.wanted(session)
    exhibits.heading(session, level)
    for field, message in session.trouble.items():
        if field != "file":  # shown at the upload
            warn(message if field == "link" else f"{_name(session, field)}: {again(message)}")
    _notes([literal(n) for n in in_few_lines((*session.data.notes, *session.windows.notes))])


def _notes(notes: list[str]) -> None:
    """Show what was done to the data in one line, with the rest of several folded behind it."""
    if not notes:
        return
    with st.container(key="data-notes"):
        if len(notes) == 1:
            st.info(notes[0], icon=":material/build:")
        else:
            with st.expander(f"{notes[0]} …", icon=":material/build:"):
                st.markdown("  \n".join(notes))


def origin(session: Session) -> None:
    """Show where the data come from, unless the question says it."""
    exhibit = session.exhibit
    if exhibit is None or not exhibit.has_task_of(session.experiment):
        exhibits.origin(session)


def _name(session: Session, field: str) -> str:
    """Return the label of a field if it has a control, otherwise its name."""
    try:
        return _(setting_of(session.experiment, field).label)
    except (KeyError, StopIteration):
        return field


def pace_control(session: Session) -> None:
    """Show the choice of the pace at which the training is shown."""
    key, first = seeded(session.widgets.shown, "pace", session.pace.name)
    st.segmented_control(
        _("Pace"),
        list(PACES),
        label_visibility="collapsed",
        default=first,
        key=key,
        required=True,
        on_change=_paced,
        args=(session, key),
        format_func=lambda name: _(_PACES[name]),
    )


def _paced(session: Session, key: str) -> None:
    session.choose_pace(st.session_state[key])


def chips(session: Session) -> None:
    """Show the small buttons above the tracks: change one thing, weights, example and layer."""
    if session.room.hides("chips"):
        return
    with st.container(gap="xsmall", key="change"):
        with st.container(horizontal=True, vertical_alignment="center", gap="xsmall", key="chips"):
            _chips(session)
        if session.past and not exhibit_opened(session):
            _also_set(session)


def set_by_exhibit(session: Session) -> None:
    """Say, below the picture, what an exhibit that was just opened has set."""
    if session.past and exhibit_opened(session) and not session.room.hides("chips"):
        _also_set(session)


def _also_set(session: Session) -> None:
    """Say what the last change has also set, and offer to undo all of it."""
    if (sentence := also_set(session)) == "":
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="also-set"):
        st.markdown(sentence)
        st.button(_("Undo"), key="undo-all", on_click=session.undo)


def _chips(session: Session) -> None:
    change_one_thing(session)
    run, seed = session.run, session.experiment.model.seed
    st.button(
        _("New weights"),
        on_click=session.set,
        args=({"model.seed": (seed + 1) % 2**31},),
        help=_("Return to step 0 with other initial weights: the next weight seed."),
        disabled=session.room.locks("model.seed"),
    )
    steps = session.experiment.training.max_steps
    st.button(
        "+" + counted(steps, "{n} step", "{n} steps"),
        on_click=session.go_on,
        args=(steps,),
        # Always there, so that the row is as long when a run ends as before.
        disabled=run.recording.stop_reason != "max_steps"
        or session.room.locks("training.max_steps"),
        help=_("Go on with the same network once all its training steps are done."),
    )
    _probe_choice(session)


def _probe_choice(session: Session) -> None:
    """Show the choice of the example and, in deep networks, of the layer."""
    if session.windows.task:
        st.button(
            _("Next example"),
            key="next-example",
            on_click=session.next_example,
            disabled=session.withholds("example"),
        )
        if session.focus.probe.edited:
            st.button(_("Undo my edits"), on_click=session.next_example, args=(0,))
    else:
        st.button(_("Window before"), on_click=session.next_example, args=(-1,))
        st.button(_("Window after"), on_click=session.next_example, args=(1,))
    layers = session.experiment.model.num_layers
    if layers > 1:
        key, first = seeded(session.widgets.shown, f"layer.{layers}", session.focus.layer)
        st.segmented_control(
            _("Layer"),
            range(layers),
            default=first,
            key=key,
            required=True,
            on_change=_layered,
            args=(session, key),
            format_func=lambda k: str(k + 1),
        )


def _layered(session: Session, key: str) -> None:
    chosen = st.session_state.get(key)
    if chosen is not None:
        session.focus.layer = chosen
