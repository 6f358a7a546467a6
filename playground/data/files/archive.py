"""Looking into a zipped workbook before it is unpacked: a few kilobytes can stand for gigabytes."""

from __future__ import annotations

import io
import re
import zipfile
import zlib

from playground.data.files.limits import MOST_COLUMNS, MOST_SHEET_CELLS, MOST_UNPACKED, bad_file
from playground.errors import DataError
from playground.wording import _

_BLOCK = 1 << 16
_ROW = re.compile(rb'<row [^>]*?\br="(\d+)"')
_CELL = re.compile(rb'<c [^>]*?\br="([A-Z]+)(\d+)"')
_REPEATED = re.compile(rb'number-(columns|rows)-repeated="(\d+)"')


def check_archive(raw: bytes) -> str:
    """Return what kind of workbook an archive is, ``"xlsx"`` or ``"ods"``, having unpacked it once within the limits.

    What its directory claims about sizes is not believed: everything is inflated piece by piece and counted.

    Raises
    ------
    DataError
        It is no workbook, it is damaged, or it unpacks to more than is read.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            names = archive.namelist()
            kind = _kind(names, archive)
            if len(names) > 2000 or sum(info.file_size for info in archive.infolist()) > MOST_UNPACKED:
                raise _too_large()
            unpacked = 0
            for info in archive.infolist():
                unpacked += _count(raw, info, MOST_UNPACKED - unpacked, check=_checks(kind, info.filename))
    except DataError:
        raise
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, ValueError, OSError, IndexError, OverflowError):
        raise bad_file(_("the workbook is damaged or protected by a password; open it and save it again.")) from None
    return kind


def _kind(names: list[str], archive: zipfile.ZipFile) -> str:
    if any(name.startswith("xl/") for name in names):
        if not any(name.endswith("workbook.xml") for name in names):
            raise bad_file(_("the file is a binary Excel workbook (.xlsb); save it as .xlsx."))
        return "xlsx"
    if "mimetype" in names and archive.getinfo("mimetype").file_size < 200 and b"spreadsheet" in archive.read("mimetype"):
        return "ods"
    what = _("a text document") if any(name.startswith("word/") for name in names) else _("a zip archive")
    raise bad_file(_("the file is {what}; unpack it and load the table that is in it."), what=what)


def _checks(kind: str, name: str) -> str:
    return kind if (name.startswith("xl/worksheets/") if kind == "xlsx" else name == "content.xml") else ""


def _count(raw: bytes, info: zipfile.ZipInfo, most: int, check: str) -> int:
    """Inflate one member, return its size, and refuse it when it is larger than ``most`` or spans too many cells."""
    header = raw[info.header_offset : info.header_offset + 30]
    start = info.header_offset + 30 + int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little")
    packed = raw[start : start + info.compress_size]
    if info.flag_bits & 1 or info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise zipfile.BadZipFile
    if info.compress_type == zipfile.ZIP_STORED:
        _check_span(packed, check)
        return len(packed)
    inflate, size, tail = zlib.decompressobj(-15), 0, b""
    pending = packed
    span = _Span()
    while pending:
        block = inflate.decompress(pending, 16 * _BLOCK)
        pending = inflate.unconsumed_tail
        size += len(block)
        if size > most:
            raise _too_large()
        if check:
            span.see(tail + block, check)
            tail = block[-100:]
        if not block:
            break
    return size


def _check_span(content: bytes, check: str) -> None:
    if check:
        _Span().see(content, check)


class _Span:
    """How far a sheet reaches: its reader lays out every cell from the first to the last, also the empty ones."""

    def __init__(self) -> None:
        self.rows = self.columns = 1
        self.repeats = 0

    def see(self, content: bytes, kind: str) -> None:
        """Look at a piece of a sheet and raise when it reaches too far."""
        if kind == "ods":
            return self._see_repeats(content)
        rows = [int(r) for r in _ROW.findall(content)]
        self.rows = max(self.rows, *rows) if rows else self.rows
        for letters, row in _CELL.findall(content):
            column = _number(letters)
            if column > self.columns or int(row) > self.rows:
                self.columns, self.rows = max(self.columns, column), max(self.rows, int(row))
        if self.columns > 4 * MOST_COLUMNS or self.rows * self.columns > 2 * MOST_SHEET_CELLS:
            raise _too_wide()
        return None

    def _see_repeats(self, content: bytes) -> None:
        """Cells of an OpenDocument sheet that are written once and meant many times; empty ones at the ends cost nothing."""
        for what, count in _REPEATED.findall(content):
            if (what == b"columns" and 1000 < int(count) < 15_000) or int(count) > 1_048_576:
                self.repeats += int(count)
        if self.repeats > MOST_SHEET_CELLS:
            raise _too_wide()


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters[:8]:
        number = number * 26 + letter - 64
    return number


def _too_large() -> DataError:
    return bad_file(
        _("the workbook unpacks to more than {limit} MB; keep only the sheet and the columns you need."), limit=MOST_UNPACKED // 1_000_000
    )


def _too_wide() -> DataError:
    told = _("the workbook's sheet reaches over more than {limit} cells; keep only the columns and rows you need.")
    return bad_file(told, limit=f"{MOST_SHEET_CELLS:,}")
