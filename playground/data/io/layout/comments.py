"""Comment lines and quotes around a table, and the column names that comments may hold."""

from __future__ import annotations

import re

from playground.data.io.layout.layout import Layout
from playground.data.io.layout.names import unique
from playground.data.io.values.cells import is_value, split

#: A comment line, anywhere in the file; "#N/A" and the like are values.
_COMMENT = re.compile(r"#(?!N/A|DIV|VALUE|REF|NAME|NUM|NULL|[;,|\t]|$)|%(?=[ \t%A-Za-z])|//")


_QUOTED = re.compile(r"(?:(?<=[,;\t|])|^)'([^'\n,;\t|]{0,99})'(?=[,;\t|]|$)", re.MULTILINE)


#: Between two numbers of a table in fixed columns, which have grown together: -999.9-999.9.
FUSED = re.compile(r"(?<=[ \d]\d\.\d)(?=-\d{1,4}\.\d(?: |-\d|$))", re.MULTILINE)


def without_comments(text: str) -> tuple[str, list[str]]:
    if "#" not in text and "%" not in text and "//" not in text:
        return text, []
    lines = text.split("\n")
    found = [line for line in lines if _COMMENT.match(line.lstrip(" \t"))]
    return (
        ("\n".join(line for line in lines if not _COMMENT.match(line.lstrip(" \t"))), found)
        if found
        else (text, found)
    )


def without_single_quotes(text: str) -> str:
    """Return a text without single quotes around cells; apostrophes inside stay."""
    some = [line for line in text[:20_000].split("\n") if line.strip()][:3]
    quoted = any(
        len(_QUOTED.findall(line)) > line.count("'") / 2 - 1 and line.count("'") >= 4
        for line in some
    )
    return _QUOTED.sub(r"\1", text) if quoted else text


def names_in_comment(comments: list[str], names: list[str], layout: Layout) -> list[str] | None:
    """Return the column names in the last comment line, when it has one for each.

    Scientific programs often write them there.
    """
    named: list[str] | None = None
    for comment in reversed(comments[-3:]):
        rows = split([comment.strip().lstrip("#%/ \t")], layout.separator)
        cells = [c.strip() for c in rows[0]] if rows else []
        fits = len(cells) == len(names) > 0 and len(set(cells)) == len(cells)
        if fits and all(c and "|" not in c for c in cells) and not any(map(is_value, cells)):
            named = cells  # of several in a row, the lower ones are units
        elif named:
            break
    return unique(named) if named else None
