"""Text of strangers on one line, without signs that steer a terminal, a log or the direction of
reading.
"""

from __future__ import annotations

import re

#: Control characters, and those that turn the direction of what follows; they stand for nothing
#: that could be read.
_STEERING = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)


def printable(text: str) -> str:
    """Return the text on one line; a sign that steers is shown as "�", so that it is seen that one
    was there.
    """
    return " ".join(shown(text).split())


def shown(text: str) -> str:
    """Return the text with its lines as they are, and every sign that steers shown as "�"."""
    return _STEERING.sub("\N{REPLACEMENT CHARACTER}", text)
