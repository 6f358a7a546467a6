"""Formats of archives of labeled sequences: ``.ts`` of aeon and sktime, and ARFF."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

from playground.data.io.layout.layout import Layout
from playground.data.io.layout.names import unique
from playground.data.io.limits import MOST_CELLS, bad_file
from playground.data.io.readers.labeled_rows import floats_of
from playground.data.io.table.collection import (
    Collection,
    check_count,
    is_float,
    side_by_side,
    too_many,
)
from playground.data.io.table.table import Raw
from playground.data.io.values.cells import MISSING, split
from playground.wording import _

_KEY = re.compile(r"@([A-Za-z]{1,40})\s{0,9}")
_COMMA = re.compile(r"\s{0,9},")
_SECOND = re.compile(r"(?<=\))\s{0,9}:")


def looks_like_ts(text: str) -> bool:
    """Return whether a text has the directives of a .ts or an ARFF file."""
    lines = [line.strip().lower() for line in text.split("\n", 20_000)]
    heads = ("@problemname", "@relation", "@classlabel", "@attribute", "@targetlabel")
    return "@data" in lines and any(line.startswith(heads) for line in lines)


def read_ts(text: str, encoding: str) -> Raw | Collection:
    """Return what is in a .ts or ARFF file.

    An ARFF file with one plain value per attribute is a table; its class attribute is the label.

    Raises
    ------
    DataError
        It has no classes, or a value is no number.
    """
    lines = text.split("\n")
    start = next(i for i, line in enumerate(lines) if line.strip().lower() == "@data")
    head = [line.strip() for line in lines[:start] if line.strip().startswith("@")]
    body = [s for line in lines[start + 1 :] if (s := line.strip()) and s[0] not in "#%"]
    keys = {
        k[1].lower(): line[k.end() :].strip().lower() for line in head if (k := _KEY.match(line))
    }
    check_count(len(body)) if "attribute" not in keys else None
    if not body:
        raise bad_file(_("The file is empty after @data; it needs a line for each sequence."))
    if "attribute" in keys:
        return _arff(head, body, encoding)
    if keys.get("targetlabel", "").startswith("true"):
        sentence = _(
            "The .ts file has numbers instead of classes as targets (@targetLabel true); only labeled collections can be read in this format."
        )
        raise bad_file(sentence)
    if keys.get("classlabel", "false").startswith("false"):
        sentence = _(
            "The .ts file has no class labels (@classLabel true …); only labeled collections can be read in this format."
        )
        raise bad_file(sentence)
    stamped = keys.get("timestamps", "false").startswith("true")
    pairs = [_line_of_ts(line, number, stamped) for number, line in enumerate(body, 1)]
    return _collected(pairs, Layout(encoding, ":", ".", False, 0, "ts"))


def _line_of_ts(line: str, number: int, stamped: bool) -> tuple[list[np.ndarray], str]:
    """Return the channels of a line, and its class; times in brackets are ignored."""
    *channels, label = _SECOND.split(line) if stamped else line.split(":")
    if stamped:
        channels = [
            ",".join(p.partition(")")[0].rpartition(",")[2] for p in channel.split("(")[1:])
            for channel in channels
        ]
    rows = [_numbers(c.split(","), number) for c in channels if c.strip()]
    if not rows or not label.strip():
        sentence = _(
            "Line {number} of the data lacks its values or its class; each line needs both, separated by a colon."
        )
        raise bad_file(sentence, number=number)
    return rows, label.strip()


def _arff(head: list[str], body: list[str], encoding: str) -> Raw | Collection:
    attributes = [
        _attribute(s)
        for line in head
        if (s := line.replace("\t", " ")).lower().startswith("@attribute")
    ]
    layout = Layout(encoding, ",", ".", False, 0, "arff")
    nested = any(kind.lower().startswith("relational") for _name, kind in attributes)
    if nested or (attributes[-1][1].startswith("{") and _quoted(body[0])):
        if not attributes[-1][1].startswith("{"):
            sentence = _(
                "The last attribute of the ARFF file does not list classes; only labeled collections can be read in this format."
            )
            raise bad_file(sentence)
        check_count(len(body))
        pairs = []
        for number, line in enumerate(body, 1):
            channels, label = _quoted(line) or ("", "")
            rows = [_numbers(c.split(","), number) for c in channels.split("\\n")]
            pairs.append((rows, label.strip().strip("'\"")))
        return _collected(pairs, layout)
    lines = split([line.replace("'", '"') for line in body], ",")
    frame = pd.DataFrame(
        {
            i: [r[i].strip() if i < len(r) and r[i].strip() not in MISSING else None for r in lines]
            for i in range(len(attributes))
        },
        dtype=object,
    )
    names = unique([name for name, _kind in attributes])
    classes = [
        n for n, (_name, kind) in zip(names, attributes, strict=True) if kind.startswith("{")
    ]
    for i, (_name, kind) in enumerate(attributes):
        if kind.lower() in ("numeric", "real", "integer"):
            frame[i] = pd.to_numeric(frame[i], errors="coerce").astype(float)
    last = bool(classes) and classes[-1] in (names[0], names[-1])
    return Raw(names, frame, layout, [], label=classes[-1] if last else None)


def _attribute(line: str) -> tuple[str, str]:
    """Return name and type of an attribute, whose name may be in quotation marks."""
    rest = line[len("@attribute") :].strip()
    quote = rest[:1] in ("'", '"')
    name, _blank, kind = rest[1:].partition(rest[0]) if quote else rest.partition(" ")
    return name, kind.strip()


def _quoted(line: str) -> tuple[str, str] | None:
    """Return a quoted beginning of a line and the class after it; None in any other line."""
    mark, end = line[:1], len(line)
    while mark in ("'", '"') and (end := line.rfind(mark, 1, end)) > 0:
        if comma := _COMMA.match(line, end + 1):
            return line[1:end], line[comma.end() :]
    return None


def _collected(pairs: list[tuple[list[np.ndarray], str]], layout: Layout) -> Collection:
    first = len(pairs[0][0])
    size = 0
    for number, (rows, _label) in enumerate(pairs, 1):
        if len(rows) != first:
            sentence = _(
                "Line {number} of the data has {count} channels, but the first has {first}."
            )
            raise bad_file(sentence, number=number, count=len(rows), first=first)
        size += max(map(len, rows)) * first
    if size > MOST_CELLS:
        raise too_many()
    names = ("value",) if first == 1 else tuple(f"channel {i + 1}" for i in range(first))
    sequences = [side_by_side(rows) for rows, _label in pairs]
    return Collection(sequences, [label for _rows, label in pairs], names, layout)


def _numbers(cells: list[str], line: int) -> np.ndarray:
    values = floats_of(cells)
    if values is None:
        wrong = next(c for c in cells if c.strip().lower() not in MISSING and not is_float(c))
        sentence = _(
            "Line {number} of the data contains {cell!r}, which is not a number; write missing values as ?."
        )
        raise bad_file(sentence, number=line, cell=wrong.strip()[:30])
    return values
