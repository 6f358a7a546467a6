"""The address bar: read once per arrival, written in one place, kept through navigation.

A click in the navigation drops the query string, so what the link should say is kept in the
session; the frame (`playground.ui.main`) calls `arrive` before a page runs and `write` after it,
and nobody else touches ``st.query_params``.
"""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from playground.ui.shell.markdown import literal
from playground.wording import LANGUAGES, _

#: Keys of the link that set the view and not the experiment.
VIEW_KEYS = ("at", "show", "hide", "lock", "lang", "lesson", "step", "present", "seal")

_KEPT, _WRITTEN, _NEW, _EARLIER, _HELD = (
    "link.kept",
    "link.written",
    "link.new",
    "link.earlier",
    "link.held",
)
#: Earlier addresses remembered: a browser that asked before it had our newest still sends one of
#: the last few.
_MOST_EARLIER = 20


def arrive() -> None:
    """Compare the address with what was last written there, and remember it when it is another one.

    One that we wrote before is news only when the reader goes back or forward: otherwise the
    browser just had not heard of the newest.
    """
    session = st.session_state
    current = st.query_params.to_dict()
    echo = current in session.get(_EARLIER, []) and not _goes_back_or_forward()
    if _WRITTEN not in session or (current and current != session[_WRITTEN] and not echo):
        session[_NEW] = session[_KEPT] = current
        _remember(current)
    session[_WRITTEN] = current


def _remember(query: Mapping[str, str]) -> None:
    earlier = [q for q in st.session_state.get(_EARLIER, []) if q != query]
    st.session_state[_EARLIER] = [*earlier, dict(query)][-_MOST_EARLIER:]


def _goes_back_or_forward() -> bool:
    context = get_script_run_ctx()
    return context is not None and context.is_history_navigation


def arrived() -> dict[str, str] | None:
    """Return the query a visitor came with, once; ``None`` while the address is the one we wrote.

    It comes on a first visit (then possibly empty) and when the browser's back or forward button
    brings another link.
    """
    return st.session_state.pop(_NEW, None)


def arriving() -> dict[str, str] | None:
    """Return what `arrived` is about to return, without taking it."""
    return st.session_state.get(_NEW)


def kept() -> dict[str, str]:
    """Return the query that the address bar is to show."""
    return dict(st.session_state.get(_KEPT, {}))


def describe(query: Mapping[str, str], view: Mapping[str, str | None] | None = None) -> None:
    """Set the experiment's keys of the address bar, and change view keys (``None`` drops one)."""
    if st.session_state.get(_HELD):
        return
    view_now = {k: v for k, v in kept().items() if k in VIEW_KEYS} | dict(view or {})
    st.session_state[_KEPT] = {**query, **{k: v for k, v in view_now.items() if v is not None}}


def view(changes: Mapping[str, str | None]) -> None:
    """Change view keys alone (``None`` drops one)."""
    describe({k: v for k, v in kept().items() if k not in VIEW_KEYS}, changes)


def hold(query: Mapping[str, str] | None) -> None:
    """Keep the link of an experiment that could not be opened yet in the address bar."""
    st.session_state[_HELD] = False
    if query is not None:
        describe(query)
        st.session_state[_HELD] = True


def without_effect() -> list[str]:
    """Say which keys of the link do nothing in this version."""
    query, told = kept(), []
    if query.get("lang", "en") not in LANGUAGES:
        names = ", ".join(LANGUAGES.values())
        told.append(
            _("This link asks for the language {code}. Available so far: {names}.").format(
                code=literal(query["lang"][:40]), names=names
            )
        )
    return told


def write() -> None:
    """Write the address bar if it shows something else; the frame's last act."""
    wanted = kept()
    twice = any(
        len(st.query_params.get_all(key)) > 1 for key in wanted
    )  # the last one holds; the address must not say both
    if twice or st.query_params.to_dict() != wanted:
        st.query_params.from_dict(wanted)
        _remember(wanted)
    st.session_state[_WRITTEN] = wanted
