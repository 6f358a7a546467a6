"""Whether the page is dark."""

from __future__ import annotations

import streamlit as st


def dark() -> bool:
    """Return whether the visitor's theme is a dark one."""
    return getattr(st.context.theme, "type", "light") == "dark"
