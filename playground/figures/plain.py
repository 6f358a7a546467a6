"""A stranger's words in a chart: Plotly reads a little HTML in names, titles and labels, and blanks in what it shows under the pointer."""

from __future__ import annotations

import html

from playground.printable import printable


def plain(words: str) -> str:
    """Return words that Plotly shows just as they stand."""
    return html.escape(printable(words), quote=False).replace("%{", "%&#123;")
