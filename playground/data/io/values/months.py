"""Names of months and weekdays in the languages of national exports."""

from __future__ import annotations

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
#: The number of a month by its name in lower case.
MONTHS = {
    word: number
    for number, (english, words) in enumerate(_MONTH_WORDS.items(), 1)
    for word in (english, *words.split())
}
WEEKDAYS = frozenset(
    "mon tue tues wed thu thur thurs fri sat sun monday tuesday wednesday thursday friday saturday sunday mo di mi do fr sa so montag"
    " dienstag mittwoch donnerstag freitag samstag sonntag lun mar mer jeu ven sam dim lundi mardi mercredi jeudi vendredi samedi dimanche"
    " lunes martes miércoles jueves viernes sábado domingo mié jue vie sáb dom seg ter qua qui sex".split()
)


def some_of(cells: pd.Series, count: int = 20) -> pd.Series:
    """Return about ``count`` of the non-empty cells."""
    known = cells.dropna()
    return known.iloc[:: max(1, len(known) // count)]


def month_numbers(names: Sequence[str]) -> dict[int, int]:
    """Return which names are months, and which month: 1 is January.

    Examples
    --------
    >>> month_numbers(["Year", "Jan", "février"])
    {1: 1, 2: 2}
    """
    if all(name.strip().upper() in _SEASONS for name in names):
        return {place: _SEASONS.index(n.strip().upper()) + 1 for place, n in enumerate(names)}
    words = {place: name.strip().rstrip(".").lower() for place, name in enumerate(names)}
    return {place: MONTHS[word] for place, word in words.items() if word in MONTHS}
