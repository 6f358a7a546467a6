"""Charts that change: one node per key, redrawn by ``Plotly.react``, so that zoom stays."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import streamlit as st

from playground.figures.chart_locale import chart_locale
from playground.figures.packed import packed
from playground.ui.shell import assets
from playground.ui.shell.component import stamped, stub

# Plotly puts its styles into the page, which an isolated element would not see
_mount = st.components.v2.component("playground_show", js=stub("ui/show.mjs"), isolate_styles=False)


def show(
    figure: Any,
    key: str,
    *,
    alt: str,
    height: int = 300,
    share: float = 1.0,
    on_click: Callable[[], Any] | None = None,
) -> dict[str, Any] | None:
    """Show a figure that changes while it is looked at.

    Parameters
    ----------
    figure : plotly Figure or dict
        Traces and layout; its template is replaced by one made from the page's theme. Arrays travel
        as typed arrays: give float32.
    key : str
        Name of the element; the same one keeps node, zoom and hover.
    alt : str
        What the figure shows now, for those who do not see it.
    height : int
        Pixels; the width is the container's.
    share : float
        Largest part of the window's height that it may take, below 1; 1 sets no limit.
    on_click : callable or None
        Called before the run that a click on a point causes; without it clicks are not reported.

    Returns
    -------
    dict or None
        The point clicked since the last run: ``{"x", "y", "trace", "curve", "point"}``.
    """
    result = _mount(
        key=key,
        data=stamped(
            pack(figure, key, alt=alt, height=height, share=share, clicks=on_click is not None), key
        ),
        on_click_change=on_click or _nothing,
    )
    return result.get("click")


def pack(
    figure: Any, key: str, *, alt: str, height: int, clicks: bool, share: float = 1.0
) -> bytes:
    """Return the figure as the JSON that ``show.mjs`` reads."""
    message = {
        **packed(figure),
        "key": key,
        "alt": alt,
        "height": height,
        "share": share,
        "clicks": clicks,
        "plotly": assets.url("plotly.min.js"),
        "locale": chart_locale(),
    }
    return json.dumps(message, ensure_ascii=False, separators=(",", ":")).encode()


def _nothing() -> None:
    """Stand in for a callback: Streamlit reports only what has one."""
