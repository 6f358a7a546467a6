"""The sidebar: one control for every field, made from what the field declares of itself."""

from __future__ import annotations

from typing import Any

import streamlit as st

from playground.config import registry
from playground.config.cells import has_memory
from playground.config.lookup import setting_of
from playground.figures.palette import palette
from playground.figures.wiring import wiring_svg
from playground.ui.session.session import Session
from playground.ui.shell.errors import complain
from playground.ui.shell.theme import dark
from playground.ui.sidebar.also_set import also_set
from playground.ui.sidebar.choices import CHOICES, OFF
from playground.ui.sidebar.composition import editor
from playground.ui.sidebar.field_widgets import choose, columns, ladder, number_field, text
from playground.ui.sidebar.groups import fields_of
from playground.ui.sidebar.sources import source_chooser
from playground.ui.sidebar.suiting import suiting_kind
from playground.wording import _


def controls(session: Session) -> None:
    """Show every field that matters, in groups; advanced ones behind "Details"."""
    experiment = session.experiment
    if (sentence := also_set(session)) != "":
        # beside the picture it is said there, with the chips
        with st.container(key=None if session.room.hides("chips") else "also-set-aside"):
            st.caption(sentence)
    for group, fields in fields_of(experiment, session.data):
        shown = [field for field in fields if not session.room.hides(field)]
        if not shown and (group != "Data" or session.room.hides("data.source")):
            continue
        open_group(group)
        if group == "Data" and not session.room.hides("data.source"):
            source_control(session)
        for field in (f for f in shown if not setting_of(experiment, f).details):
            control(session, field)
        if group == "Problem":
            _wiring(session)
        hidden = [f for f in shown if setting_of(experiment, f).details]
        if hidden:
            _details(session, group, hidden)


def _details(session: Session, group: str, fields: list[str]) -> None:
    """Fold the advanced fields of a group; they are made when they are opened."""
    key = f"details.{group}"
    if any(place.startswith(tuple(fields)) for place in session.trouble):
        st.session_state[key] = True  # the reason stands at the control
    details = st.expander(_("Details"), key=key, on_change="rerun")
    if details.open:
        with details:
            for field in fields:
                control(session, field)


def open_group(group: str) -> None:
    """Show a group's heading."""
    st.subheader(_(group), divider="gray")


def source_control(session: Session) -> None:
    """Choose the source; problem and network take the settings that suit it."""
    source_chooser(session)
    st.caption(_(session.experiment.source().summary))


def _wiring(session: Session) -> None:
    """Show which time steps have inputs and which outputs enter the loss, and the equations."""
    kind = registry.lookup("problem", session.experiment.problem.kind)
    make: Any = kind.make
    drawing = wiring_svg(make.wiring(), palette(dark())["text"])
    st.image(
        drawing, width="stretch", caption=_("Filled outputs enter the loss."), alt=_(kind.summary)
    )
    with st.popover(_("Equations"), width="stretch"):
        st.markdown(_(kind.summary))
        for equation in make.equations:
            st.latex(equation)


def control(session: Session, field: str) -> None:
    """Show one field as the widget that suits what it declares, and why a value was refused."""
    setting = setting_of(session.experiment, field)
    if setting.room or setting.choices:
        options = list(registry.entries(setting.room)) if setting.room else list(setting.choices)
        if setting.room == "problem":
            options = [name for name in options if name in session.experiment.problems()]
        if setting.room == "cell" and session.experiment.problem.kind != "one_to_one":
            options = [name for name in options if has_memory(name)]
        if setting.nullable:
            options.insert(0, OFF)
        label = (
            (lambda name: _(registry.lookup(setting.room, name).label))
            if setting.room
            else (lambda name: _(CHOICES.get(name) or name))
        )
        choose(
            session,
            field,
            options,
            label,
            (lambda name: suiting_kind(session.experiment, name))
            if setting.room == "problem"
            else None,
        )
    elif setting.kind in (int, float) and (setting.log or setting.nullable):
        ladder(session, field, setting)
    elif setting.kind in (int, float):
        number_field(session, field, setting)
    elif field in ("data.compose", "data.events"):
        editor(session, field)
    elif field in ("data.columns", "data.target"):
        columns(session, field)
    else:
        text(session, field)
    if field in session.trouble:
        complain(session.trouble[field])
