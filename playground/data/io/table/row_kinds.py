"""Rows of another kind among the rows of a table, such as daily summaries between hours."""

from __future__ import annotations

import numpy as np
import pandas as pd

from playground.data.io.table.table import Table
from playground.wording import _

_MOST_KINDS, _MOST_OTHERS = 12, 0.2


def of_one_kind(table: Table) -> Table:
    """Return a table without the few rows that fill other columns than most, which a note names.

    A column of words tells them apart: with some of its words, no column of numbers has a value
    that has one with the most frequent word, and another column has values only with them.
    """
    numbers = [c for c in table.columns if c.kind == "number" and 0 < c.missing < table.rows]
    if len(numbers) < 2:
        return table
    there = np.column_stack([np.isfinite(c.values) for c in numbers])
    for column in table.columns:
        if column.kind != "text":
            continue
        codes, words = pd.factorize(table.words(column.name))
        if not 2 <= len(words) <= _MOST_KINDS:
            continue
        filled = np.array([there[codes == n].mean(axis=0) for n in range(len(words))])
        main = filled[np.bincount(codes).argmax()]
        apart = (filled[:, main > 0] == 0).all(axis=1) & (filled[:, main == 0] > 0).any(axis=1)
        others = apart[codes]
        if (main > 0.5).any() and 0 < others.sum() <= _MOST_OTHERS * table.rows:
            sentence = _("Rows that fill other columns skipped: {count}, with {words} in {column}.")
            named = ", ".join(words[apart])[:80]
            note = sentence.format(count=others.sum(), words=named, column=column.name)
            return table.only(~others, note)
    return table
