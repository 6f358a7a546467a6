"""The width of a table, decided from all rows, and names and rows that fit it."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter

from playground.data.io.layout.layout import Layout
from playground.data.io.layout.names import unique
from playground.data.io.limits import bad_file
from playground.data.io.values.cells import is_value, split
from playground.wording import _

#: What stands behind the separator of thousands.
_THOUSAND = re.compile(r"\d{3}(?:\.\d{0,9})?")


def fitted(names: list[str], body: str, layout: Layout, notes: list[str]) -> tuple[list[str], str]:
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
        full = [line for line, w in zip(lines[:50], widths, strict=False) if w == usual]
        empty = mark != " " and all(line.endswith(mark) for line in full)
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
    rows = [row for row in split(lines[:50], layout.separator) if row]
    whole = all(c.strip().lstrip("+-").isdigit() for r in rows for c in r)
    cut = [c.strip() for r in rows if len(r) > width for c in r[width:]]
    whole = whole or bool(cut and all(map(_THOUSAND.fullmatch, cut)))
    thousands = layout.separator == " " and all(len(r[-1]) == 3 for r in rows)
    if whole and (layout.separator == "," or (thousands and len(rows[0]) > 2)):
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
        else all(f.endswith(":") for f in firsts) or not any(map(is_value, firsts))
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
