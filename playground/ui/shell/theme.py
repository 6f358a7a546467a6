"""Whether the page is dark, and what every page adds to Streamlit's own style."""

from __future__ import annotations

import json

import streamlit as st

from playground.ui.shell.component import stamped, stub
from playground.wording import _, language

_KEY = "theme"
_mount = st.components.v2.component("playground_theme", js=stub("ui/theme.mjs"))


def dark() -> bool:
    """Return whether the visitor's theme is a dark one."""
    return getattr(st.context.theme, "type", "light") == "dark"


#: Streamlit leaves a hand's breadth free at both sides of a wide page, which the cell beside the
#: tracks needs. Its captions are too faint, and so is the primary colour for the words of what is
#: selected: less than 4.5 : 1. These words take the colour of the text from the page, because this
#: style is not sent again when the theme changes. And when a script leads from a page with a
#: sidebar to one without, the browser keeps its empty column.
_STYLE = """<style>
.stMainBlockContainer { padding: 4rem clamp(1rem, 2.5vw, 3rem) 4rem; }
[data-testid="stCaptionContainer"], [data-testid="stCaptionContainer"] p { color: inherit; opacity: 0.9; }
[data-testid="stSlider"] [data-testid="stSliderThumbValue"] { color: inherit; }
button[role="radio"][aria-checked="true"], button[kind$="Active"] { color: inherit !important; border-color: currentColor !important;
  background: color-mix(in srgb, currentColor 13%, transparent) !important; }
.st-key-theme { display: none; }
.st-key-language { position: fixed; top: 0.7rem; right: 3.75rem; width: auto !important; z-index: 999991; }
.st-key-language button { min-height: 1.75rem; padding: 0 0.5rem; }
.st-key-source-list button, .st-key-source-list button > div { justify-content: flex-start; text-align: left; }
[data-testid="stSidebar"]:not(:has([data-testid="stSidebarNav"], [data-testid="stSidebarUserContent"] [data-testid="stElementContainer"])) { display: none; }
</style>"""


def style() -> None:
    """Add the style, and the element that reports a change between light and dark.

    The element also tells the browser in which language the page is.

    The server draws charts in the colours of the theme, and Streamlit does not run a page again
    when the theme changes.
    """
    st.html(_STYLE.replace("</style>", _streamlit_words() + "</style>"))
    _mount(
        key=_KEY,
        data=stamped(f"{'dark' if dark() else 'light'} {language()}".encode(), _KEY),
        on_theme_change=_nothing,
    )


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
