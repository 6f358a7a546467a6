"""Text tables: CSV and its relatives, with what instruments and spreadsheets write around them."""

from __future__ import annotations

import csv
import io
import re
import warnings
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from playground.data.io.layout.block import block_of, without_footer
from playground.data.io.layout.layout import SEPARATORS, Layout, guess_layout
from playground.data.io.layout.merged_names import merged_names
from playground.data.io.layout.ruled import without_rules
from playground.data.io.limits import MOST_CELLS, MOST_COLUMNS, MOST_ROWS, bad_file
from playground.data.io.table.table import Raw, unique
from playground.data.io.values.cells import MISSING, is_value, split
from playground.wording import _

#: A comment line, anywhere in the file; "#N/A" and the like are values.
_COMMENT = re.compile(r"#(?!N/A|DIV|VALUE|REF|NAME|NUM|NULL|[;,|\t]|$)|%(?=[ \t%A-Za-z])|//")
_QUOTED = re.compile(r"(?:(?<=[,;\t|])|^)'([^'\n,;\t|]{0,99})'(?=[,;\t|]|$)", re.MULTILINE)
_SEP_LINE = re.compile(r'"?sep=(.)', re.IGNORECASE)
_MOST_UNIT_ROWS = 3


def read_text(text: str, encoding: str, overrides: Mapping[str, Any]) -> Raw:
    """Return the table in a text.

    Parameters
    ----------
    text : str
        The whole file, its lines ending with a line feed.
    encoding : str
        The encoding it was decoded with, for the layout.
    overrides : mapping
        The user's ``separator``, ``decimal``, ``header`` and ``skip``.

    Raises
    ------
    DataError
        There is no table in it, or it exceeds the limits.
    """
    known, notes = dict(overrides), []
    first, ends, rest = text.lstrip().partition("\n")
    if ends and (directive := _SEP_LINE.match(first)):  # a first line that Excel writes and reads
        if directive[1] in SEPARATORS.values():
            known.setdefault("separator", directive[1])
        text = rest
    if (skip := known.get("skip")) is not None:
        text = text.split("\n", skip)[-1] if text.count("\n") >= skip else ""
        notes += [_("Lines skipped before the table: {count}.").format(count=skip)] if skip else []
    text, comments = _without_comments(text)
    text, rules = without_rules(text)
    if rules:
        notes.append(_("Lines of dashes around the table skipped: {count}.").format(count=rules))
    text = _without_single_quotes(text)
    if comments:
        notes.append(_("Comment lines skipped: {count}.").format(count=len(comments)))
    if not text.strip():
        raise bad_file(_("The file is empty; it needs a table of numbers with at least two rows."))
    layout = guess_layout(text, encoding, known)
    if text.rstrip("\n").count("\n") - layout.skip > MOST_ROWS:
        raise bad_file(
            _("The file has more than {limit} rows; shorten it, or keep every tenth row."),
            limit=f"{MOST_ROWS:,}",
        )
    body = text.split("\n", layout.skip)[-1] if layout.skip else text
    if layout.skip:
        notes.append(_("Lines skipped before the table: {count}.").format(count=layout.skip))
    names, body, width = _names(body, layout)
    body = _without_repeats(body, layout, text, notes)
    if (
        not layout.header
        and "header" not in overrides
        and (found := _names_in_comment(comments, names, layout))
    ):
        names, layout = found, replace(layout, header=True)
    body, units = _without_units(body, layout, len(names))
    if units and (
        merged := merged_names(
            ["" if n == f"column {i}" else n for i, n in enumerate(names, 1)], units[0]
        )
    ):
        names, units = unique(merged), units[1:]
        notes.append(_("Two header rows were merged: the name of a group and a name within it."))
    if units:
        notes.append(
            _("Rows without values below the header (units) skipped: {count}.").format(
                count=len(units)
            )
        )
    body, below = without_footer(body, layout.separator)
    if below:
        notes.append(_("Lines skipped below the table: {count}.").format(count=below))
    if (body.count("\n") + 1) * len(names) > MOST_CELLS:
        sentence = _(
            "The table has more than {limit} cells; keep only the columns or rows you need."
        )
        raise bad_file(sentence, limit=f"{MOST_CELLS:,}")
    frame = _fitted(_parse(body, layout, width), names, layout, notes)
    return Raw(
        names, frame, replace(layout, units=tuple(" ".join(r[:200])[:200] for r in units)), notes
    )


def _without_repeats(body: str, layout: Layout, text: str, notes: list[str]) -> str:
    """Return the rows without repeated headers, which joined logs contain."""
    if not layout.header:
        return body
    head = next((line for line in text.split("\n")[layout.skip :] if line.strip()), "")
    if f"\n{head}\n" not in f"\n{body}\n":
        return body
    lines = body.split("\n")
    kept = [line for line in lines if line != head]
    notes.append(_("Repeated header lines skipped: {count}.").format(count=len(lines) - len(kept)))
    return "\n".join(kept)


def _without_comments(text: str) -> tuple[str, list[str]]:
    lines = text.split("\n")
    found = [line for line in lines if _COMMENT.match(line.lstrip(" \t"))]
    return (
        ("\n".join(line for line in lines if not _COMMENT.match(line.lstrip(" \t"))), found)
        if found
        else (text, found)
    )


def _without_single_quotes(text: str) -> str:
    """Return a text without single quotes around cells; apostrophes inside stay."""
    first = next((line for line in text[:20_000].split("\n") if line.strip()), "")
    return (
        _QUOTED.sub(r"\1", text)
        if len(_QUOTED.findall(first)) > first.count("'") / 2 - 1 and first.count("'") >= 4
        else text
    )


def _names_in_comment(comments: list[str], names: list[str], layout: Layout) -> list[str] | None:
    """Return the column names in the last comment line, when it has one for each.

    Scientific programs often write them there.
    """
    named: list[str] | None = None
    for comment in reversed(comments[:200]):
        rows = split([comment.strip().lstrip("#%/ \t")], layout.separator)
        cells = [c.strip() for c in rows[0]] if rows else []
        if len(cells) == len(names) > 0 and all(cells) and not any(is_value(c) for c in cells):
            named = cells  # of several in a row, the lower ones are units
        elif named:
            break
    return unique(named) if named else None


def _without_units(body: str, layout: Layout, width: int) -> tuple[str, list[list[str]]]:
    """Return the rows below a row of units, and its cells: words where numbers follow."""
    if not layout.header:
        return body, []
    lines = body.split("\n", 60)[:60]
    rows = [(n, split([line], layout.separator)) for n, line in enumerate(lines) if line.strip()]
    cells = [(n, r[0]) for n, r in rows if r]
    block, count = block_of([r for _n, r in cells]), 0
    while count < min(_MOST_UNIT_ROWS, len(cells) - 2) and block.begins_otherwise(cells[count][1]):
        count += 1
    if not count:
        return body, []
    return body.split("\n", cells[count - 1][0] + 1)[-1], [r for _n, r in cells[:count]]


def _fitted(
    frame: pd.DataFrame, names: list[str], layout: Layout, notes: list[str]
) -> pd.DataFrame:
    """Return the frame as wide as its names, without wider rows and empty rows at the end."""
    extra = frame.iloc[:, len(names) :].notna().any(axis=1)
    if extra.any():
        if extra.mean() > 0.1:
            sentence = _(
                "{count} rows have more cells than the {width} columns; check the separator ({separator!r}) and the decimal separator."
            )
            raise bad_file(
                sentence, count=int(extra.sum()), width=len(names), separator=layout.separator
            )
        notes.append(_("Rows with too many cells skipped: {count}.").format(count=int(extra.sum())))
        frame = frame[~extra]
    frame = frame.iloc[:, : len(names)]
    last = int(np.flatnonzero(frame.notna().any(axis=1).to_numpy()).max(initial=-1)) + 1
    return frame.iloc[:last].reset_index(drop=True)  # spreadsheets export empty rows at the end


def _names(body: str, layout: Layout) -> tuple[list[str], str, int]:
    """Return the column names, the text below them, and the width to parse with."""
    start = body[:400_000].split("\n")[:300]
    rows = split(start, layout.separator)
    if not rows:
        raise bad_file(_("The file is empty; it needs a table of numbers with at least two rows."))
    width = max(len(r) for r in rows)
    most = (
        MOST_COLUMNS if layout.header else 4 * MOST_COLUMNS
    )  # tables with one sequence per row are wide and have no header
    if min(width, len(rows[0])) > most or width > 4 * MOST_COLUMNS:
        raise bad_file(
            _("The table has more than {limit} columns; keep only the ones you need."),
            limit=MOST_COLUMNS,
        )
    if not layout.header:
        common = max(set(map(len, rows)), key=[len(r) for r in rows].count)
        return unique([""] * common), body, max(width, common)
    stream = io.StringIO(body)
    reader = csv.reader(stream, delimiter=layout.separator, skipinitialspace=True)
    try:
        first = next((r for r in reader if any(c.strip() for c in r)), rows[0])
        rest = "".join(stream)  # the reader consumes whole lines, also inside quotation marks
    except csv.Error:
        raise bad_file(
            _("The first row cannot be read as column names; check the quotation marks.")
        ) from None
    if layout.separator == " ":
        first = rows[0]
    while len(first) > 1 and not first[-1].strip() and all(len(r) <= len(first) for r in rows):
        if any(len(r) == len(first) and r[-1].strip() for r in rows[1:]):
            break
        first = first[:-1]
    return unique(first), rest, max(width, len(first))


def _parse(body: str, layout: Layout, width: int) -> pd.DataFrame:
    """Return the raw frame: columns of numbers as numbers, everything else as text."""
    options: dict[str, Any] = {
        "sep": r"\s+" if layout.separator == " " else layout.separator,
        "decimal": layout.decimal,
        "header": None,
        "names": range(width),
        "index_col": False,
        "na_values": [*MISSING, *(m.upper() for m in MISSING)],
        "skipinitialspace": True,
        "low_memory": False,
    }
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return pd.read_csv(io.StringIO(body), engine="c", **options)
    except pd.errors.EmptyDataError:
        raise bad_file(
            _("The file has no rows with values below its header; it needs at least two.")
        ) from None
    except (pd.errors.ParserError, ValueError, OverflowError) as error:
        if "EOF inside string" in str(error):
            raise bad_file(
                _("A quotation mark is opened and never closed; close or remove it.")
            ) from None
        raise bad_file(
            _(
                "The rows have different numbers of cells; check that every row has the same separators."
            )
        ) from None
