"""The columns that are read: those that the user chose, or all quantities."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from playground.data.io.limits import bad_file
from playground.data.io.table.reading import Reading
from playground.data.io.table.table import Column, check_width
from playground.errors import DataError, nearest
from playground.wording import _


def chosen(reading: Reading, columns: Sequence[str] | None, target: str | None) -> list[Column]:
    """Return the columns that are read: those given, or all quantities; the target is added.

    Raises
    ------
    DataError
        A column does not exist or contains no number, or there is none to read.
    """
    by_name = {c.name: c for c in reading.table.columns}
    if not reading.table.rows:
        raise bad_file(
            _("The file has no rows with values below its header; it needs at least two.")
        )
    if reading.shape == "series" and reading.table.rows < 2 and reading.quantities:
        sentence = _("Usable rows of numbers in the file: {count}; a series needs at least two.")
        raise bad_file(sentence, count=reading.table.rows)
    names = list(columns or reading.quantities)
    if target is not None and target not in names:
        names.append(target)
    if not names:
        if any(c.kind == "text" for c in reading.table.columns):
            sentence = _(
                "No column contains numbers, only text; check the separator and the decimal separator, or choose another file."
            )
            raise bad_file(sentence)
        of_numbers = (c.values for c in reading.table.columns if c.kind == "number")
        if any(np.isfinite(values).any() for values in of_numbers):
            sentence = _(
                "Every column of numbers is a time, a counter or the like, so that none is left to predict; choose one of them as the target, or another file."
            )
            raise bad_file(sentence)
        raise bad_file(_("No column contains a finite number; choose another file."))
    for name in names:
        at = "data.target" if name == target else "data.columns"
        if name not in by_name:
            sentence = _("There is no column {name!r}; {hint}")
            hint = nearest(name, by_name)
            raise DataError(sentence.format(name=name[:80], hint=hint), field=at)
        if by_name[name].kind != "number" or by_name[name].missing == reading.table.rows:
            sentence = _("Column {name!r} contains no numbers; columns of numbers: {names}.")
            numbers = ", ".join(reading.quantities)[:200] or _("none")
            raise DataError(sentence.format(name=name, names=numbers), field=at)
    if reading.shape != "rows":
        check_width(len(names))
    return [by_name[name] for name in names]
