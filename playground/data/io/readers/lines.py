"""Text without column names: logs of key=value pairs, Influx lines, and start, rate and values."""

from __future__ import annotations

import csv
import io
import itertools
import re
from collections.abc import Iterable, Sequence

import numpy as np

from playground.data.io.values.cells import is_number
from playground.data.io.values.dates import looks_like_date
from playground.wording import _

_KEY = re.compile(r"(?<![^\s,;|])([A-Za-z_][\w./-]{0,40})=")
_ESCAPED = {"\\ ": "\1", "\\,": "\2", "\\=": "\3"}
_UNESCAPED = {ord(sign): escaped[1] for escaped, sign in _ESCAPED.items()}
_EDGES, _SAMPLE, _FEWEST = " \t,;|[]", 50, 3
_RATES, _STAMPS = (0.001, 2000.0), (5e8, 4.1e9)
_PLAIN = re.compile(r"\d{1,20}(?:\.\d{0,20})?")
Record = dict[str, str]


def as_table(text: str) -> tuple[str, list[str]] | None:
    """Return such a text as CSV with a row of names, and notes; None for any other text."""
    if (table := _sampled(text)) is not None:
        return table, []
    if "=" not in text[:2000]:
        return None
    lines = [line for line in text.split("\n") if line.strip() and line.lstrip()[:1] != "#"]
    some = lines[:_SAMPLE]
    if len(some) < _FEWEST:
        return None
    count = _words_of_time(lines[0])
    if sum(_influx(line) is not None for line in some) >= 0.9 * len(some):
        points = [point for line in lines if (point := _influx(line)) is not None]
        records, left = _joined(points), len(lines) - len(points)
    elif sum(bool(_pairs(line, count)) for line in some) >= 0.9 * len(some):
        records = [pairs for line in lines if (pairs := _pairs(line, count))]
        left = len(lines) - len(records)
    else:
        return None
    note = _("Lines without pairs of a name and a value skipped: {count}.")
    return _csv(records), [note.format(count=left)] if left else []


def _influx(line: str) -> tuple[Record, Record] | None:
    """Return time and tags, and fields, of ``weather,place=a temp=82,wet=3i 1465839830100400200``.

    A field in quotation marks is no number, and is left empty.
    """
    for escaped, sign in _ESCAPED.items():
        line = line.replace(escaped, sign)
    parts = "".join(line.split('"')[::2]).split()
    if len(parts) != 3 or not parts[2].lstrip("-").isdecimal():
        return None
    (name, *tags), fields = parts[0].split(","), parts[1].split(",")
    if "=" in name or not all("=" in pair for pair in (*tags, *fields)):
        return None
    facts, values = (
        {key.translate(_UNESCAPED): value.translate(_UNESCAPED) for key, value in pairs}
        for pairs in ([p.split("=", 1) for p in tags], [p.split("=", 1) for p in fields])
    )
    values = {k: v[:-1] if v[-1:] in "iu" and is_number(v[:-1]) else v for k, v in values.items()}
    return {"time": parts[2], "measurement": name.translate(_UNESCAPED), **facts}, values


def _joined(points: Sequence[tuple[Record, Record]]) -> list[Record]:
    """Return one record for each time and tags; a measurement whose fields no other has is none."""
    owners = {(field, facts["measurement"]) for facts, values in points for field in values}
    shared = len({field for field, _name in owners}) < len(owners)
    rows: dict[tuple[str, ...], Record] = {}
    for facts, values in points:
        own = {k: v for k, v in facts.items() if shared or k != "measurement"}
        key = tuple(itertools.chain(*own.items()))
        again = rows.get(key, {}).keys() & values.keys()
        rows.setdefault((*key, str(len(rows))) if again else key, {**own}).update(values)
    return list(rows.values())


def _words_of_time(line: str) -> int:
    """Return how many words at the beginning of a line are a time, before its pairs."""
    words = _before(line)
    return next((n for n in (4, 3, 2, 1) if looks_like_date(_time(words[:n]))), 0)


def _before(line: str) -> list[str]:
    match = _KEY.search(line)
    return line[: match.start()].split() if match else []


def _time(words: Sequence[str]) -> str:
    return " ".join(words).strip(_EDGES)


def _pairs(line: str, count: int) -> Record:
    """Return the pairs of a line, and the time in its first words; empty when there are none."""
    pieces = line.split('"')
    line, quoted = '"'.join(pieces[::2]), pieces[1::2]  # each quotation is one sign
    found = list(_KEY.finditer(line))
    ends = [*(match.start() for match in found[1:]), len(line)]
    record = {}
    for match, end in zip(found, ends, strict=False):
        value = line[match.end() : end].strip(_EDGES)
        place = line.count('"', 0, match.end())
        record[match[1]] = quoted[place] if value == '"' and place < len(quoted) else value
    if count:
        return {"time": _time(_before(line)[:count]), **record} if record else {}
    return record if len(record) > 1 else {}


def _csv(records: Iterable[Record]) -> str:
    rows = list(records)
    names = list(dict.fromkeys(name for row in rows for name in row))
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([row.get(name, "") for name in names] for row in rows)
    return stream.getvalue()


def _sampled(text: str) -> str | None:
    """Return values below a start in seconds since 1970 and a rate, as Empatica writes them.

    Intervals between beats have no rate: they are below the start, with their own seconds.
    """
    head, *rows = text.split("\n", 4)
    first, second = ([c.strip() for c in line.split(",")] for line in (head, (rows or [""])[0]))
    if len(rows) < 3 or not _is_within(first[0], _STAMPS) or len(first) != len(second):
        return None
    beats = first[1:] == ["IBI"]
    if not beats and not (len({*first}) == len({*second}) == 1 and _is_within(second[0], _RATES)):
        return None
    lines = text.rstrip("\n").split("\n")[1 if beats else 2 :]
    if beats:
        cells = [line.partition(",") for line in lines]
        seconds = np.array([float(c[0]) if _PLAIN.fullmatch(c[0]) else np.nan for c in cells])
        names, lines = ["IBI"], [c[2] for c in cells]
    else:
        seconds = np.arange(len(lines)) / float(second[0])
        names = ["value"] if len(first) == 1 else [f"value {n}" for n in range(1, len(first) + 1)]
    start = np.datetime64(round(float(first[0]) * 1e6), "us")
    times = start + np.round(seconds * 1e6).astype("timedelta64[us]")
    pairs = zip(np.datetime_as_string(times).tolist(), lines, strict=True)
    return "\n".join([",".join(["time", *names]), *(f"{t},{line}" for t, line in pairs), ""])


def _is_within(cell: str, span: tuple[float, float]) -> bool:
    return _PLAIN.fullmatch(cell) is not None and span[0] <= float(cell) <= span[1]
