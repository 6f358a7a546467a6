"""Names of months and weekdays in the languages of national exports."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pandas as pd

_MONTH_WORDS = {
    "jan": "january januar janv janvier ene enero gennaio gen janeiro januari jänner jän sty styczeń stycznia ocak leden ledna",
    "feb": "february februar févr fév février febrero febbraio fevereiro fev februari lut luty lutego şubat únor února",
    "mar": "march märz mrz mär mars marzo março maart mrt marzec marca mart březen března marts",
    "apr": "april avril avr abril abr aprile kwi kwiecień kwietnia nisan duben dubna",
    "may": "mai mayo maggio mag maio mei maj maja mayıs květen května",
    "jun": "june juni juin junio giugno giu junho cze czerwiec czerwca haziran červen června",
    "jul": "july juli juillet juil julio luglio lug julho lip lipiec lipca temmuz červenec července",
    "aug": "august août aout agosto ago augustus augusti sie sierpień sierpnia ağustos srpen srpna",
    "sep": "september sept septembre septiembre settembre set setembro wrz wrzesień września eylül září",
    "oct": "october okt oktober octobre octubre ottobre ott outubro out paź październik października ekim říjen října",
    "nov": "november novembre noviembre novembro lis listopad listopada kasım listopadu",
    "dec": "december dez dezember décembre déc diciembre dic dicembre dezembro desember gru grudzień grudnia aralık prosinec prosince",
}
#: Three months by their first letters, as climate services write them, at the middle one.
_SEASONS = "DJF JFM FMA MAM AMJ MJJ JJA JAS ASO SON OND NDJ".split()
_ENGLISH = {word: english for english, words in _MONTH_WORDS.items() for word in words.split()}
_WORD = re.compile(r"[^\W\d_]{2,}\.?")
_OF = ("de", "del", "di", "of", "gmt", "utc")
_WEEKDAY = re.compile(
    r"^\s{0,9}(?:mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun|monday|tuesday|wednesday|thursday|friday|saturday|sunday|mo|di|mi|do|fr|sa|so|montag"
    r"|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|lun|mar|mer|jeu|ven|sam|dim|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"
    r"|lunes|martes|miércoles|jueves|viernes|sábado|domingo|mié|jue|vie|sáb|dom|seg|ter|qua|qui|sex)[.,]{0,3}\s{1,9}",
    re.IGNORECASE,
)
_COMMA, _COMMA_BEFORE_PARTS = re.compile(r"\d:\d\d,\d"), re.compile(r"(:\d\d),(\d)")
_LETTERS, _NO_WORDS, _BLANKS = (
    re.compile(r"[^\W\d_]{2}"),
    re.compile(r"\dT\d|Q\d|W\d"),
    re.compile(r" {2,}"),
)


def some_of(cells: pd.Series, count: int = 20) -> pd.Series:
    """Return about ``count`` of the non-empty cells."""
    known = cells.dropna()
    return known.iloc[:: max(1, len(known) // count)]


def any_letters(cell: str) -> bool:
    """Return whether a date has words, other than the letters of ISO 8601, quarters and weeks."""
    return _LETTERS.search(cell) is not None and _NO_WORDS.search(cell) is None


def starts_with_weekday(cell: str) -> bool:
    """Return whether a date begins with the name of a weekday."""
    return _WEEKDAY.match(cell) is not None


def in_english(cell: str, weekday: bool) -> str:
    """Return a date with an English month, a decimal point, and with no ``weekday``."""
    cell = _COMMA_BEFORE_PARTS.sub(r"\1.\2", cell) if _COMMA.search(cell) else cell
    if not any_letters(cell):
        return cell
    cell = _WEEKDAY.sub("", cell) if weekday else cell
    return _BLANKS.sub(" ", _WORD.sub(_english, cell)).strip()


def _english(match: re.Match[str]) -> str:
    word = match[0].rstrip(".").lower()
    return "" if word in _OF else _ENGLISH.get(word, match[0].rstrip("."))


def names_month(cell: str) -> bool:
    """Return whether the words in a cell name a month: "Mar 12" does, "zone 12" does not."""
    words = re.findall(r"[^\W\d_]{3,}", cell)
    return not words or any(
        word.lower() in _ENGLISH or word.lower() in _MONTH_WORDS for word in words
    )


def month_numbers(names: Sequence[str]) -> dict[int, int]:
    """Return which names are months, and which month: 1 is January.

    Examples
    --------
    >>> month_numbers(["Year", "Jan", "février"])
    {1: 1, 2: 2}
    """
    english = list(_MONTH_WORDS)
    if all(name.strip().upper() in _SEASONS for name in names):
        return {place: _SEASONS.index(n.strip().upper()) + 1 for place, n in enumerate(names)}
    words = {place: name.strip().rstrip(".").lower() for place, name in enumerate(names)}
    found = {place: _ENGLISH.get(word, word) for place, word in words.items()}
    return {place: english.index(word) + 1 for place, word in found.items() if word in english}
