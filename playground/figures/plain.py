"""A stranger's words in a chart: Plotly reads a little HTML in names, titles and labels, and blanks
in what it shows under the pointer.
"""

from __future__ import annotations

import html

from playground.printable import printable


def plain(words: str) -> str:
    """Return words that Plotly shows just as they stand."""
    return html.escape(printable(words), quote=False).replace("%{", "%&#123;")


def short(words: str, most: int = 30) -> str:
    """Return words for a place that cannot grow, such as the title of an axis: plain, and cut after
    so many letters.
    """
    whole = printable(words)
    return plain(whole if len(whole) <= most else whole[: most - 1].rstrip() + "…")
