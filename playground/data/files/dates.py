"""Dates in a table: how they are written, and reading a whole column at once with one format."""

from __future__ import annotations

import datetime
import itertools
import re

import numpy as np
import pandas as pd

#: Names under which a column of plain numbers is a time: years, 20240131, or seconds since 1970.
TIME_NAMES = "date datum fecha time timestamp datetime year jahr año ano année zeit tiempo day month period".split()
#: Names under which evenly rising whole numbers only count the rows.
COUNT_NAMES = "t i n id idx index row rows no nr num number step time obs trading_day".split()

#: Names of columns of plain numbers that tell how much time has passed.
ELAPSED_NAMES = re.compile(
    r"(elapsed|time|zeit|tiempo|temps|t|sec|secs|seconds?|sekunden|ms|millis|timestamp|uptime)[ _]*(time)?[ _]*([\[(/].*)?", re.IGNORECASE
)
#: Names of months in the languages of national exports, by the English one.
_MONTH_WORDS = {
    "jan": "januar janv janvier ene enero gennaio gen janeiro januari jänner jän",
    "feb": "februar févr fév février febrero febbraio fevereiro fev februari",
    "mar": "märz mrz mär mars marzo março maart mrt",
    "apr": "avril avr abril abr aprile",
    "may": "mai mayo maggio mag maio mei",
    "jun": "juni juin junio giugno giu junho",
    "jul": "juli juillet juil julio luglio lug julho",
    "aug": "august août aout agosto ago augustus",
    "sep": "sept septembre septiembre settembre set setembro",
    "oct": "okt oktober octobre octubre ottobre ott outubro out",
    "nov": "novembre noviembre novembro",
    "dec": "dez dezember décembre déc diciembre dic dicembre dezembro desember",
}  # fmt: skip
_ENGLISH = {word: english for english, words in _MONTH_WORDS.items() for word in words.split()}
_WORD = re.compile(r"[^\W\d_]{2,}\.?")

_DATE = re.compile(
    r"\d{4}[-/.]\d{1,2}([-/.]\d{1,2})?\b.*|\d{1,2}[-/. ]\d{1,2}[-/. ]\d{2,4}\b.*|\d{1,2}[/.]\d{4}|\d{4}-?Q[1-4]"
    r"|\d{1,2}[-/ .]{1,2}[^\W\d]{3,9}[-/ .,]{1,2}\d{2,4}\b.*|[^\W\d]{3,9}[-/ .]{1,2}(\d{1,2},? )?\d{4}\b.*"
)
_YEAR_FIRST = ("%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y-%m", "%Y/%m", "%Y.%m")
_DAY_FIRST = ("%d.%m.%Y", "%d/%m/%Y", "%d-%m-%Y", "%d %m %Y", "%d.%m.%y", "%d/%m/%y", "%d-%m-%y")
_MONTH_FIRST = ("%m/%d/%Y", "%m-%d-%Y", "%m/%d/%y", "%m-%d-%y")  # with dots the day is first everywhere
_WITH_WORDS = ("%d %b %Y", "%d-%b-%Y", "%d-%b-%y", "%d %B %Y", "%d. %B %Y", "%b %d, %Y", "%B %d, %Y", "%b %d %Y", "%b %Y", "%B %Y", "%b-%Y")
_MONTHS = ("%m/%Y", "%m.%Y")
_CLOCKS = ("", " %H:%M", " %H:%M:%S", " %H:%M:%S.%f", "T%H:%M:%S", " %I:%M %p", " %I:%M:%S %p", ", %H:%M", ", %H:%M:%S")


def looks_like_date(cell: str) -> bool:
    """Return whether a cell has the shape of a date; whether it is one is found out when a whole column is read."""
    cell = cell.strip()
    return 6 <= len(cell) <= 40 and bool(_DATE.fullmatch(cell))


def guess_format(cells: pd.Series, day_first: bool | None = None) -> tuple[str, bool] | None:
    """Return the format of a column of dates, and whether day and month could also be the other way round.

    Parameters
    ----------
    cells : Series of str
        Cells that are not missing; a sample is enough.
    day_first : bool or None
        What "03/04/2024" means; None finds out from the cells, and takes the order that rises more evenly when they leave it open.

    Returns
    -------
    (str, bool) or None
        A format of `pandas.to_datetime` (``"ISO8601"`` included), or None when these are no dates.
    """
    if np.mean([any(map(str.isdigit, cell)) for cell in cells] or [False]) < 0.8:
        return None
    cells = in_english(cells)
    if not len(cells) or np.mean([looks_like_date(c) for c in cells]) < 0.8:
        return None
    if cells.str.contains("Q", regex=False).mean() > 0.8:
        return "quarter", False
    if _share("ISO8601", cells) >= 0.9:
        return "ISO8601", False
    days, months = _DAY_FIRST, _MONTH_FIRST
    groups = {True: (days,), False: (months,), None: (days, months)}[day_first]
    found = [f for group in groups if (f := _best(group, cells))]
    if len(found) == 2:
        by_evenness = sorted(found, key=lambda f: _unevenness(f, cells))
        return by_evenness[0], True
    if found:
        return found[0], False
    other = _best((*_YEAR_FIRST, *_WITH_WORDS, *_MONTHS), cells)
    return (other, False) if other else None


def parse(cells: pd.Series, form: str) -> pd.Series:
    """Return the times of a column, without a time zone (UTC when one was written); what does not fit is NaT."""
    return _parsed(in_english(cells), form)


def _parsed(cells: pd.Series, form: str) -> pd.Series:
    if form == "quarter":
        parts = cells.str.extract(r"^\s*(\d{4})-?Q([1-4])\s*$")
        month = (pd.to_numeric(parts[1]) * 3 - 2).astype("Int64").astype("string")
        return pd.to_datetime(parts[0] + "-" + month, format="%Y-%m", errors="coerce")
    times = pd.to_datetime(cells.str.strip(), format=form, errors="coerce", utc=True)
    return times.dt.tz_localize(None)


def in_english(cells: pd.Series) -> pd.Series:
    """Return dates with the names of months in English, and a point before the parts of a second."""
    sample = cells.iloc[:: max(1, len(cells) // 20)].dropna()
    if sample.str.contains(r"\d:\d\d,\d", regex=True).any():
        cells = cells.str.replace(r"(:\d\d),(\d)", r"\1.\2", regex=True)
    if not sample.str.contains(r"[^\W\d_]{3}", regex=True).any() or sample.str.contains(r"\dT\d|Q\d", regex=True).all():
        return cells

    def english(match: re.Match[str]) -> str:
        word = match[0].rstrip(".").lower()
        return "" if word in ("de", "del") else _ENGLISH.get(word, match[0].rstrip("."))

    return cells.str.replace(_WORD, english, regex=True).str.replace(r" {2,}", " ", regex=True)


def from_numbers(name: str, values: np.ndarray) -> pd.Series | None:
    """Return the times a column of plain numbers stands for (years, 20240131, seconds or milliseconds since 1970), or None."""
    values = np.where(np.isfinite(values), values, np.nan)
    known = values[~np.isnan(values)]
    numbers = pd.Series(values)
    named = name.strip().lower() in TIME_NAMES
    if named and len(known) and known.min() >= 20_000 and known.max() <= 80_000 and (np.diff(known) >= 0).all():
        return pd.Timestamp("1899-12-30") + pd.to_timedelta((numbers * 86_400).round(), unit="s")  # days as spreadsheets count them
    if not len(known) or (known != np.floor(known)).any() or (known < 0).any():
        return None
    low, high = known.min(), known.max()
    if named and low >= 1000 and high <= 2999 and len(np.unique(known)) == len(known):
        return pd.to_datetime(numbers.astype("Int64").astype("string"), format="%Y", errors="coerce")
    if low >= 10_000_101 and high <= 29_991_231:
        times = pd.to_datetime(numbers.astype("Int64").astype("string"), format="%Y%m%d", errors="coerce")
        return times if times.notna().sum() == len(known) else None
    if low >= 9.4e11 and high <= 4.1e12 and len(known) > 2 and (np.diff(known) > 0).all():  # milliseconds of this century, rising
        return pd.to_datetime(numbers, unit="ms", errors="coerce")
    if named and 5e8 <= low and high <= 4e12:
        return pd.to_datetime(numbers, unit="s" if high < 4e9 else "ms", errors="coerce")
    return None


def _best(formats: tuple[str, ...], cells: pd.Series) -> str | None:
    few = [cell.strip() for cell in cells.iloc[:5]]
    for form, clock in itertools.product(formats, _CLOCKS):
        if sum(_fits(cell, form + clock) for cell in few) >= 0.8 * len(few) and _share(form + clock, cells) >= 0.9:
            return form + clock
    return None


def _fits(cell: str, form: str) -> bool:
    """Return whether a cell has a format; a hundred times as fast as asking pandas, which then looks at all of them."""
    try:
        datetime.datetime.strptime(cell, form)
    except ValueError:
        return False
    return True


def _share(form: str, cells: pd.Series) -> float:
    try:
        return float(_parsed(cells, form).notna().mean())
    except (ValueError, OverflowError, TypeError):
        return 0.0


def _unevenness(form: str, cells: pd.Series) -> float:
    steps = np.diff(_parsed(cells, form).dropna().to_numpy("datetime64[s]").astype(np.int64))
    if not len(steps):
        return 0.0
    middle = np.median(steps)
    return float(np.mean(steps < 0) * 10 + np.mean(steps != middle))
