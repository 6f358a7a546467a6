"""Whether the page is dark."""

from __future__ import annotations

import streamlit as st


def dark() -> bool:
    """Return whether the visitor's theme is a dark one."""
    return getattr(st.context.theme, "type", "light") == "dark"


#: Streamlit leaves a hand's breadth free at both sides of a wide page, which the cell beside the
#: tracks needs. Its captions are too
#: faint to be read by everybody, and so is the accent as the colour of small words on dark: less
#: than 4.5 : 1. And when a script leads from a page with a sidebar to one without, the browser
#: keeps its empty column.
_STYLE = """<style>
.stMainBlockContainer {{ padding: 4rem clamp(1rem, 2.5vw, 3rem) 4rem; }}
[data-testid="stCaptionContainer"], [data-testid="stCaptionContainer"] p {{ color: inherit; opacity: 0.9; }}
[data-testid="stSliderThumbValue"] p, [data-testid="stBaseButton-segmented_controlActive"] p, button[aria-checked="true"] p,
button[kind$="Active"] p {{ color: {accent}; }}
.st-key-source-list button, .st-key-source-list button > div {{ justify-content: flex-start; text-align: left; }}
[data-testid="stSidebar"]:not(:has([data-testid="stSidebarNav"], [data-testid="stSidebarUserContent"] [data-testid="stElementContainer"])) {{ display: none; }}
</style>"""


def style() -> str:
    """Return what every page adds to Streamlit's own style."""
    return _STYLE.format(accent="#C2B0F5" if dark() else "#5B3AA0")
