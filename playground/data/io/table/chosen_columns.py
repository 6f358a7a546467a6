"""The columns of a table that are read, and what stands in their cells beside numbers."""

from __future__ import annotations

from collections.abc import Sequence

from playground.data.io.limits import bad_file
from playground.data.io.table.roles import Roles
from playground.data.io.table.table import Column, Table
from playground.errors import DataError, nearest
from playground.wording import _


def chosen_columns(
    table: Table, roles: Roles, columns: Sequence[str] | None, target: str | None
) -> list[Column]:
    """Return the columns that are read: those given, or else all of numbers; the target is added.

    Raises
    ------
    DataError
        A column does not exist or contains no number, or there is none to read.
    """
    by_name = {c.name: c for c in table.columns}
    if not table.rows:
        raise bad_file(
            _("The file has no rows with values below its header; it needs at least two.")
        )
    names = list(columns or roles.inputs)
    if not names and not target:
        if any(c.kind == "text" for c in table.columns):
            raise bad_file(
                _(
                    "No column contains numbers, only text; check the separator and the decimal separator, or choose another file."
                )
            )
        raise bad_file(_("No column contains a finite number; choose another file."))
    if target is not None and target not in names:
        names.append(target)
    for name in names:
        field = "data.target" if name == target else "data.columns"
        if name not in by_name:
            raise DataError(
                _("There is no column {name!r}; {hint}").format(
                    name=name[:80], hint=nearest(name, by_name)
                ),
                field=field,
            )
        if by_name[name].kind != "number" or by_name[name].missing == table.rows:
            told = _("Column {name!r} contains no numbers; columns of numbers: {names}.")
            raise DataError(
                told.format(name=name, names=", ".join(roles.inputs)[:200] or _("none")),
                field=field,
            )
    return [by_name[name] for name in names]


def notes_on_cells(chosen: Sequence[Column]) -> list[str]:
    """Return a note for each column with cells other than plain numbers."""
    odd = _("Cells in {column} that are not numbers, treated as missing: {count}.")
    notes = [odd.format(column=c.name, count=c.odd) for c in chosen if c.odd]
    marks = _(
        "{values} in {column}, a common code for missing values, treated as missing: {count}."
    )
    notes += [
        marks.format(column=c.name, values=" ".join(c.marks), count=c.marked)
        for c in chosen
        if c.marked
    ]
    signs = _("Text around the numbers in {column}, read as a unit, flag or factor: {signs}.")
    return notes + [
        signs.format(column=c.name, signs=", ".join(c.around[:6])[:80]) for c in chosen if c.around
    ]
