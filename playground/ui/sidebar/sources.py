"""The choice of the source: grouped, searchable, with a small picture of each."""

from __future__ import annotations

from collections.abc import Iterator

import streamlit as st

from playground.config import registry
from playground.config.registry import Source
from playground.ui.session.session import Session
from playground.ui.shell import source_pictures
from playground.ui.shell.data_name import called
from playground.ui.shell.markdown import literal
from playground.ui.sidebar.field_widgets import label_of, may_change
from playground.ui.sidebar.suiting import suiting
from playground.wording import N_, _

_CHOICES = "sources.choices"
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


def grouped(session: Session, search: str = "") -> Iterator[tuple[str, list[Source]]]:
    """Yield each group with its sources whose words contain those of a search.

    The reader's own file is there while it is in use.
    """
    words = search.casefold().split()
    for group, title in GROUPS.items():
        members = [
            source
            for source in registry.sources().values()
            if group_of(source) == group
            and (not source.is_file or session.experiment.source().is_file)
        ]
        texts = [f"{_(title)} {_(s.label)} {_(s.summary)}".casefold() for s in members]
        yield (
            group,
            [s for s, t in zip(members, texts, strict=True) if all(word in t for word in words)],
        )


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
        search = st.text_input(
            _("Search"),
            key=f"sources.search.{number}",
            placeholder=_("Search, for example season"),
            label_visibility="collapsed",
            icon=":material/search:",
        )
        groups = [(group, members) for group, members in grouped(session, search) if members]
        if not groups:
            st.caption(_("No source contains these words."))
        with st.container(gap="xxsmall", key="source-list"):
            for group, members in groups:
                st.markdown(f"**{_(GROUPS[group])}**")
                for source in members:
                    _offer(session, source)


def _offer(session: Session, source: Source) -> None:
    present = source.name == session.experiment.data.source
    picture = "" if source.is_file else f"![]({source_pictures.address(source.name)}) "
    st.button(
        picture + _(source.label),
        key=f"source.{source.name}",
        on_click=pick,
        args=(session, source.name),
        type="primary" if present else "tertiary",
        icon=":material/check:" if present else None,
        width="stretch",
        help=_(source.summary),
    )


def pick(session: Session, source: str) -> None:
    """Open a source with the settings that suit it; the present one stays as it is."""
    st.session_state[_CHOICES] = st.session_state.get(_CHOICES, 0) + 1
    if source != session.experiment.data.source:
        session.set(suiting(session, source))
