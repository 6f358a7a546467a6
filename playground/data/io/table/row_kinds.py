"""Rows of another kind among the rows of a table, such as daily summaries between hours."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pandas as pd

from playground.data.io.table.table import Table
from playground.wording import _

_MOST_KINDS, _MOST_OTHERS, _MOST_REMARKS = 12, 0.2, 0.05
#: A word behind a number or by itself: "0.24 Dividend", "2:1 Stock Splits".
_REMARK = re.compile(r"[^A-Za-z]{0,20}([A-Za-z][A-Za-z .()-]{3,40})")


def without_remarks(table: Table) -> Table:
    """Return a table without the few rows that say a word in one cell where the others have
    numbers, and fill no other column of numbers: a dividend among the prices of days.
    """
    numbers = [c for c in table.columns if c.kind == "number"]
    if len(numbers) < 3 or sum(c.missing > 0 for c in numbers) < len(numbers) - 1:
        return table
    filled = np.column_stack([table.cells[c.name].notna() for c in numbers])
    alone = np.flatnonzero(filled.sum(axis=1) == 1)
    if not 0 < len(alone) <= _MOST_REMARKS * table.rows:
        return table
    said: dict[int, tuple[str, str]] = {}
    for row in map(int, alone):
        name = numbers[filled[row].argmax()].name
        if found := _REMARK.fullmatch(str(table.cells[name].iloc[row]).strip()):
            said[row] = name, found[1]
    for name, word in list(dict.fromkeys(said.values()))[:_MOST_KINDS]:
        if table.cells[name].astype("string").str.endswith(word).sum() > len(alone):
            said = {row: each for row, each in said.items() if each != (name, word)}  # a unit
    if not said:
        return table
    sentence = _("Rows with a remark in place of numbers skipped: {count}, {words}.")
    words = list(dict.fromkeys(word for _name, word in said.values()))
    note = sentence.format(count=len(said), words=", ".join(words)[:80])
    kept = table.only(~np.isin(np.arange(table.rows), [*said]), note)
    columns = (
        replace(c, around=tuple(w for w in c.around if w not in words)) for c in kept.columns
    )
    return replace(kept, columns=tuple(columns))


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
