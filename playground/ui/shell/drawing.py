"""Drawings that change: one node per key whose SVG is replaced, without a flicker."""

from __future__ import annotations

import json

import streamlit as st

from playground.ui.shell.component import stamped, stub

_mount = st.components.v2.component("playground_drawing", js=stub("ui/drawing.mjs"))


def drawing(svg: str, key: str) -> None:
    """Show an SVG drawing made by the server.

    Parameters
    ----------
    svg : str
        With ``role="img"`` and an ``aria-label`` that says what it shows.
    key : str
        Name of the element.
    """
    _mount(key=key, data=stamped(json.dumps({"svg": svg}).encode(), key))
