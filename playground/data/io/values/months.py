"""Names of months and weekdays in the languages of national exports, mostly from Babel."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache

from babel.dates import get_day_names, get_month_names

_LANGUAGES = "en de fr es it pt nl pl cs sk sv da nb fi ru uk el tr hu ro sl bg lt lv et".split()
#: Names that are also in use, the months in order.
_ALSO = (
    "jän jänner janv gen ledna",
    "feb fév févr lut luty února",
    "mrz mar mär mrt",
    "avr kwi",
    "maj mag maio mayıs",
    "juin giu cze",
    "juil lug lip",
    "ago août aout sie",
    "sept set wrz",
    "okt ott out paź",
    "lis listopadu",
    "dez dic gru",
)
#: Three months by their first letters, as climate services write them, at the middle one.
_SEASONS = "DJF JFM FMA MAM AMJ MJJ JJA JAS ASO SON OND NDJ".split()


def _names(read: Callable[..., Mapping[int, str]]) -> dict[str, int]:
    """Return the number of each name that Babel knows, in lower case and without its point."""
    return {
        word.lower().rstrip("."): number
        for language in _LANGUAGES
        for width in ("wide", "abbreviated")
        for context in ("format", "stand-alone")
        for number, word in read(width, context, language).items()
    }


@cache
def months() -> dict[str, int]:
    """Return the number of a month, 1 is January, by its name in lower case.

    Examples
    --------
    >>> months()["mai"], months()["декабрь"]
    (5, 12)
    """
    also = {word: number for number, words in enumerate(_ALSO, 1) for word in words.split()}
    return also | _names(get_month_names)


@cache
def weekdays() -> frozenset[str]:
    """Return the names of weekdays in lower case."""
    return frozenset(("tues", "thur", "thurs", *_names(get_day_names)))


def month_numbers(names: Sequence[str]) -> dict[int, int]:
    """Return which names are months, and which month: 1 is January.

    Examples
    --------
    >>> month_numbers(["Year", "Jan", "février"])
    {1: 1, 2: 2}
    """
    upper = {place: name.strip().upper() for place, name in enumerate(names)}
    seasons = {p: _SEASONS.index(name) + 1 for p, name in upper.items() if name in _SEASONS}
    if len(seasons) in (12, len(names)):
        return seasons
    words = {place: name.strip().rstrip(".").lower() for place, name in enumerate(names)}
    return {place: months()[word] for place, word in words.items() if word in months()}
