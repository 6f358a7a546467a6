"""The choice of the source: grouped, searchable, with a small picture of each."""

from __future__ import annotations

import json

import streamlit as st

from playground.config import registry
from playground.config.experiment import Experiment
from playground.config.registry import Source
from playground.ui.session.session import Session
from playground.ui.shell import source_pictures
from playground.ui.shell.component import stamped, stub
from playground.ui.shell.data_name import called
from playground.ui.shell.markdown import literal
from playground.ui.sidebar.field_widgets import label_of, may_change
from playground.ui.sidebar.suiting import suiting
from playground.wording import N_, _

_CHOICES, _LIST = "sources.choices", "source-list"
_mount = st.components.v2.component("playground_sources", js=stub("ui/sources.mjs"))
#: Titles of the groups, in their order on screen.
GROUPS = {
    "waves": N_("Waves"),
    "tasks": N_("Memory tasks"),
    "real": N_("Real data"),
    "mine": N_("Mine"),
}


def group_of(source: Source) -> str:
    """Return the group of a source.

    Examples
    --------
    >>> [group_of(registry.source(name)) for name in ("sine", "waveforms", "hold", "sunspots")]
    ['waves', 'waves', 'tasks', 'real']
    """
    if source.is_file:
        return "mine"
    if source.is_bundled:
        return "real"
    # Four wave shapes are drawn as independent sequences, but need no memory task's yardstick.
    return "tasks" if source.is_task and "yardstick" in source.facts else "waves"


def grouped(experiment: Experiment) -> list[tuple[str, list[Source]]]:
    """Return each group with its sources; the reader's own file while it is in use."""
    sources = [
        s for s in registry.sources().values() if not s.is_file or experiment.source().is_file
    ]
    return [(group, [s for s in sources if group_of(s) == group]) for group in GROUPS]


def source_chooser(session: Session) -> None:
    """Show the present source, and behind it all sources to choose from."""
    number = st.session_state.get(_CHOICES, 0)  # a new key after each choice closes the popover
    with st.popover(
        f"{label_of(session, 'data.source')}: {literal(called(session.experiment))}",
        key=f"sources.{number}",
        on_change="rerun",
        width="stretch",
        **may_change(session, "data.source"),
    ):
        key = f"{_LIST}.{number}"
        _mount(
            key=key,
            data=stamped(_packed(session.experiment), key),
            on_pick_change=lambda: _picked(session, key),
        )


def _packed(experiment: Experiment) -> bytes:
    words = {
        "search": _("Search"),
        "placeholder": _("Search, for example season"),
        "none": _("No source contains these words."),
    }
    groups = [
        {"title": _(GROUPS[group]), "sources": [_offer(source) for source in members]}
        for group, members in grouped(experiment)
        if members
    ]
    message = {"words": words, "groups": groups, "present": experiment.data.source}
    return json.dumps(message, ensure_ascii=False).encode()


def _offer(source: Source) -> dict[str, str]:
    return {
        "name": source.name,
        "label": _(source.label),
        "summary": _(source.summary),
        "picture": "" if source.is_file else source_pictures.address(source.name),
    }


def _picked(session: Session, key: str) -> None:
    name = (st.session_state.get(key) or {}).get("pick")
    if name in registry.sources():
        pick(session, name)


def pick(session: Session, source: str) -> None:
    """Open a source with the settings that suit it; the present one stays as it is."""
    st.session_state[_CHOICES] = st.session_state.get(_CHOICES, 0) + 1
    if source != session.experiment.data.source:
        session.set(suiting(session, source))
