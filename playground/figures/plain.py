"""Text of strangers in charts: Plotly reads some HTML, and fields in hover texts."""

from __future__ import annotations

import html

from playground.printable import printable


def plain(words: str) -> str:
    """Return text escaped so that Plotly shows it as it is."""
    return html.escape(printable(words), quote=False).replace("%{", "%&#123;")


def short(words: str, most: int = 30) -> str:
    """Return plain text cut to ``most`` letters, for places such as the titles of axes."""
    whole = printable(words)
    return plain(whole if len(whole) <= most else whole[: most - 1].rstrip() + "…")
