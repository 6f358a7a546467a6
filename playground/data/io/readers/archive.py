"""Check a zipped workbook before it is unpacked: a few kilobytes can expand to gigabytes."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from xml.parsers import expat

from playground.data.io.limits import MOST_UNPACKED, bad_file
from playground.data.io.readers.spans import Spans
from playground.errors import DataError
from playground.wording import _

_BLOCK = 1 << 20


def check_archive(raw: bytes) -> str:
    """Return the type of a workbook, ``"xlsx"`` or ``"ods"``, unpacked once within the limits.


    The sizes in its directory are not trusted: everything is inflated in blocks and counted. Every
    member that is XML is parsed, whatever its path and spelling, and is refused when it spans more
    cells, or repeats more text, than is read.

    Raises
    ------
    DataError
        It is not a workbook, it is damaged, or it exceeds the limits.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            names = archive.namelist()
            kind = _kind(names, archive)
            if (
                len(names) > 2000
                or sum(info.file_size for info in archive.infolist()) > MOST_UNPACKED
            ):
                raise _too_large()
            unpacked, spans = 0, Spans()
            for info in archive.infolist():
                unpacked = _look(raw, info, unpacked, spans)
            spans.check_text()
    except DataError:
        raise
    except (
        zipfile.BadZipFile,
        zlib.error,
        NotImplementedError,
        RuntimeError,
        ValueError,
        OSError,
        IndexError,
        OverflowError,
    ):
        raise bad_file(
            _("The workbook is damaged or protected by a password; open it and save it again.")
        ) from None
    return kind


def _kind(names: list[str], archive: zipfile.ZipFile) -> str:
    if any(name.startswith("xl/") for name in names):
        if not any(name.endswith("workbook.xml") for name in names):
            raise bad_file(_("The file is a binary Excel workbook (.xlsb); save it as .xlsx."))
        return "xlsx"
    if (
        "mimetype" in names
        and archive.getinfo("mimetype").file_size < 200
        and b"spreadsheet" in archive.read("mimetype")
    ):
        return "ods"
    what = (
        _("a text document")
        if any(name.startswith("word/") for name in names)
        else _("a zip archive")
    )
    raise bad_file(_("The file is {what}; unpack it and use the table in it."), what=what)


def _look(raw: bytes, info: zipfile.ZipInfo, unpacked: int, spans: Spans) -> int:
    """Read one member, and return the bytes unpacked so far."""
    parser: expat.XMLParserType | None = spans.parser()
    for number, block in enumerate(_blocks(raw, info)):
        unpacked += len(block)
        if unpacked > MOST_UNPACKED:
            raise _too_large()
        if number == 0 and not _is_markup(block):
            parser = None
        if parser is not None:
            try:
                parser.Parse(block, False)
            except (
                expat.ExpatError
            ):  # not well-formed: a sheet that no program wrote, or not a sheet
                if spans.began:
                    raise zipfile.BadZipFile from None
                parser = None
    return unpacked


def _is_markup(block: bytes) -> bool:
    """Return whether a member begins like XML, in any encoding."""
    return block[:200].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"<")


def _blocks(raw: bytes, info: zipfile.ZipInfo) -> Iterator[bytes]:
    """Yield a member in blocks."""
    header = raw[info.header_offset : info.header_offset + 30]
    start = (
        info.header_offset
        + 30
        + int.from_bytes(header[26:28], "little")
        + int.from_bytes(header[28:30], "little")
    )
    pending = raw[start : start + info.compress_size]
    if info.flag_bits & 1 or info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise zipfile.BadZipFile
    if info.compress_type == zipfile.ZIP_STORED:
        yield pending
        return
    inflate = zlib.decompressobj(-15)
    while pending and (block := inflate.decompress(pending, _BLOCK)):
        pending = inflate.unconsumed_tail
        yield block


def _too_large() -> DataError:
    return bad_file(
        _(
            "The workbook unpacks to more than {limit} MB; keep only the sheet and the columns you need."
        ),
        limit=MOST_UNPACKED // 1_000_000,
    )
