"""How many cells a workbook's sheets span, and how much text they repeat, read by an XML parser."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from typing import NoReturn
from xml.parsers import expat

from playground.data.io.limits import MOST_COLUMNS, MOST_SHEET_CELLS, MOST_UNPACKED, bad_file
from playground.errors import DataError
from playground.wording import _

_LOOKED_AT = frozenset(
    (
        "worksheet",
        "sheetData",
        "table",
        "sst",
        "row",
        "c",
        "si",
        "v",
        "table-row",
        "table-cell",
        "covered-table-cell",
    )
)


class Spans:
    """The extent of a workbook's sheets: their reader expands all cells, empty ones included.

    Attributes
    ----------
    began : bool
        Whether a sheet or a list of shared texts has begun in the current member.
    """

    def __init__(self) -> None:
        self.began = False
        self._texts: list[int] = []  # lengths of the shared texts
        self._uses: dict[int, int] = {}
        self._text = 0  # characters that cells contain or repeat themselves
        self._start()

    def parser(self) -> expat.XMLParserType:
        """Return a parser for one member of the archive."""
        self._start()
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler, parser.EndElementHandler = self._begins, self._ends
        parser.CharacterDataHandler, parser.EntityDeclHandler = self._says, _no_entities
        return parser

    def _start(self) -> None:
        self.began = False
        self._rows = self._columns = self._row = self._column = 0
        self._first: tuple[int, int] | None = None
        self._shared = self._value = False
        self._length, self._said = 0, ""
        self._repeat_rows = 1
        self._cells = 0

    def _begins(self, name: str, given: Mapping[str, str]) -> None:
        name = name if name in _LOOKED_AT else name.rpartition(":")[2]  # with any prefix
        if name not in _LOOKED_AT:
            return
        attributes = (
            given
            if "r" in given
            else {key.rpartition(":")[2]: value for key, value in given.items()}
        )
        if name == "c":
            row, self._column = _place(attributes.get("r", ""), self._row, self._column + 1)
            self._shared = attributes.get("t") == "s"
            if row > self._rows or self._column > self._columns:
                self._reach(row, self._column)
            return
        if name in ("worksheet", "sheetData", "table", "sst"):
            self.began = True
        if name in ("worksheet", "sheetData", "table"):
            self._rows = self._columns = self._row = self._column = self._cells = 0
        elif name == "row":
            self._row, self._column = _whole(attributes.get("r"), self._row + 1), 0
            self._reach(self._row, 1)
        elif name == "si":
            self._length = 0
        elif name == "v":
            self._value, self._said = True, ""
        elif name == "table-row":
            self._repeat_rows, self._column, self._cells, self._length = (
                _whole(attributes.get("number-rows-repeated"), 1),
                0,
                0,
                0,
            )
        elif name in ("table-cell", "covered-table-cell"):
            self._repeats(
                _whole(attributes.get("number-columns-repeated"), 1),
                filled="value-type" in attributes or "formula" in attributes,
            )

    def _ends(self, name: str) -> None:
        name = name if name in _LOOKED_AT else name.rpartition(":")[2]
        if name == "si":
            self._texts.append(self._length)
        elif name == "v":
            self._value = False
            if self._shared and self._said.strip().isdecimal() and len(self._said) < 12:
                self._uses[int(self._said)] = self._uses.get(int(self._said), 0) + 1
        elif name == "table-row":
            self._text += self._length * self._repeat_rows
            if self._cells:
                self._rows += self._repeat_rows
                self._columns = max(self._columns, self._cells)
                _check(self._rows, self._columns)

    def _says(self, text: str) -> None:
        self._length += len(text)
        if self._value and len(self._said) < 12:
            self._said += text

    def _reach(self, row: int, column: int) -> None:
        self._rows, self._columns = max(self._rows, row), max(self._columns, column)
        _check(self._rows, self._columns)

    def _repeats(self, count: int, *, filled: bool) -> None:
        """Count the repeated cells of an OpenDocument sheet; empty ones at the ends are free."""
        self._column += count
        if filled:
            self._cells = self._column
            _check(self._repeat_rows, self._cells)

    def check_text(self) -> None:
        """Refuse a workbook whose cells together repeat more text than may be unpacked."""
        shared = sum(
            self._texts[which] * uses
            for which, uses in self._uses.items()
            if which < len(self._texts)
        )
        if shared + self._text > MOST_UNPACKED:
            sentence = _(
                "The cells of the workbook hold more than {limit} MB of text; keep only the columns of numbers and times."
            )
            raise bad_file(sentence, limit=MOST_UNPACKED // 1_000_000)


def _check(rows: int, columns: int) -> None:
    if columns > 4 * MOST_COLUMNS or rows * columns > 2 * MOST_SHEET_CELLS:
        raise _too_wide()


def _whole(text: str | None, otherwise: int) -> int:
    return (
        int(text)
        if text and len(text) < 12 and text.isdecimal()
        else otherwise
        if text is None
        else 10**12
    )


def _place(reference: str, row: int, column: int) -> tuple[int, int]:
    """Return row and column of a reference such as "AB12", or the next place without one."""
    letters = reference.rstrip("0123456789")
    if not reference or not letters.isalpha() or len(letters) > 8:
        return row, column
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return _whole(reference[len(letters) :] or None, row), number


def _no_entities(*_said: object) -> NoReturn:
    """Refuse XML entities: no program that writes tables needs them."""
    raise zipfile.BadZipFile


def _too_wide() -> DataError:
    sentence = _(
        "The sheet spans more than {limit} cells; keep only the columns and rows you need."
    )
    return bad_file(sentence, limit=f"{MOST_SHEET_CELLS:,}")
