"""Write a time in words as numbers and signs: "5. März 2024, 1 p.m." is "5. %03 2024, 1 @2"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from playground.data.io.values.months import months, weekdays

#: Characters of a time; a longer cell is text.
LONGEST = 60
#: Words and the signs that replace them: halves of the day, parts of a year, hours, and words that
#: add nothing to a time.
_SIGNS = {
    **{
        word: "" for word in "de del di of er st nd rd th um uhr klo utc gmt z r г fy 秒 초".split()
    },
    **{word: "" for word in "est edt cst cdt mst mdt pst pdt cet cest mez mesz bst".split()},
    **{word: "" for word in "wet west jst ist aest aedt lst".split()},
    **dict.fromkeys("a am 오전 上午 午前 vorm".split(), "@1 "),
    **dict.fromkeys("p pm 오후 下午 午後 nachm".split(), "@2 "),
    **dict.fromkeys("w kw wk week woche woy semana semaine sem settimana".split(), "w"),
    **dict.fromkeys("q qtr quarter quartal trim trimestre kwartał кв квартал".split(), "q"),
    **dict.fromkeys("h hr he hour std uur godz hj semester semestre".split(), "h"),
    **dict.fromkeys("年 년 月 월".split(), "-"),
    **dict.fromkeys("日 일".split(), " "),
    **dict.fromkeys("時 时 시 点 分 분".split(), ":"),
    **dict.fromkeys("to bis".split(), " - "),
    **{letter: letter for letter in "tms"},
}
_WORD, _BLANKS = re.compile(r"[^\W\d_]+\.?"), re.compile(r"[ \u00a0\u202f]{2,}")
_ASIDE = re.compile(r"\([^()\n]{0,20}\)")
#: The name of a time zone behind a time.
ZONE = re.compile(r"(?<=\d)(?: |\[)[a-z_]{2,20}/[a-z_]{2,30}\]?$", re.MULTILINE | re.IGNORECASE)
_EDGES, _DIGITS_AND_SIGNS = " ._,-", frozenset("0123456789/:. -+_,\n")
_HALF = re.compile(r"(?<![^\W\d_])([ap])\.?[ \u00a0\u202f]?m\.?(?![^\W\d_])")
_ROMAN = re.compile(
    r"(?<![^\W_])(iv|i{1,3})\b\.?[ /-]?(?:(?:kw|quart|trim|кв)[^\W\d_]*)?\.?(?=[ /-]?\d{4})"
)
_YEAR_LAST = re.compile(r"( \d{1,2}:\d\d:\d\d)( \d{4})$", re.MULTILINE)
_CLOCK_FIRST = re.compile(
    r"^(\d\d?:\d\d(?::\d\d)?),? (\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4})$", re.MULTILINE
)
_TUESDAY = re.compile(r"\bmar\.?,? (?=[^\W\d_]|\d{1,2}[. ]{1,3}(?:de )?[^\W\d_])")
#: Winter and summer time of a zone, and the hours of the first from UTC: both in one column tell
#: the hour that occurs twice in autumn apart.
_ZONES = (
    *(("cet", "cest", 1), ("mez", "mesz", 1), ("wet", "west", 0), ("gmt", "bst", 0)),
    *(("est", "edt", -5), ("cst", "cdt", -6), ("mst", "mdt", -7), ("pst", "pdt", -8)),
)
_MONTHS = re.compile(r"(%\d\d) ?[-–/] ?%\d\d")  # Jan-Mar, the first of them
_CLOSE = re.compile(r"(?<=\d)(?=%)|(?<=%\d\d)(?=\d)")  # 01JAN2024
_PART = re.compile(r"^(\d{4}):(\d\d?)$", re.MULTILINE)  # 1990:1, as econometric programs write


def plain(words: Sequence[str]) -> list[str]:
    """Return times in lower case, with signs for words: ``%03`` is March, ``@2`` afternoon.

    Examples
    --------
    >>> plain(["Fri 5. März 2024, 1:30 p.m.", "KW 5/2024"])
    ['5. %03 2024, 1:30 @2', 'w 5/2024']
    """
    if not words:
        return []
    text = "\n".join([word[: LONGEST + 1] for word in words]).lower()
    if text.count("\n") >= len(words):
        text = "\n".join(["?" if "\n" in word else word[: LONGEST + 1] for word in words]).lower()
    if ":" in text and _PART.match(text) and (parts := _PART.findall(text)):
        quarters = all(int(part) <= 4 and len(part) == 1 for _year, part in parts)
        text = _PART.sub(r"\1 q\2" if quarters else r"\1-\2", text)
    if ":" in words[0][:3]:
        text = _CLOCK_FIRST.sub(r"\2 \1", text)
    if not set(text) <= _DIGITS_AND_SIGNS:
        text = _in_signs(_ASIDE.sub("", ZONE.sub("", text)))
    text = _BLANKS.sub(" ", text) if "  " in text or "\u00a0" in text else text
    present = [sign for sign in _EDGES if sign in text]
    edges = any(f"\n{sign}" in text or f"{sign}\n" in text for sign in present)
    words = text.split("\n")
    loose = edges or words[0].strip(_EDGES) != words[0] or words[-1].strip(_EDGES) != words[-1]
    return [word.strip(_EDGES) for word in words] if loose else words


def _in_signs(text: str) -> str:
    """Return a text of times with signs for its words."""
    if found := set(_WORD.findall(text)):
        if found & {"a", "p", "a.", "p."}:
            text = _HALF.sub(r"\1m", text)
        if found & {"i", "i.", "ii", "ii.", "iv", "iv."}:
            text = _ROMAN.sub(lambda match: f"q{len(match[1]) if match[1] != 'iv' else 4} ", text)
        if found & {"mar", "mar."}:
            text = _TUESDAY.sub("", text)
        signs = {word: _sign(word) for word in _WORD.findall(text)}
        for winter, summer, hours in _ZONES:
            if winter in found and summer in found:
                signs |= {winter: f"{hours:+03d}:00", summer: f"{hours + 1:+03d}:00"}
        text = _WORD.sub(lambda match: signs[match[0]], text)
        if "%" in text:
            text = _MONTHS.sub(r"\1", _BLANKS.sub(" ", _CLOSE.sub(" ", text)))
            text = _YEAR_LAST.sub(r"\2\1", text)
    return text


def _sign(word: str) -> str:
    word = word.rstrip(".")
    if (month := months().get(word)) is not None:
        return f"%{month:02d}"
    return _SIGNS.get(word, "" if word in weekdays() else word)
