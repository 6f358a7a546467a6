"""Comment lines and quotes around a table, and the column names that comments may hold."""

from __future__ import annotations

import re

from playground.data.io.layout.layout import Layout
from playground.data.io.layout.names import unique
from playground.data.io.values.cells import is_value, split

#: A comment line, anywhere in the file; "#N/A" and the like are values.
_COMMENT = re.compile(
    r"#(?!N/A|DIV|VALUE|REF|NAME|NUM|NULL|[;,|\t])|%(?=[ \t%A-Za-z])|//|(?:<[a-z]{2,8}>[ \t]*)+$"
)


#: What stands before and behind a quoted cell; nothing at the ends of the text.
_MARKS = ("", ",", ";", "\t", "|", "\n")
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


def unwrapped(text: str) -> str:
    """Return a text in which quotation marks are only around cells, and each row is one line.

    Lines that are in quotation marks as a whole lose them, ``="1.5"`` is a number as Excel is
    forced to keep it, and line ends inside cells become spaces.
    """
    for mark in (",", ";", "\t") if '="' in text else ():
        text = text.replace(f'{mark}="', f'{mark}"')
    text = _without_inner_ends(text)
    lines = [line.strip() for line in text.split("\n")]
    some = [line for line in lines[:50] if line]
    inner = [line[1:-1].replace('""', "") for line in some if line[:1] == line[-1:] == '"']
    if not len(inner) == len(some) > 1 or any('"' in i or not set(i) & set(",;\t|") for i in inner):
        return text
    return "\n".join(line[1:-1].replace('""', '"') for line in lines)


def _without_inner_ends(text: str) -> str:
    """Return a text without line ends inside quoted cells; the same where a mark is not closed."""
    pieces = text.split('"')
    inner = [n for n in range(1, len(pieces), 2) if "\n" in pieces[n]]
    closed = len(pieces) % 2 and all(
        pieces[n - 1][-1:] in _MARKS and pieces[n + 1][:1] in _MARKS for n in inner
    )
    for n in inner if closed else ():
        pieces[n] = pieces[n].replace("\n", " ")
    return '"'.join(pieces)


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
