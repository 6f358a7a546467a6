"""Text tables: CSV and its relatives, with what instruments and spreadsheets write around them."""

from __future__ import annotations

import csv
import io
import re
import warnings
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from playground.data.io.layout.block import block_of, without_footer
from playground.data.io.layout.layout import SEPARATORS, Layout, guess_layout
from playground.data.io.layout.merged_names import merged_names
from playground.data.io.layout.ruled import without_rules
from playground.data.io.layout.several import table_number, tables_in
from playground.data.io.limits import MOST_CELLS, bad_file
from playground.data.io.table.table import Raw, unique
from playground.data.io.values.cells import MISSING, is_value, split
from playground.wording import _

#: A comment line, anywhere in the file; "#N/A" and the like are values.
_COMMENT = re.compile(r"#(?!N/A|DIV|VALUE|REF|NAME|NUM|NULL|[;,|\t]|$)|%(?=[ \t%A-Za-z])|//")
_QUOTED = re.compile(r"(?:(?<=[,;\t|])|^)'([^'\n,;\t|]{0,99})'(?=[,;\t|]|$)", re.MULTILINE)
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
    text, comments = _without_comments(text)
    text, rules = without_rules(text)
    if rules:
        notes.append(_("Lines of dashes around the table skipped: {count}.").format(count=rules))
    text = _without_single_quotes(text)
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
    names, body = _fitted(names, body, layout, notes)
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
    frame = _parse(body, layout, len(names))
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


def _without_comments(text: str) -> tuple[str, list[str]]:
    if "#" not in text and "%" not in text and "//" not in text:
        return text, []
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
    for comment in reversed(comments[-3:]):
        rows = split([comment.strip().lstrip("#%/ \t")], layout.separator)
        cells = [c.strip() for c in rows[0]] if rows else []
        fits = len(cells) == len(names) > 0 and len(set(cells)) == len(cells)
        if fits and all(cells) and not any(is_value(c) for c in cells):
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
        first = rows[0]
    if first[:1] == [""] and first[1:] == [str(i) for i in range(len(first) - 1)]:
        first = ["", "value"] if len(first) == 2 else first  # a series as pandas writes it
    while len(first) > 1 and not first[-1].strip() and all(len(r) <= len(first) for r in rows):
        if any(len(r) == len(first) and r[-1].strip() for r in rows[1:]):
            break
        first = first[:-1]
    return first, rest


def _fitted(names: list[str], body: str, layout: Layout, notes: list[str]) -> tuple[list[str], str]:
    """Return names and rows of the same width, which all rows decide.

    Cells beyond the width are cut off where they are words, and otherwise the row is skipped.
    """
    lines = body.split("\n")
    mark = layout.separator
    if mark == " ":
        widths = [len(line.split()) for line in lines]
    elif '"' in body:
        widths = [_width(line, mark) for line in lines]
    else:
        widths = [line.count(mark) + 1 if line else 0 for line in lines]
    common = Counter(w for w in widths if w)
    usual = max(common, key=lambda w: (common[w], w), default=1)
    width = len(names) or usual
    if usual > width > 0 and sum(n for w, n in common.items() if w > width) > 0.5 * len(lines):
        empty = mark != " " and all(line.endswith(mark) for line in lines[:50] if line)
        if usual - empty > width:
            _check_decimal(lines, width, layout)
            names = _padded(names, usual - empty, split(lines[:20], mark))
            width = len(names)
    long = [i for i, w in enumerate(widths) if w > width]
    cut, skipped = 0, set()
    for i in long:
        cells = split([lines[i]], mark)
        row = cells[0] if cells else []
        extra = [c for c in row[width:] if c.strip()]
        if any(is_value(c) for c in extra):
            skipped.add(i)
        elif extra or len(row) > width:
            cut += bool(extra)
            lines[i] = _joined(row[:width], mark)
    if len(skipped) > 0.1 * max(1, sum(common.values())):
        sentence = _(
            "{count} rows have more cells than the {width} columns; check the separator ({separator!r}) and the decimal separator."
        )
        raise bad_file(sentence, count=len(skipped), width=width, separator=mark)
    if skipped:
        notes.append(_("Rows with too many cells skipped: {count}.").format(count=len(skipped)))
    if cut:
        sentence = _("Rows with an extra cell of text, which was left out: {count}.")
        notes.append(sentence.format(count=cut))
    rows = "\n".join(line for i, line in enumerate(lines) if i not in skipped) if long else body
    return unique(names or [""] * width), rows


def _width(line: str, mark: str) -> int:
    if '"' not in line:
        return line.count(mark) + 1 if line else 0
    cells = split([line], mark)
    return len(cells[0]) if cells else 0


def _check_decimal(lines: list[str], width: int, layout: Layout) -> None:
    """Refuse whole numbers between commas, of which there are more than names."""
    rows = split(lines[:50], layout.separator)
    whole = all(c.strip().lstrip("+-").isdigit() for r in rows for c in r)
    if layout.separator == "," and whole:
        sentence = _(
            "{count} rows have more cells than the {width} columns; check the separator ({separator!r}) and the decimal separator."
        )
        raise bad_file(sentence, count=len(rows), width=width, separator=layout.separator)


def _padded(names: list[str], width: int, rows: list[list[str]]) -> list[str]:
    """Return names for all columns; row names, as R writes them, come first without a name."""
    firsts = [row[0] for row in rows if row]
    counted = (
        firsts == [str(i) for i in range(int(firsts[0]), int(firsts[0]) + len(firsts))]
        if firsts and firsts[0].isdigit() and len(firsts[0]) < 7
        else not any(map(is_value, firsts))
    )
    if len(names) == width - 1 and counted:
        return ["", *names]
    return [*names, *[""] * (width - len(names))]


def _joined(cells: list[str], mark: str) -> str:
    if mark == " ":
        return " ".join(cells)
    line = io.StringIO()
    csv.writer(line, delimiter=mark, lineterminator="").writerow(cells)
    return line.getvalue()


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
