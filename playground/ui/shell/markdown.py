"""Text of strangers as text: no formula, no emphasis, no link and no picture.

Names of files, columns, classes, runs and units, values and keys of a link, and every error that
repeats one of them come from strangers. Where Streamlit reads Markdown (its texts, boxes and
labels), they go through `literal`; a sentence that repeats them and means no Markdown itself goes
through it as a whole.
"""

from __future__ import annotations

import re

from playground.printable import printable

#: Signs that begin something wherever they stand, "_" but not inside a word, a name of a directive,
#: an entity; and what makes a heading, a quotation or a list of a line.
_MARKS = re.compile(r"[\\`*\[\]$<~|]|(?<![^\W_])_|_(?![^\W_])|:(?=[a-zA-Z])|&(?=[#a-zA-Z])")
_AT_THE_START = re.compile(r"^(?:([#>]|[+-](?=[\s-]|$))|(\d+)(?=[.)](?:\s|$)))")
#: Addresses, icons and emoji are looked for in the text as it is to be shown, where no escape is
#: left: a space of no width parts them.
_FOUND_LATER = re.compile(
    r"(?<=:)(?=//)|(?<=:)(?=[\w+/-]{1,80}:)|(?<=www)(?=\.)|(?<=@)(?=\w)", re.IGNORECASE
)
_PARTED = "\N{ZERO WIDTH SPACE}"


def literal(text: str) -> str:
    """Return text that Markdown shows just as it stands, on one line."""
    parted = _FOUND_LATER.sub(_PARTED, printable(text))
    escaped = _MARKS.sub(lambda mark: "\\" + mark.group(), parted)
    return _AT_THE_START.sub(lambda mark: f"\\{mark[1]}" if mark[1] else f"{mark[2]}\\", escaped)
