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
from playground.data.io.layout.comments import (
    FUSED,
    names_in_comment,
    unwrapped,
    without_comments,
    without_single_quotes,
)
from playground.data.io.layout.layout import SEPARATORS, Layout, guess_layout
from playground.data.io.layout.merged_names import merged_names
from playground.data.io.layout.names import unique
from playground.data.io.layout.points import on_points
from playground.data.io.layout.ruled import without_rules
from playground.data.io.layout.several import table_number, tables_in
from playground.data.io.layout.width import fitted
from playground.data.io.limits import MOST_CELLS, bad_file
from playground.data.io.table.table import Raw
from playground.data.io.values.cells import MISSING, split
from playground.wording import _

_SEP_LINE = re.compile(r'"?sep=(.)', re.IGNORECASE)
#: A cell of the row below the names in RDB files: the width and the type of a column.
_WIDTH = re.compile(r"\d{1,4}[sdn]")
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
    text, comments = without_comments(unwrapped(text))
    text, rules = without_rules(text)
    if rules:
        notes.append(_("Lines of dashes around the table skipped: {count}.").format(count=rules))
    text = FUSED.sub(" ", without_single_quotes(text))
    if comments:
        notes.append(_("Comment lines skipped: {count}.").format(count=len(comments)))
    if not text.strip():
        raise bad_file(_("The file is empty; it needs a table of numbers with at least two rows."))
    text, table = _one_table(text, known, notes)
    layout = replace(guess_layout(text, encoding, known), **table)
    body = text.split("\n", layout.skip)[-1] if layout.skip else text
    if layout.skip:
        notes.append(_("Lines skipped before the table: {count}.").format(count=layout.skip))
    names, body = _names(body, layout)
    body = _without_repeats(body, layout, text, notes)
    names, body = fitted(names, body, layout, notes)
    if (
        not layout.header
        and "header" not in overrides
        and (found := names_in_comment(comments, names, layout))
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
    frame = _parse(body, layout, len(names))
    notes += on_points(body, layout, names, frame)
    last = int(np.flatnonzero(frame.notna().any(axis=1).to_numpy()).max(initial=-1)) + 1
    frame = frame.iloc[:last].reset_index(drop=True)  # spreadsheets export empty rows at the end
    return Raw(
        names, frame, replace(layout, units=tuple(" ".join(r[:200])[:200] for r in units)), notes
    )


def _one_table(text: str, known: Mapping[str, Any], notes: list[str]) -> tuple[str, dict[str, Any]]:
    """Return the text of the table that is used, and what the layout says about the others."""
    if {"header", "separator", "decimal", "skip"} & set(known):
        return text, {}
    parts, titles, rivals = tables_in(text)
    if not titles and known.get("sheet") is None:
        if before := text.removesuffix(parts[0]).count("\n"):
            notes.append(_("Lines skipped before the table: {count}.").format(count=before))
        return parts[0], {}
    which = table_number(titles, known.get("sheet"))
    note = _("The file has {count} tables; {name!r} was read.")
    notes.append(note.format(count=len(parts), name=titles[which]))
    return parts[which], {
        "sheet": titles[which],
        "sheets": tuple(sorted(titles)),
        "rivals": rivals,
    }


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


def _without_units(body: str, layout: Layout, width: int) -> tuple[str, list[list[str]]]:
    """Return the rows below a row of units, and its cells: words where numbers follow."""
    if not layout.header:
        return body, []
    lines = body.split("\n", 60)[:60]
    rows = [(n, split([line], layout.separator)) for n, line in enumerate(lines) if line.strip()]
    cells = [(n, r[0]) for n, r in rows if r]
    if len(cells) > 1 and all(map(_WIDTH.fullmatch, cells[0][1])):
        return body.split("\n", cells[0][0] + 1)[-1], [cells[0][1]]
    block, count = block_of([r for _n, r in cells]), 0
    most = 12 if width == 2 else _MOST_UNIT_ROWS  # facts about a series, one in each row
    while count < min(most, len(cells) - 2) and block.begins_otherwise(cells[count][1]):
        count += 1
    if not count:
        return body, []
    return body.split("\n", cells[count - 1][0] + 1)[-1], [r for _n, r in cells[:count]]


def _names(body: str, layout: Layout) -> tuple[list[str], str]:
    """Return the column names, and the text below them."""
    start = body[:400_000].split("\n")[:300]
    rows = split(start, layout.separator)
    if not rows:
        raise bad_file(_("The file is empty; it needs a table of numbers with at least two rows."))
    if not layout.header:
        return [], body
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
        first = [cell[1:-1] if cell[:1] == cell[-1:] == '"' else cell for cell in rows[0]]
    if first[:1] == [""] and first[1:] == [str(i) for i in range(len(first) - 1)]:
        first = ["", "value"] if len(first) == 2 else first  # a series as pandas writes it
    while len(first) > 1 and not first[-1].strip() and all(len(r) <= len(first) for r in rows):
        if any(len(r) == len(first) and r[-1].strip() for r in rows[1:]):
            break
        first = first[:-1]
    return first, rest


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
