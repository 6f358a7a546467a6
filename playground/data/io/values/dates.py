"""Parse dates: detect the format of a column, then read the whole column with it."""

from __future__ import annotations

import datetime
import itertools
import re

import numpy as np
import pandas as pd

from playground.data.io.values.months import in_english, names_month, some_of
from playground.data.io.values.periods import guess_period, looks_like_period, parse_period

#: Names that make a column of plain numbers a time: years, 20240131, or seconds since 1970.
TIME_NAMES = "date datum fecha time timestamp datetime year jahr año ano année zeit tiempo day month period".split()
YEAR_NAMES = "year jahr año ano année annee anno time date period yr".split()
_STAMP_NAMES = re.compile(
    r"date|datum|time|zeit|fecha|stamp|epoch|unix|^ts$|^dt$|^t$|utc|created|recorded|measured|^x$"
)
#: Names that make evenly rising whole numbers a row counter.
COUNT_NAMES = "t i n id idx index row rows no nr num number step time obs ds trading_day # record rn seq sequence pos lfd line count_id".split()

#: Names of columns of plain numbers that give elapsed time.
ELAPSED_NAMES = re.compile(
    r"(elapsed|time|zeit|tiempo|temps|t|sec|secs|seconds?|sekunden|ms|millis|timestamp|uptime)[ _]{0,3}(time[ _]{0,3})?([\[(/].*)?",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"(?:\d{4}[-/.]\d{1,2}([-/.]\d{1,2})?\b|\d{1,2}[-/. ]\d{1,2}[-/. ]\d{2,4}\b|\d{1,2}[/.]\d{4}$"
    r"|\d{1,2}[-/ .]{0,2}(?:de )?[^\W\d]{3,12}[-/ .,]{0,2}(?:de )?\d{2,4}\b|(?:[^\W\d]{2,10}[., ]{1,3})?[^\W\d]{3,12}[-/ .]{1,2}(\d{1,2},? )?'?\d{2,4}\b"
    r"|[^\W\d]{2,12}[., ]{1,3}\d{1,2}[-/ .]{1,2}[^\W\d]{3,12}[-/ .,]{1,2}\d{2,4}\b)[^;|\t\n]*"
)
#: Separators between the start and the end of a time span.
_SPAN = re.compile(r"(?: - | – | to | bis |/(?=\d{4}-\d\d-\d\dT))(?=\s{0,9}\d)")
_ZONE = re.compile(r"(?<=\d) ?(?:UTC|GMT|CES?T|MES?Z|[ECMP][SD]T|BST|WES?T|JST|IST|AES?T)$")
_CLOCK = re.compile(r"\d{1,2}:\d{2}(:\d{2}([.,]\d+)?)?( ?[AaPp]\.?[Mm]\.?)?")
_YEAR_FIRST = ("%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y-%m", "%Y/%m", "%Y.%m")
_DAY_FIRST = ("%d.%m.%Y", "%d/%m/%Y", "%d-%m-%Y", "%d %m %Y", "%d.%m.%y", "%d/%m/%y", "%d-%m-%y")
_MONTH_FIRST = (
    "%m/%d/%Y",
    "%m-%d-%Y",
    "%m/%d/%y",
    "%m-%d-%y",
)  # with dots the day comes first everywhere
_WITH_WORDS = tuple(
    (
        "%d %b %Y|%d-%b-%Y|%d-%b-%y|%d %b %y|%d. %b %Y|%d. %b %y|%d/%b/%Y|%d%b%Y|%d%b%y|%b %d, %Y|%b %d %Y|%b %Y|%b-%Y|%b/%Y|%b-%y|%b %y|%b '%y"
        "|%b/%y|%Y-%b|%Y %b|%Y-%b-%d|%Y %b %d|%b %d %H:%M:%S %Y"
    ).split("|")
)
_MONTHS = ("%m/%Y", "%m.%Y")
_CLOCKS = tuple(
    (
        "| %H:%M| %H:%M:%S| %H:%M:%S.%f|T%H:%M:%S| %I:%M %p| %I:%M:%S %p|, %H:%M|, %H:%M:%S|, %H:%M:%S.%f|, %I:%M %p|, %I:%M:%S %p|T%H:%M| %H| %H.%M"
        "| %H.%M.%S|-%H:%M:%S|:%H:%M:%S|_%H:%M:%S| %Hh%M"
    ).split("|")
)


def looks_like_date(cell: str) -> bool:
    """Return whether a cell has the shape of a date; reading the column decides it."""
    cell = cell.strip()
    if not 4 <= len(cell) <= 40:
        return False
    return looks_like_period(cell) or (
        bool(_DATE.fullmatch(cell))
        and ((cell[:1].isdigit() and cell[4:5] in "-/.") or names_month(cell))
    )


def looks_like_clock(cell: str) -> bool:
    """Return whether a cell is a time of day.

    Examples
    --------
    >>> [looks_like_clock(cell) for cell in ("13:05", "1:05 pm", "13")]
    [True, True, False]
    """
    cell = cell.strip()
    return len(cell) <= 40 and bool(_CLOCK.fullmatch(cell))


def guess_format(cells: pd.Series, day_first: bool | None = None) -> tuple[str, bool] | None:
    """Return the format of a date column, and whether day and month could be swapped.

    Parameters
    ----------
    cells : Series of str
        Cells that are not missing; a sample is enough.
    day_first : bool or None
        How to read "03/04/2024"; None decides by the cells, and chooses the order that rises more
        evenly where they are ambiguous.

    Returns
    -------
    (str, bool) or None
        A format of `pandas.to_datetime` (``"ISO8601"`` included), or None when these are not dates.

    Examples
    --------
    >>> import pandas as pd
    >>> guess_format(pd.Series(["31.01.2024", "01.02.2024", "02.02.2024"]), None)
    ('%d.%m.%Y', False)
    """
    if np.mean([any(map(str.isdigit, cell)) for cell in cells] or [False]) < 0.8:
        return None
    cells = in_english(without_ends(cells))
    if not len(cells) or np.mean([looks_like_date(c) for c in cells]) < 0.8:
        return None
    if period := guess_period(cells):
        return period, False
    if _share("ISO8601", cells) >= 0.9:
        return "ISO8601", False
    days, months = _DAY_FIRST, _MONTH_FIRST
    groups = {True: (days,), False: (months,), None: (days, months)}[day_first]
    found = [f for group in groups if (f := _best(group, cells))]
    if len(found) == 2:
        by_evenness = sorted(
            found, key=lambda f: (_unevenness(f, cells), "%p" in f and f in _with_clocks(days))
        )  # am and pm suggest American dates
        return by_evenness[0], True
    if found:
        return found[0], False
    other = _best((*_YEAR_FIRST, *_WITH_WORDS, *_MONTHS), cells)
    return (other, False) if other else None


def parse(cells: pd.Series, form: str) -> pd.Series:
    """Return the times of a column, in UTC if they had a time zone; NaT where not a date."""
    return _parsed(in_english(without_ends(cells)), form)


def without_ends(cells: pd.Series) -> pd.Series:
    """Return the starts of time spans ("09:00 - 10:00"), without time zone letters."""
    sample = some_of(cells)
    if not len(sample):
        return cells
    if np.mean([_beginning(cell) != cell for cell in sample]) > 0.5:
        cells = cells.map(_beginning, na_action="ignore").astype("string")
        sample = some_of(cells)
    if sample.str.contains(_ZONE).any():
        cells = cells.str.replace(_ZONE, "", regex=True)
    return cells


def _beginning(cell: str) -> str:
    """Return the text before a span's last separator; the whole cell when it is no span."""
    marks = [match.start() for match in _SPAN.finditer(cell)]
    return next((cell[:at] for at in reversed(marks) if any(map(str.isdigit, cell[:at]))), cell)


def _parsed(cells: pd.Series, form: str) -> pd.Series:
    if ":" in form and form[0] != "%":
        return parse_period(cells, form)
    times = pd.to_datetime(cells.str.strip(), format=form, errors="coerce", utc=True)
    return times.dt.tz_localize(None)


def from_numbers(name: str, values: np.ndarray) -> pd.Series | None:
    """Return the times that a column of plain numbers means, or None.

    They may be years, 20240131, or seconds or milliseconds since 1970.
    """
    values = np.where(np.isfinite(values), values, np.nan)
    known = values[~np.isnan(values)]
    numbers = pd.Series(values)
    named = name.strip().lower() in TIME_NAMES
    if (
        named
        and len(known)
        and known.min() >= 20_000
        and known.max() <= 80_000
        and (np.diff(known) >= 0).all()
    ):
        return pd.Timestamp("1899-12-30") + pd.to_timedelta(
            (numbers * 86_400).round(), unit="s"
        )  # days as spreadsheets number them
    if not len(known) or (known < 0).any():
        return None
    if (known != np.floor(known)).any():
        return _stamps(name, known, numbers)
    low, high = known.min(), known.max()
    if named and low >= 1000 and high <= 2999 and len(np.unique(known)) == len(known):
        return pd.to_datetime(
            numbers.astype("Int64").astype("string"), format="%Y", errors="coerce"
        )
    if low >= 10_000_101 and high <= 29_991_231:
        times = pd.to_datetime(
            numbers.astype("Int64").astype("string"), format="%Y%m%d", errors="coerce"
        )
        return times if times.notna().sum() == len(known) else None
    for digits, form in ((10, "%Y%m%d%H"), (12, "%Y%m%d%H%M"), (14, "%Y%m%d%H%M%S")):
        if low >= 1.5 * 10 ** (digits - 1) and high < 3 * 10 ** (digits - 1) and len(known) > 2:
            times = pd.to_datetime(
                numbers.astype("Int64").astype("string"), format=form, errors="coerce"
            )
            if times.notna().sum() == len(known):
                return times
    return _stamps(name, known, numbers)


def _stamps(name: str, known: np.ndarray, numbers: pd.Series) -> pd.Series | None:
    """Return times from seconds, milli-, micro- or nanoseconds since 1970, or None.

    Seconds need a name like a time or no name at all, because a large counter is not a time; the
    others must rise.
    """
    named_like_time = bool(_STAMP_NAMES.search(name.lower())) or name.startswith("column ")
    rising = len(known) > 2 and bool((np.diff(known) > 0).all())
    for unit, size in (("s", 1.0), ("ms", 1e3), ("us", 1e6), ("ns", 1e9)):
        if (
            len(known)
            and 5e8 * size <= known.min()
            and known.max() < 4.1e9 * size
            and ((named_like_time and unit != "s") or (rising and (named_like_time or unit != "s")))
        ):
            factor = 1_000_000 / size
            whole = (numbers * factor).round() if factor >= 1 else (numbers / (size / 1e6)).round()
            return pd.to_datetime(whole.astype("Int64"), unit="us", errors="coerce")
        if (
            len(known)
            and unit == "s"
            and name.strip().lower() in TIME_NAMES
            and 5e8 <= known.min()
            and known.max() < 4.1e9
        ):
            return pd.to_datetime(
                (numbers * 1e6).round().astype("Int64"), unit="us", errors="coerce"
            )
    return None


def _best(formats: tuple[str, ...], cells: pd.Series) -> str | None:
    few = [cell.strip() for cell in cells.iloc[:5]]
    for form, clock in itertools.product(formats, _CLOCKS):
        if clock and "%H" in form:
            continue
        if (
            sum(_fits(cell, form + clock) for cell in few) >= 0.8 * len(few)
            and _share(form + clock, cells) >= 0.9
        ):
            return form + clock
    return None


def _with_clocks(formats: tuple[str, ...]) -> set[str]:
    return {form + clock for form, clock in itertools.product(formats, _CLOCKS)}


def _fits(cell: str, form: str) -> bool:
    """Return whether a cell has a format; much faster than pandas, which then checks all cells."""
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
