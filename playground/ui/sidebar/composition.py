"""The editor of composed waves and events behind "Details"."""

from __future__ import annotations

from typing import Any

import streamlit as st

from playground.config import registry
from playground.config.field_spec import Setting
from playground.config.fields.composition import EVENTS, MOST, NAMES, PIECE, waves
from playground.ui.session.session import Session
from playground.ui.shell.errors import complain
from playground.ui.sidebar.field_widgets import may_change
from playground.wording import _, counted, number

_KINDS = {"compose": {"": PIECE}, "events": EVENTS}


def editor(session: Session, field: str) -> None:
    """Show what is there, each with a button to take it away, and a form for one more.

    Parameters
    ----------
    session : Session
    field : {"data.compose", "data.events"}
    """
    name = field.removeprefix("data.")
    entries = getattr(session.experiment.data, name)
    st.markdown("**" + (_("Composition") if name == "compose" else _("Events")) + "**")
    for k, entry in enumerate(entries):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(told(entry))
            st.button(
                _("Remove"),
                key=f"{field}.remove.{k}.{len(entries)}",
                on_click=_remove,
                args=(session, field, k),
                icon=":material/close:",
                disabled=session.room.locks(field),
            )
    for place, message in session.trouble.items():
        if place.startswith(f"{field}["):
            complain(message)
    if len(entries) < MOST:
        with st.popover(
            _("Add a wave") if name == "compose" else _("Add an event"),
            width="stretch",
            **may_change(session, field),
        ):
            _form(session, field, name, len(entries))


def in_words(session: Session) -> str:
    """Return composition and events in words on one line; empty for a plain series."""
    data = session.experiment.data
    return " · ".join(told(entry) for entry in (*data.compose, *data.events))


def told(entry: dict[str, Any]) -> str:
    """Return one piece or event in words: "outlier at row 100, size 3, again every 50"."""
    wave = _(registry.source(entry["source"]).label) if "source" in entry else ""
    if "how" in entry:
        said = _("{how}: {wave}").format(how=_(NAMES[entry["how"]]), wave=wave)
        return said + (
            counted(entry["rows"], ", {n} row", ", {n} rows")
            if entry["how"] == "concatenate" and entry["rows"]
            else ""
        )
    said = _("{event} at row {at}").format(event=_(NAMES[entry["kind"]]), at=entry["at"])
    if "source" in entry:
        said += _(", to {wave}").format(wave=wave)
    if "size" in entry:
        said += _(", size {size}").format(size=number(entry["size"], 3))
    if entry.get("rows"):
        said += counted(entry["rows"], ", for {n} row", ", for {n} rows")
    return said + (_(", every {every} rows").format(every=entry["every"]) if entry["every"] else "")


def _form(session: Session, field: str, name: str, count: int) -> None:
    """Ask for one more; its widgets are made anew once it has been added."""
    key = f"{field}.new.{count}"
    kinds = [
        kind
        for kind in _KINDS[name]
        if kind != "regime_change" or session.experiment.source().is_generator
    ]
    kind = kinds[0]
    if name == "events":
        kind = (
            st.selectbox(_("Event"), kinds, key=f"{key}.kind", format_func=lambda k: _(NAMES[k]))
            or kinds[0]
        )
    entry: dict[str, Any] = {"kind": kind} if name == "events" else {}
    for setting in _KINDS[name][kind]:
        if setting.name == "params":
            for own in registry.source(entry["source"]).parameters:
                entry.setdefault("params", {})[own.name] = _asked(
                    own, f"{key}.{kind}.{entry['source']}.{own.name}"
                )
        elif setting.name != "rows" or entry.get("how", "concatenate") == "concatenate":
            entry[setting.name] = _asked(setting, f"{key}.{kind}.{setting.name}")
    st.button(
        _("Add"),
        key=f"{key}.add",
        type="primary",
        width="stretch",
        on_click=_add,
        args=(session, field, entry),
    )


def _asked(setting: Setting, key: str) -> Any:
    """Show one key of a piece or an event as the widget that suits it."""
    label = _(setting.label) + (f" ({_(setting.unit)})" if setting.unit else "")
    if setting.room:
        return st.selectbox(
            label,
            waves(),
            key=key,
            help=_(setting.help),
            format_func=lambda n: _(registry.source(n).label),
        )
    if setting.choices:
        return st.selectbox(
            label,
            setting.choices,
            key=key,
            help=_(setting.help),
            format_func=lambda n: _(NAMES.get(n) or n),
        )
    low, high = (
        None if end is None else setting.kind(end) for end in (setting.minimum, setting.maximum)
    )
    return st.number_input(
        label,
        low,
        high,
        setting.default,
        key=key,
        help=_(setting.help),
        format=None if setting.kind is int else "%g",
    )


def _add(session: Session, field: str, entry: dict[str, Any]) -> None:
    session.set({field: [*getattr(session.experiment.data, field.removeprefix("data.")), entry]})


def _remove(session: Session, field: str, place: int) -> None:
    entries = list(getattr(session.experiment.data, field.removeprefix("data.")))
    session.set({field: entries[:place] + entries[place + 1 :]})
