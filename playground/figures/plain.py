"""Text of unknown origin in charts, where Plotly interprets some HTML and format fields."""

from __future__ import annotations

import html

from playground.printable import printable


def plain(words: str) -> str:
    """Return text escaped so that Plotly shows it unchanged."""
    return html.escape(printable(words), quote=False).replace("%{", "%&#123;")


def short(words: str, most: int = 30) -> str:
    """Return escaped text cut to ``most`` characters, for instance for the title of an axis."""
    whole = printable(words)
    return plain(whole if len(whole) <= most else whole[: most - 1].rstrip() + "…")
