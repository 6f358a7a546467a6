"""The columns of a table as numbers, times or text, whatever the format of the file."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

from playground.data.io.layout.names import LONGEST_NAME
from playground.data.io.table.table import Column, Raw, Table, check_width
from playground.data.io.values.cells import (
    AROUND,
    GAPS,
    LONGEST,
    NUMBER,
    bare,
    clean,
    is_infinite,
    to_number,
)
from playground.data.io.values.dates import Dates, read_dates

PREVIEW_ROWS = 8
#: Words that are read one by one; more are read faster at once.
_FEW = 200


#: Letters after numbers that are factors, as stock exchanges write them.
_FACTORS = {"K": 1e3, "M": 1e6, "B": 1e9}


#: Letters after amounts in statements of accounts: taken, which makes them negative, and given.
_SIDES = (("S", "H"), ("DR", "CR"), ("Dr", "Cr"), ("D", "C"))


_SIGN = re.compile(r"^([+-]) +")


_GAPS = re.compile(f"[,{GAPS}]")


_YES = "true yes wahr ja vrai oui sí si sim on y t ein an verdadero".split()


_NO = "false no falsch nein faux non não nao off n f aus falso".split()


def typed(raw: Raw, day_first: bool | None) -> Table:
    """Return the table with every column parsed as numbers, times or text."""
    frame, names = raw.frame, raw.names
    if len(frame) < 4:
        check_width(len(names))
    columns = [
        _column(name, frame.iloc[:, i], raw.layout.decimal, day_first)
        for i, name in enumerate(names)
    ]
    kept = [i for i, c in enumerate(columns) if not (c.kind == "empty" and c.nameless)]
    rows = frame.iloc[:PREVIEW_ROWS, kept].itertuples(index=False, name=None)
    preview = tuple(tuple("" if pd.isna(c) else str(c)[:LONGEST_NAME] for c in row) for row in rows)
    cells = {names[i]: frame.iloc[:, i] for i in kept}
    columns = [columns[i] for i in kept]
    return Table(
        tuple(columns), len(frame), preview, raw.layout, tuple(raw.notes), cells, raw.label
    )


def _column(name: str, cells: pd.Series, decimal: str, day_first: bool | None) -> Column:
    if not cells.notna().any():
        return Column(name, "empty", np.empty(0))
    if cells.dtype.kind in "biuf":
        return Column(name, "number", cells.to_numpy(np.float64), truth=cells.dtype.kind == "b")
    if cells.dtype.kind == "M":
        return Column(name, "date", cells.to_numpy("datetime64[us]"))
    cells = cells.map(_shortened, na_action="ignore").astype(object)
    known = cells[cells.notna()]
    sample = known.iloc[:: max(1, len(known) // 200)]
    marks = (decimal, "." if decimal == "," else ",")
    numbers = [
        np.mean([bool(NUMBER[mark].fullmatch(clean(c))) or is_infinite(c) for c in sample])
        for mark in marks
    ]
    mark = marks[int(np.argmax(numbers))]  # the file's own decimal separator wins a tie
    if max(numbers) >= 0.5:
        dates = read_dates(cells, day_first) if max(numbers) < 0.9 else None
        return _number_column(name, cells, mark) if dates is None else _dates(name, cells, dates)
    if {word.strip().lower() for word in sample} <= {*_YES, *_NO}:
        truth = cells.str.strip().str.lower()
        values = np.where(truth.isin(_YES), 1.0, np.where(truth.isin(_NO), 0.0, np.nan))
        odd = int(np.isnan(values).sum() - cells.isna().sum())
        return Column(name, "number", values, odd, truth=True)
    found = read_dates(cells, day_first)
    return _measured(name, cells, sample, marks) if found is None else _dates(name, cells, found)


def _shortened(cell: object) -> str:
    """Return a cell as a word; a long one is text, whatever it is."""
    word = str(cell)
    return word if len(word) <= LONGEST else "…"


def _dates(name: str, cells: pd.Series, dates: Dates) -> Column:
    odd = int(np.isnat(dates.times).sum() - cells.isna().sum())
    return Column(name, "date", dates.times, odd, dates=dates)


def _measured(name: str, cells: pd.Series, sample: pd.Series, marks: tuple[str, str]) -> Column:
    """Return words as numbers when nine in ten have a unit or flag, of at most three kinds."""
    parts = [bare(c) for c in sample]
    for mark in marks:
        read = [around for number, around in parts if NUMBER[mark].fullmatch(number)]
        if len(read) >= 0.9 * len(parts) and len(set(read)) <= 4:
            return _number_column(name, cells, mark)
    return Column(name, "text", np.empty(0))


def _number_column(name: str, cells: pd.Series, mark: str) -> Column:
    present = cells.notna().to_numpy()
    values = np.full(len(cells), np.nan)
    values[present], around = _numbers(cells[present].astype(str), mark)
    odd = int(np.isnan(values[present]).sum())
    return Column(name, "number", values, odd, tuple(sorted(around)))


def _numbers(words: pd.Series, mark: str) -> tuple[np.ndarray, set[str]]:
    """Return the numbers in words, NaN where there is none, and the text around them."""
    some = words.iloc[:: max(1, len(words) // 100)]
    around = {bare(clean(word))[1] for word in some} - {""}
    factors = (_FACTORS if around <= {*_FACTORS} else {}) | {
        debit: -1.0 for debit, credit in _SIDES if {debit, credit} <= around
    }
    plain, values = np.zeros(len(words), bool), np.full(len(words), np.nan)
    if len(words) > _FEW:
        cells = _cleaned(words, sorted(around - set(factors), key=len, reverse=True)[:6])
        plain = cells.str.fullmatch(NUMBER[mark]).fillna(False).to_numpy(dtype=bool)
        found = cells[plain]
        if mark == ",":
            found = found.str.replace(".", "", regex=False).str.replace(",", ".", regex=False)
        values[plain] = found.str.replace(_GAPS, "", regex=True).astype(np.float64)
    rest = words[~plain]
    known = {word: to_number(word, mark) for word in rest.unique()}
    for word in known:
        number, sign = bare(clean(word))
        if np.isnan(known[word]) and sign and NUMBER[mark].fullmatch(number):
            known[word] = to_number(number, mark) * factors.get(sign, 1.0)
            around.add(sign)
    values[~plain] = rest.map(known).to_numpy(dtype=np.float64)
    told = {s: f"{s} = ×{factor:,.0f}" for s, factor in factors.items()}
    return values, {told.get(sign, sign) for sign in around}


def _cleaned(words: pd.Series, units: list[str]) -> pd.Series:
    """Return words without what people write around numbers: `clean` for many words at once."""
    cells = words.astype("string").str.replace("\u2212", "-", regex=False)
    cells = cells.str.strip(AROUND).str.rstrip(":")
    cells = cells.str.replace(_SIGN, r"\1", regex=True)
    if cells.str.endswith("-").any():
        behind = cells.str.endswith("-") & cells.str[:1].str.isdigit()
        cells = cells.mask(behind, "-" + cells.str[:-1])  # as SAP writes negative numbers
    for sign in units:
        cells = cells.str.removesuffix(sign).str.removeprefix(sign).str.strip()
    return cells
