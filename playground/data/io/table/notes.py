"""Notes on a reading: what was decided about a table and left out of it, with numbers."""

from __future__ import annotations

from collections.abc import Sequence

from playground.data.io.table.quantities import REASONS
from playground.data.io.table.reading import Reading
from playground.data.io.table.table import Column, Table
from playground.data.io.table.timeline import Timeline
from playground.wording import N_, _


def notes_on(reading: Reading, chosen: Sequence[Column]) -> list[str]:
    """Return a note on everything that was decided or left out before the rows."""
    table, notes = reading.table, [*reading.table.notes]
    if reading.line is not None:
        notes += _on_times(table, reading.line)
    rows, name, count = reading.used
    if reading.groups:
        sentence = _(
            "The file has {count} series, named by {column}; {name} is used ({rows} rows)."
        )
        notes.append(
            sentence.format(
                count=count,
                column=", ".join(reading.groups),
                name=name[:60] or "''",
                rows=len(rows),
            )
        )
    read = {column.name for column in chosen}
    empty = [c.name for c in table.columns if c.kind == "empty"]
    roles = {*reading.groups, reading.label, *(reading.line.columns if reading.line else ())}
    words = [c.name for c in table.columns if c.kind == "text" and c.name not in roles]
    unused = {
        N_("Columns without any value skipped: {names}."): empty,
        N_("Text columns are not used: {names}."): words,
    }
    for reason, (_words, sentence) in REASONS.items():
        unused[sentence] = [
            n
            for n, r in reading.reasons.items()
            if r == reason
            and n not in read
            and n not in (reading.line.columns if reading.line else ())
        ]
    notes += [_(s).format(names=", ".join(n)[:200]) for s, n in unused.items() if n]
    for column in chosen:
        notes += _on_cells(column)
    return notes


def _on_times(table: Table, line: Timeline) -> list[str]:
    notes = []
    column = table[line.columns[0]]
    if line.swapped:
        sentence = _(
            "Day and month in {column} could be swapped; choose the order of dates if they are."
        )
        notes.append(sentence.format(column=column.name))
    if parts := line.parts(table):
        sentence = _(
            "{column} numbers the {count} intervals of each day, so the time is the date plus the interval."
        )
        notes.append(sentence.format(column=line.columns[-1], count=parts))
    if line.midnights:
        sentence = _(
            "Times of 0:00 that follow the evening of the same date were read as 24:00: {count}."
        )
        notes.append(sentence.format(count=line.midnights))
    if 0 < table.rows / 2 < column.missing:
        sentence = _("Empty cells in {column} are given the value above them: {count}.")
        notes.append(sentence.format(column=column.name, count=column.missing))
    if column.dates is not None and column.dates.shifted:
        sentence = _("The times in {column} have offsets; they are converted to UTC.")
        notes.append(sentence.format(column=column.name))
    if column.dates is not None and column.dates.buddhist:
        sentence = _("The years in {column} are of the Buddhist era; 543 is subtracted.")
        notes.append(sentence.format(column=column.name))
    if column.dates is not None and column.dates.swapped:
        sentence = _("Day and month swapped in {column}, so that the rows are in order: {count}.")
        notes.append(sentence.format(column=column.name, count=column.dates.swapped))
    for example, count in column.dates.left if column.dates is not None else ():
        sentence = _("Rows of another frequency, such as {example!r}, skipped: {count}.")
        notes.append(sentence.format(example=example[:40], count=count))
    return notes


def _on_cells(column: Column) -> list[str]:
    """Return a note for each kind of cell in a column that is no plain number."""
    notes = []
    if column.odd:
        sentence = _("Cells in {column} that are not numbers, treated as missing: {count}.")
        notes.append(sentence.format(column=column.name, count=column.odd))
    if column.marked:
        sentence = _(
            "{values} in {column}, a common code for missing values, treated as missing: {count}."
        )
        marks = " ".join(column.marks)
        notes.append(sentence.format(column=column.name, values=marks, count=column.marked))
    if column.around:
        sentence = _(
            "Text around the numbers in {column}, read as a unit, flag or factor: {signs}."
        )
        signs = ", ".join(column.around[:6])[:80]
        notes.append(sentence.format(column=column.name, signs=signs))
    return notes
