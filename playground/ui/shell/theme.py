"""Whether the page is dark, and what every page adds to Streamlit's own style."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import streamlit as st

from playground.ui.shell.component import stamped, stub
from playground.wording import language

_KEY = "theme"
_SHEET = Path(__file__).parents[1] / "browser" / "page.css"
_mount = st.components.v2.component("playground_theme", js=stub("ui/theme.mjs"))


def dark() -> bool:
    """Return whether the visitor's theme is a dark one."""
    return getattr(st.context.theme, "type", "light") == "dark"


def style() -> None:
    """Add the style, and the element that reports a change between light and dark.

    The element also tells the browser in which language the page is.

    The server draws charts in the colours of the theme, and Streamlit does not run a page again
    when the theme changes.
    """
    st.html(f"<style>{_sheet()}</style>")
    _mount(
        key=_KEY,
        data=stamped(f"{'dark' if dark() else 'light'} {language()}".encode(), _KEY),
        on_theme_change=_nothing,
    )


@cache
def _sheet() -> str:
    return _SHEET.read_text(encoding="utf-8")


def _nothing() -> None:
    """Stand in for a callback: Streamlit reports only what has one."""
