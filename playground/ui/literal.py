"""A reader's own words in running text: "US$" is no formula, and "*" no emphasis."""

from __future__ import annotations

import re

_MARKS = re.compile(r"([\\`*_\[\]$<~|]|:(?=[a-z]))")


def literal(text: str) -> str:
    """Return text that Markdown shows just as it stands."""
    return _MARKS.sub(r"\\\1", text)
