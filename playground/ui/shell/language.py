"""The language of a visit: chosen by ``?lang=``, valid for the page and its live parts."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

import streamlit as st

from playground.ui.shell import link
from playground.ui.shell.own_turn import own_turn
from playground.wording import use_language


def use_link_language() -> str:
    """Take the language from the link and use it from here on in this run."""
    return use_language(link.kept().get("lang"))


def live(view: Callable[..., Any]) -> Callable[..., Any]:
    """Return a function as a part of the page that can be drawn anew without the rest.

    Such a part runs without the frame and in a thread of its own, where the language has to be
    chosen again.
    """

    @wraps(view)  # Streamlit tells such parts apart by module and name
    def speaking(*given: Any, **named: Any) -> Any:
        with own_turn():
            use_link_language()
            return view(*given, **named)

    return st.fragment(speaking)
