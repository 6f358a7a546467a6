"""Detect the format of a file from its content, not from its name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from playground.data.io.readers.decode import check_bytes, decode
from playground.data.io.readers.encodings import UNSURE
from playground.data.io.readers.forecasting import looks_like_tsf, read_tsf
from playground.data.io.readers.json_records import looks_like_json, read_records
from playground.data.io.readers.labeled import looks_like_ts, read_ts
from playground.data.io.readers.labeled_rows import looks_like_rows, read_rows
from playground.data.io.readers.lines import as_table
from playground.data.io.readers.parquet import read_parquet
from playground.data.io.readers.text import read_text
from playground.data.io.readers.workbook import read_workbook
from playground.data.io.table.collection import Collection
from playground.data.io.table.table import Raw
from playground.errors import DataError
from playground.wording import _

#: First bytes of zipped workbooks and of the older format.
_ZIP, _OLE, _PARQUET = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"PAR1"


def open_file(raw: bytes, name: str, overrides: Mapping[str, Any]) -> Raw | Collection:
    """Return the table or the labeled sequences in a file.

    Parameters
    ----------
    raw : bytes
        The whole file.
    name : str
        Its name, used only where the content is ambiguous.
    overrides : mapping
        The user's corrections; see `playground.data.io.upload.guess`.

    Raises
    ------
    DataError
        It exceeds the limits, or is in no format that can be read.
    """
    check_bytes(raw)
    if raw.startswith((_ZIP, _OLE)):
        return read_workbook(raw, overrides)
    if raw.startswith(_PARQUET):
        return read_parquet(raw)
    text, encoding = decode(raw, overrides.get("encoding"))
    found = _from_text(text, name, encoding, overrides)
    if not overrides.get("encoding") and not encoding.startswith("utf") and encoding != UNSURE:
        sentence = _("Encoding detected as {encoding}. If names look garbled, choose another.")
        found.notes.append(sentence.format(encoding=encoding))
    return found


def _from_text(
    text: str, name: str, encoding: str, overrides: Mapping[str, Any]
) -> Raw | Collection:
    if looks_like_tsf(text):
        return read_tsf(text, encoding)
    if looks_like_ts(text):
        return read_ts(text, encoding)
    if looks_like_json(text):
        try:
            return read_records(text, encoding, overrides.get("sheet"))
        except DataError:
            if name.lower().endswith(("json", "jsonl")) or text.lstrip()[:1] == "{":
                raise
    if (table := as_table(text)) is not None:
        found = read_text(table[0], encoding, overrides)
        found.notes.extend(table[1])
        return found
    if overrides.get("layout") in (None, "rows") and not {
        "header",
        "separator",
        "decimal",
        "skip",
    } & set(overrides):
        rows = looks_like_rows(text)
        if rows is not None:
            return read_rows(text, encoding, *rows)
    return read_text(text, encoding, overrides)
