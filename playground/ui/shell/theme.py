"""Whether the page is dark, and what every page adds to Streamlit's own style."""

from __future__ import annotations

import json
from functools import cache

import streamlit as st

from playground.ui.shell.assets import text_of
from playground.ui.shell.component import stamped, stub
from playground.ui.shell.glossary_route import glossary_address
from playground.wording import _, language

_KEY = "theme"
_SHEETS = (
    "ui/bar.css",
    "ui/page.css",
    "ui/exhibit.css",
    "ui/phone.css",
    "player/terms.css",
    "ui/learn.css",
    "ui/classroom.css",
    "ui/lesson.css",
)
_mount = st.components.v2.component("playground_theme", js=stub("ui/theme.mjs"))


def dark() -> bool:
    """Return whether the visitor's theme is a dark one."""
    return getattr(st.context.theme, "type", "light") == "dark"


def style() -> None:
    """Add the style, and the element that reports a change between light and dark.

    The element also tells the browser in which language the page is, and where its glossary is.

    The server draws charts in the colours of the theme, and Streamlit does not run a page again
    when the theme changes.
    """
    st.html(f"<style>{_sheet()}{_streamlit_words()}</style>")
    about = f"{'dark' if dark() else 'light'} {language()} {glossary_address(language())}"
    _mount(
        key=_KEY,
        data=stamped(about.encode(), _KEY),
        on_theme_change=_nothing,
    )


@cache
def _sheet() -> str:
    return "".join(map(text_of, _SHEETS))


def _streamlit_words() -> str:
    """Return the rules that replace the visible words of Streamlit's own, which are in English."""
    if language() == "en":
        return ""
    upload = json.dumps(_("Choose a file"), ensure_ascii=False)
    label = '[data-testid="stFileUploaderDropzone"] button [data-testid="stMarkdownContainer"] p'
    return f"""{label} {{ font-size: 0; }}
{label}::after {{ content: {upload}; font-size: 0.875rem; }}
[data-testid="stFileUploaderDropzoneInstructions"], [data-testid="InputInstructions"] {{ display: none; }}
"""


def _nothing() -> None:
    """Stand in for a callback: Streamlit reports only what has one."""
