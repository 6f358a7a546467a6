"""Decode the bytes of an upload: limits, other file types under a wrong name, and the encoding."""

from __future__ import annotations

import codecs

from playground.data.io.limits import MOST_BYTES, bad_file
from playground.data.io.readers.encodings import alphabet_of
from playground.wording import _

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, which shares its first bytes
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROLS = "".join(map(chr, [*range(9), 11, *range(14, 32), 127]))


def check_bytes(raw: bytes) -> None:
    """Refuse a file that is empty, too large or obviously of another type.

    Raises
    ------
    DataError
        Names the file type and what to do.
    """
    if len(raw) > MOST_BYTES:
        raise bad_file(
            _("The file is larger than {limit} MB; shorten it, or keep only the columns you need."),
            limit=MOST_BYTES // 1_000_000,
        )
    if not raw.strip(b" \t\r\n\0"):
        raise bad_file(_("The file is empty; it needs a table of numbers with at least two rows."))
    for signature, what in _signatures().items():
        if raw.startswith(signature):
            raise bad_file(
                _("The file is {what}, not a table; save a table as CSV or Excel and use that."),
                what=what,
            )


def decode(raw: bytes, encoding: str | None = None) -> tuple[str, str]:
    """Return the text with normalized line ends, and the name of its encoding.

    Tried in turn: a byte order mark, UTF-16 without one (every other byte is 0), UTF-8, then the
    result of `alphabet_of`.

    Raises
    ------
    DataError
        The bytes are not text.
    """
    name = encoding or _guess_encoding(raw)
    try:
        text = raw.decode(name)
    except (UnicodeError, LookupError):
        if encoding:
            raise bad_file(
                _("The file cannot be decoded as {name}; try automatic."),
                name=repr(encoding)[:40],
            ) from None
        name = alphabet_of(raw)
        text = raw.decode(name, errors="replace")
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").rstrip("\0\x1a")
    start = text[:20_000]
    controls = sum(map(start.count, _CONTROLS))
    if controls > max(2, len(start) // 500) or "\0" in text:
        raise bad_file(
            _(
                "The file contains bytes that are not text; it needs a table of numbers saved as CSV."
            )
        )
    if not text.strip():
        raise bad_file(_("The file is empty; it needs a table of numbers with at least two rows."))
    if (
        start.lstrip()[:14]
        .lower()
        .startswith(("<!doctype html", "<html", "<table", "<?xml", "<svg"))
    ):
        raise bad_file(
            _(
                "The file is a web page or XML, not a table; save a table as CSV or Excel and use that."
            )
        )
    if "\nINSERT INTO " in "\n" + start:
        raise bad_file(_("The file is a dump of a database; save its table as CSV and use that."))
    return text, name


def _signatures() -> dict[bytes, str]:
    """Return the file type by its first bytes; "BM" or "BZ" alone could begin a column name."""
    picture, archive = _("a picture"), _("a compressed archive")
    return {
        **dict.fromkeys((b"\x89PNG", b"\xff\xd8\xff", b"GIF87a", b"GIF89a"), picture),
        **dict.fromkeys((b"\x1f\x8b", b"BZh9", b"\xfd7zXZ", b"7z\xbc\xaf", b"PK\x05\x06"), archive),
        **dict.fromkeys((b"%PDF", b"{\\rtf"), _("a text document")),
        **dict.fromkeys(
            (b"ARROW1", b"\x89HDF", b"\x93NUMPY", b"SQLite format 3"), _("a binary data file")
        ),
    }


def _guess_encoding(raw: bytes) -> str:
    for mark, name in _MARKS:
        if raw.startswith(mark):
            return name
    start = raw[:4000]
    pairs = max(1, len(start) // 2)
    if start[1::2].count(0) > 0.4 * pairs and start[::2].count(0) < 0.1 * pairs:
        return "utf-16-le"
    if start[::2].count(0) > 0.4 * pairs and start[1::2].count(0) < 0.1 * pairs:
        return "utf-16-be"
    return "utf-8"
