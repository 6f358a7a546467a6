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


def some_of(cells: pd.Series) -> pd.Series:
    """Return about twenty of the non-empty cells."""
    known = cells.dropna()
    return known.iloc[:: max(1, len(known) // 20)]


def in_english(cells: pd.Series) -> pd.Series:
    """Return dates with English month names, without weekdays, and with decimal points."""
    sample = some_of(cells)
    if not len(sample):
        return cells
    if sample.str.contains(_COMMA).any():
        cells = cells.str.replace(_COMMA_BEFORE_PARTS, r"\1.\2", regex=True)
    if not sample.str.contains(_LETTERS).any() or sample.str.contains(_NO_WORDS).all():
        return cells

    def english(match: re.Match[str]) -> str:
        word = match[0].rstrip(".").lower()
        return "" if word in _OF else _ENGLISH.get(word, match[0].rstrip("."))

    if sample.str.contains(_WEEKDAY).mean() > 0.5:
        cells = cells.str.replace(_WEEKDAY, "", regex=True)
    return (
        cells.str.replace(_WORD, english, regex=True)
        .str.replace(_BLANKS, " ", regex=True)
        .str.strip()
    )


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
    words = {place: name.strip().rstrip(".").lower() for place, name in enumerate(names)}
    found = {place: _ENGLISH.get(word, word) for place, word in words.items()}
    return {place: english.index(word) + 1 for place, word in found.items() if word in english}
