"""Make text from users safe to print: one line, without control characters."""

from __future__ import annotations

import re

#: Control characters and those that change the direction of the text; none of them can
#: be read.
_STEERING = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)


def printable(text: str) -> str:
    """Return the text on one line, with control characters shown as "�".


    Examples
    --------
    >>> printable("two\\nlines, \\x1b[31mred")
    'two lines, �[31mred'
    """
    return " ".join(shown(text).split())


def shown(text: str) -> str:
    """Return the text with its line breaks, and control characters shown as "�"."""
    return _STEERING.sub("\N{REPLACEMENT CHARACTER}", text)
