"""The language of a visit: that of the link, or else the browser's."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

import streamlit as st

from playground.ui.shell import link
from playground.ui.shell.own_turn import own_turn
from playground.wording import LANGUAGES, _, language, preferred, use_language

_SWITCH = "language"


def use_visit_language() -> str:
    """Take the language of the link, or else the browser's, and use it from here on in this run."""
    asked = link.kept().get("lang")
    if asked in LANGUAGES:
        return use_language(asked)
    return use_language(preferred(st.context.headers.get("Accept-Language", "")))


def switch() -> None:
    """Show the switch between the languages, in the bar; the link keeps what is chosen."""
    key = f"{_SWITCH}.choice"
    st.session_state[key] = language()
    with st.container(key=_SWITCH):
        st.segmented_control(
            _("Language"),
            list(LANGUAGES),
            key=key,
            format_func=str.upper,
            label_visibility="collapsed",
            required=True,
            on_change=_switched,
            args=(key,),
        )


def _switched(key: str) -> None:
    link.view({"lang": st.session_state[key]})


def live(view: Callable[..., Any]) -> Callable[..., Any]:
    """Return a function as a part of the page that can be drawn anew without the rest.

    Such a part runs without the frame and in a thread of its own, where the language has to be
    chosen again.
    """

    @wraps(view)  # Streamlit tells such parts apart by module and name
    def speaking(*given: Any, **named: Any) -> Any:
        with own_turn():
            use_visit_language()
            return view(*given, **named)

    return st.fragment(speaking)
