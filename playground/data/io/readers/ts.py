"""Formats of classification archives: ``.ts`` of aeon and sktime, and ARFF."""

from __future__ import annotations

import re

import numpy as np

from playground.data.io.layout.layout import Layout
from playground.data.io.limits import MOST_CELLS, bad_file
from playground.data.io.table.collection import (
    Collection,
    check_count,
    is_float,
    side_by_side,
    too_many,
)
from playground.data.io.values.cells import MISSING
from playground.wording import _

_KEY, _COMMA = re.compile(r"\w{1,60}"), re.compile(r"\s{0,9},")


def looks_like_ts(text: str) -> bool:
    """Return whether a text is a ``.ts`` or an ARFF file."""
    return any(_begins_data(line) for line in text[:200_000].split("\n"))


def _begins_data(line: str) -> bool:
    return line.strip(" \t").lower() == "@data"


def read_ts(text: str, encoding: str) -> Collection:
    """Return the sequences of a ``.ts`` file: one per line, channels and class separated by colons.

    Raises
    ------
    DataError
        A line cannot be read, or the file has no classes.
    """
    lines = text.split("\n")
    start = next(n for n, line in enumerate(lines) if _begins_data(line))
    head, body = (
        [line.strip() for line in lines[:start] if line.strip().startswith("@")],
        "\n".join(lines[start + 1 :]),
    )
    directives = {
        key[0].lower(): line[key.end() :].strip().lower()
        for line in head
        if (key := _KEY.match(line, 1))
    }
    if "attribute" in directives:
        return _arff(head, body, encoding)
    if directives.get("targetlabel", "").startswith("true"):
        raise bad_file(
            _(
                "The .ts file has numbers instead of classes as targets (@targetLabel true); only labeled collections can be read in this format."
            )
        )
    if "classlabel" not in directives or directives["classlabel"].startswith("false"):
        raise bad_file(
            _(
                "The .ts file has no class labels (@classLabel true …); only labeled collections can be read in this format."
            )
        )
    lines = [
        line
        for line in body.split("\n")
        if line.strip() and not line.lstrip().startswith(("#", "%"))
    ]
    check_count(len(lines))
    stamped = directives.get("timestamps", "false").startswith("true")
    sequences: list[np.ndarray] = []
    labels: list[str] = []
    budget = MOST_CELLS
    for number, line in enumerate(lines, 1):
        *channels, label = line.strip().split(":")
        if stamped:  # "(0,1.5),(1,2.5)": the times are ignored
            *channels, label = re.split(r"(?<=\))\s{0,9}:", line.strip())
            channels = [
                ",".join(_second(pair) for pair in channel.split("(")[1:]) for channel in channels
            ]
        rows = [_floats(c.split(","), number) for c in channels if c.strip()]
        if not rows or not label.strip():
            raise bad_file(
                _(
                    "Line {number} of the data lacks its values or its class; each line needs both, separated by a colon."
                ),
                number=number,
            )
        if len(sequences) and len(rows) != sequences[0].shape[1]:
            sentence = _(
                "Line {number} of the data has {count} channels, but the first has {first}."
            )
            raise bad_file(sentence, number=number, count=len(rows), first=sequences[0].shape[1])
        longest = max(map(len, rows))
        budget -= longest * len(rows)
        if budget < 0:
            raise too_many()
        sequences.append(side_by_side(rows))
        labels.append(label.strip())
    if not sequences:
        raise bad_file(_("The file is empty after @data; it needs a line for each sequence."))
    channel = _channels(sequences[0].shape[1])
    return Collection(sequences, labels, channel, Layout(encoding, ":", ".", False, 0, "ts"))


def _second(pair: str) -> str:
    """Return the value in the rest of "(time,value)"."""
    return pair.partition(")")[0].rpartition(",")[2]


def _kind(attribute: str) -> str:
    """Return what follows an attribute's name, which may be in quotation marks."""
    rest = attribute[len("@attribute") :].strip()
    _name, _blank, kind = (
        rest[1:].partition(rest[0]) if rest[:1] in ("'", '"') else rest.partition(" ")
    )
    return kind.strip()


def _quoted(line: str) -> tuple[str, str] | None:
    """Return a quoted beginning of a line and the class after it; None in any other line."""
    mark, end = line[:1], len(line)
    while mark in ("'", '"') and (end := line.rfind(mark, 1, end)) > 0:
        if comma := _COMMA.match(line, end + 1):
            return line[1:end], line[comma.end() :]
    return None


def _arff(head: list[str], body: str, encoding: str) -> Collection:
    """Return the sequences of an ARFF file whose last attribute is the class."""
    kinds = [
        _kind(line.replace("\t", " ")) for line in head if line.lower().startswith("@attribute")
    ]
    if not kinds or not kinds[-1].lstrip().startswith("{"):
        raise bad_file(
            _(
                "The last attribute of the ARFF file does not list classes; only labeled collections can be read in this format."
            )
        )
    sequences, labels = [], []
    lines = [
        line.strip()
        for line in body.split("\n")
        if line.strip() and not line.lstrip().startswith("%")
    ]
    check_count(len(lines))
    for number, line in enumerate(lines, 1):
        quoted = _quoted(line)
        if quoted:  # several channels, separated by a backslash and the letter n
            rows = [_floats(c.split(","), number) for c in quoted[0].split("\\n")]
            label = quoted[1]
        else:
            *cells, label = line.split(",")
            rows = [_floats(cells, number)]
        sequences.append(side_by_side(rows))
        labels.append(label.strip().strip("'\""))
    if not sequences:
        raise bad_file(_("The file is empty after @data; it needs a line for each sequence."))
    if len({s.shape[1] for s in sequences}) > 1:
        raise bad_file(
            _("The sequences have different numbers of channels; all need the same number.")
        )
    return Collection(
        sequences,
        labels,
        _channels(sequences[0].shape[1]),
        Layout(encoding, ",", ".", False, 0, "arff"),
    )


def _floats(cells: list[str], line: int) -> np.ndarray:
    try:
        return np.array(cells, dtype=np.float64)
    except ValueError:
        pass
    try:
        return np.array([np.nan if c.strip().lower() in MISSING else float(c) for c in cells])
    except ValueError:
        wrong = next(c for c in cells if c.strip().lower() not in MISSING and not is_float(c))
        sentence = _(
            "Line {number} of the data contains {cell!r}, which is not a number; write missing values as ?."
        )
        raise bad_file(sentence, number=line, cell=wrong.strip()[:30]) from None


def _channels(count: int) -> tuple[str, ...]:
    return ("value",) if count == 1 else tuple(f"channel {i + 1}" for i in range(count))
