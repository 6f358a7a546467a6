"""Five hundred odd files: each a series or labeled sequences that keep their promises, or one
clear sentence.
"""

from __future__ import annotations

import io
import warnings
import zipfile

import numpy as np
import pandas as pd
import pytest

from playground.data.series import Sequences, Series
from playground.errors import DataError
from tests.file_cases import read_first
from tests.odd_tables import odd_tables, rows_xml, workbook


def outcome(raw: bytes, name: str, **rest: object) -> Series | Sequences | str:
    """Return what is read, or the sentence; a traceback or an error met by chance fails."""
    try:
        found = read_first(raw, name, **rest)
    except DataError as error:
        assert error.__cause__ is None, f"{name} met by chance: {error.__cause__!r}"
        assert "\n" not in error.message
        assert 10 < len(error.message) < 500
        assert error.message.endswith((".", "?"))
        return error.message
    assert all(note.endswith(".") for note in found.notes), found.notes
    values = found.x if isinstance(found, Sequences) else found.values
    assert values.dtype == np.float64
    assert np.isfinite(values).all()
    if isinstance(found, Series):
        assert len(values) == len(found.index) >= 2
        assert (np.diff(found.index).astype(np.int64) > 0).all()
    else:
        assert found.labels is not None
        assert len(values) == len(found.labels)
    return found


def test_five_hundred_odd_files_give_data_or_one_sentence() -> None:
    """Every format, every way of missing; nothing is raised that was not meant."""
    results = []
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for number, (name, raw) in enumerate(odd_tables(500)):
            how = ("interpolate", "previous", "drop")[number % 3]
            try:
                results.append(outcome(raw, name, missing=how))
            except Exception as error:
                raise AssertionError(f"file {number}, {name}: {raw[:300]!r}") from error
    used = [r for r in results if not isinstance(r, str)]
    assert 100 < len(used) < 450, "the generator should make both kinds"


@pytest.mark.parametrize(
    ("name", "raw", "told"),
    [
        (
            "bomb.xlsx",
            lambda: workbook(
                rows_xml([["v"], [1], [2]]), **{"xl/sharedStrings.xml": bytes(60_000_000)}
            ),
            "unpacks to more than",
        ),
        (
            "span.xlsx",
            lambda: workbook(
                '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
            ),
            "spans more",
        ),
        (
            "lies.xlsx",
            lambda: lying(
                workbook(rows_xml([["v"], [1]]), **{"xl/sharedStrings.xml": bytes(60_000_000)})
            ),
            "unpacks to more than|damaged",
        ),
        ("photo.xlsx", lambda: b"\x89PNG\r\n\x1a\n" + bytes(100), "a picture"),
        ("letter.docx", lambda: archive({"word/document.xml": b"<w/>"}), "a text document"),
        ("photos.zip", lambda: archive({"a.csv": b"1,2\n"}), "a zip archive"),
        (
            "long.parquet",
            lambda: parquet(pd.DataFrame({"v": np.zeros(300_000)})),
            "more than 100,000 rows",
        ),
        ("page.csv", lambda: b"<!DOCTYPE html><html><table></table></html>", "a web page"),
        ("million.csv", lambda: b"1,2\n" * 1_000_000, "more than 1,000,000 cells"),
    ],
)
def test_what_could_hurt_is_refused_before_it_does(name: str, raw: object, told: str) -> None:
    """Bombs, spans and other kinds of file."""
    import re

    found = outcome(raw(), name)  # type: ignore[operator]
    assert isinstance(found, str)
    assert re.search(told, found), found


def lying(raw: bytes) -> bytes:
    """Return an archive whose directory claims that its largest member is small."""
    return raw.replace((60_000_000).to_bytes(4, "little"), (1000).to_bytes(4, "little"))


def archive(members: dict[str, bytes]) -> bytes:
    """Return a zip archive."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        for name, content in members.items():
            packed.writestr(name, content)
    return file.getvalue()


def parquet(frame: pd.DataFrame) -> bytes:
    """Return a table as Parquet."""
    file = io.BytesIO()
    frame.to_parquet(file)
    return file.getvalue()
