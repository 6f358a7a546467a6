"""Dates in words: the formats of a column, and its times."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial, reduce

import numpy as np
import pandas as pd

from playground.data.io.values.months import (
    any_letters,
    in_english,
    names_month,
    some_of,
    starts_with_weekday,
)
from playground.data.io.values.periods import guess_period, looks_like_period, parse_period

_DATE = re.compile(
    r"(?:\d{4}[-/.]\d{1,2}([-/.]\d{1,2})?\b|\d{1,2}[-/. ]\d{1,2}[-/. ]\d{2,4}\b|\d{1,2}[/.]\d{4}$"
    r"|\d{1,2}[-/ .]{0,2}(?:de )?[^\W\d]{3,12}[-/ .,]{0,2}(?:de )?\d{2,4}\b|(?:[^\W\d]{2,10}[., ]{1,3})?[^\W\d]{3,12}[-/ .]{1,2}(\d{1,2},? )?'?\d{2,4}\b"
    r"|[^\W\d]{2,12}[., ]{1,3}\d{1,2}[-/ .]{1,2}[^\W\d]{3,12}[-/ .,]{1,2}\d{2,4}\b"
    r"|\d{4} ?[年년] ?\d{1,2} ?[月월]|\d{4}[- /.][^\W\d]{3,12}\b|\d{8}[T: _]\d{2,6}Z?$)[^;|\t\n]*"
)
#: Separators between the start and the end of a time span.
_SPAN = re.compile(r"(?: - | – | to | bis |/(?=\d{4}-\d\d-\d\dT))(?=\s{0,9}\d)")
_ZONE = re.compile(r"(?<=\d) ?(?:UTC|GMT|CES?T|MES?Z|[ECMP][SD]T|BST|WES?T|JST|IST|AES?T)$")
_OFFSET = re.compile(r"\d[+-](?:0[1-9]|1[0-4]):?\d\d$|\d[+-]00:?[1-9]\d$")
_CLOCK = re.compile(r"\d{1,2}:\d{2}(:\d{2}([.,]\d+)?)?( ?[AaPp]\.?[Mm]?\.?)?")
_EAST = re.compile(r"(\d{4}) ?[年년] ?(\d{1,2}) ?[月월] ?(?:(\d{1,2}) ?[日일])?")
_HOUR_24 = re.compile(r"([T ])24(?=:00(?::00)?$|:?00$)")
_HALF_DAY = re.compile(r"(?<=\d)-(?=[AaPp][Mm]$)")
_FORMS = {
    "year": "%Y-%m-%d %Y/%m/%d %Y.%m.%d %Y-%m %Y/%m %Y.%m %Y%m%d",
    "day": "%d.%m.%Y %d/%m/%Y %d-%m-%Y %d_%m_%Y %d.%m.%y %d/%m/%y %d-%m-%y",
    "month": "%m/%d/%Y %m-%d-%Y %m/%d/%y %m-%d-%y",  # with dots the day comes first everywhere
    "words": "%d_%b_%Y %d-%b-%Y %d-%b-%y %d_%b_%y %d._%b_%Y %d._%b_%y %d/%b/%Y %d%b%Y %d%b%y"
    " %b_%d,_%Y %b_%d_%Y %b_%Y %b-%Y %b/%Y %b-%y %b_%y %b_'%y %b/%y %Y-%b %Y_%b %Y-%b-%d %Y_%b_%d"
    " %b_%d_%H:%M:%S_%Y",
    "months": "%m/%Y %m.%Y",
}
_DATES = {kind: tuple(f.replace("_", " ") for f in forms.split()) for kind, forms in _FORMS.items()}
_CLOCKS = (
    *"| %H:%M| %H:%M:%S| %H:%M:%S.%f|T%H:%M:%S| %I:%M %p| %I:%M:%S %p|, %H:%M|, %H:%M:%S".split(
        "|"
    ),
    *", %H:%M:%S.%f|, %I:%M %p|, %I:%M:%S %p|T%H:%M| %H| %H.%M| %H.%M.%S|-%H:%M:%S".split("|"),
    *":%H:%M:%S|_%H:%M:%S| %Hh%M| %I %p|:%H%M| %H%M|T%H%M%SZ|T%H%M%S|T%H%M| %I:%M%p".split("|"),
)


#: What each part of a format matches.
_PARTS = {
    "%Y": r"[0-9]{4}",
    "%y": r"[0-9]{2}",
    "%m": r"(?:1[0-2]|0?[1-9])",
    "%d": r"(?:[12][0-9]|3[01]|0?[1-9])",
    "%b": r"[A-Za-z]{3}",
    "%H": r"(?:1[0-9]|2[0-3]|0?[0-9])",
    "%I": r"(?:1[0-2]|0?[1-9])",
    "%M": r"[0-5]?[0-9]",
    "%S": r"[0-5]?[0-9]",
    "%f": r"[0-9]{1,6}",
    "%p": r"[AaPp][Mm]",
}
_PATTERNS = {
    form: re.compile(reduce(lambda f, part: f.replace(*part), _PARTS.items(), re.escape(form)))
    for form in (*itertools.chain(*_DATES.values()), *_CLOCKS)
}


@dataclass(frozen=True)
class Dates:
    """The times of a column of words.

    Parameters
    ----------
    times : ndarray of datetime64[us], shape (N,)
        NaT where a cell is no date of the column's format.
    other : ndarray or None
        The times with day and month swapped, where both orders fit all cells.
    shifted : bool
        Whether offsets from UTC were applied, so that the times are in UTC.
    left : tuple of (str, int)
        An example and the number of cells of each other frequency.
    american : bool
        Whether the clocks say am and pm, which suggests that the month comes first.
    """

    times: np.ndarray
    other: np.ndarray | None = None
    shifted: bool = False
    left: tuple[tuple[str, int], ...] = ()
    american: bool = False


def looks_like_date(cell: str) -> bool:
    """Return whether a cell has the shape of a date; reading the column decides it."""
    cell = cell.strip()
    if not 4 <= len(cell) <= 40:
        return False
    return looks_like_period(cell) or (
        bool(_DATE.fullmatch(cell))
        and ((cell[:1].isdigit() and cell[4:5] in "-/.年년") or names_month(cell))
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


def read_dates(cells: pd.Series, day_first: bool | None = None) -> Dates | None:
    """Return the times of a column of words, or None when fewer than nine in ten are dates.

    Parameters
    ----------
    cells : Series of str
        Missing where a cell is empty.
    day_first : bool or None
        How to read "03/04/2024"; None keeps both orders where both fit.

    Examples
    --------
    >>> import pandas as pd
    >>> read_dates(pd.Series(["31.01.2024", "01.02.2024"])).times.astype("M8[D]").tolist()[0]
    datetime.date(2024, 1, 31)
    """
    sample = some_of(cells, 200)
    if not len(sample) or np.mean([any(map(str.isdigit, c)) for c in sample]) < 0.8:
        return None
    sample = _normal(sample)
    shaped = [looks_like_date(c) for c in sample]
    years = [len(c) == 4 and c.isdigit() for c in sample]
    if np.mean(shaped) < 0.5 or np.mean(np.logical_or(shaped, years)) < 0.8:
        return None
    forms = _formats(sample, day_first)
    words = _normal(cells)
    if not forms:
        return _of_one_frequency(words, day_first)
    arrays = [parse(words, form) for form in forms]
    known = [int((~np.isnat(times)).sum()) for times in arrays]
    best = int(np.argmax(known))
    tied = len(arrays) == 2 and min(known) > 0.98 * max(known)
    other = arrays[1] if tied and not np.array_equal(arrays[0], arrays[1]) else None
    shifted = any(_OFFSET.search(str(c)) for c in some_of(cells, 50))
    american = "%p" in forms[-1]
    return Dates(arrays[0 if tied else best], other, shifted, american=american)


def parse(words: pd.Series, form: str) -> np.ndarray:
    """Return the times of normalized words; NaT for a word of another format; 24:00 is 00:00."""
    if ":" in form and form[0] != "%":
        return parse_period(words, form).to_numpy("datetime64[us]")
    late = np.array([" 24" in w or "T24" in w for w in words.fillna("")])
    late[late] = [_HOUR_24.search(w) is not None for w in words[late]]
    words = words.str.replace(_HOUR_24, r"\g<1>00", regex=True) if late.any() else words
    times = pd.to_datetime(words.str.strip(), format=form, errors="coerce", utc=True)
    found = times.dt.tz_localize(None).to_numpy("datetime64[us]").copy()
    found[late] += np.timedelta64(1, "D")
    return found


def _of_one_frequency(words: pd.Series, day_first: bool | None) -> Dates | None:
    """Return the most frequent of years, quarters, months … when every cell is one of them."""
    known = words.dropna()
    shapes = known.map(lambda word: "".join("9" if c.isdigit() else "a" for c in word))
    parts: list[tuple[int, str, np.ndarray]] = []
    for shape, count in shapes.value_counts().head(4).items():
        some = known[shapes == shape]
        form = "%Y" if shape == "9999" else next(iter(_formats(some_of(some, 50), day_first)), None)
        if form is None or count < 3:
            continue
        times = parse(words.where(words.isin(some)), form)
        parts.append((count, some.iloc[0], times))
    if len(parts) < 2 or sum(part[0] for part in parts) < 0.95 * len(known):
        return None
    return Dates(parts[0][2], left=tuple((some, count) for count, some, _times in parts[1:]))


def _formats(cells: pd.Series, day_first: bool | None) -> list[str]:
    """Return the formats that fit a sample: one, or one for each order of day and month."""
    if period := guess_period(cells):
        return [period]
    if (
        _share("ISO8601", cells) >= 0.9
        and not np.mean([_COMPACT.fullmatch(c) is not None for c in cells]) > 0.5
    ):
        return ["ISO8601"]
    groups = {True: ("day",), False: ("month",), None: ("day", "month")}[day_first]
    found = [form for group in groups if (form := _best(_DATES[group], cells))]
    if not found:
        other = _best((*_DATES["year"], *_DATES["words"], *_DATES["months"]), cells)
        found = [other] if other else []
    return found


_COMPACT = re.compile(r"\d{8}[ :]\d{1,6}")


def _normal(cells: pd.Series) -> pd.Series:
    """Return dates with English months, the start of spans, and without letters of time zones."""
    words = cells.map(lambda cell: str(cell).strip(), na_action="ignore")
    sample = [str(word) for word in some_of(words, 20)]
    changes: list[Callable[[str], str]] = []
    if np.mean([_beginning(word) != word for word in sample] or [False]) > 0.5:
        changes.append(_beginning)
    for pattern, by in ((_EAST, r"\1-\2-\3"), (_HALF_DAY, " "), (_ZONE, "")):
        if any(map(pattern.search, map(_beginning, sample))):
            changes.append(partial(pattern.sub, by))
    if any(map(any_letters, sample)) or any("," in word for word in sample):
        changes.append(
            partial(
                in_english, weekday=bool(np.mean([starts_with_weekday(w) for w in sample]) > 0.5)
            )
        )
    if not changes:
        return words
    known = {word: word for word in words.dropna().unique()}
    for word in known:
        for change in changes:
            known[word] = change(known[word])
        known[word] = known[word].strip("- ")
    return words.map(known, na_action="ignore")


def _beginning(cell: str) -> str:
    """Return the text before a span's last separator; the whole cell when it is no span."""
    marks = [match.start() for match in _SPAN.finditer(cell)]
    return next((cell[:at] for at in reversed(marks) if any(map(str.isdigit, cell[:at]))), cell)


def _best(formats: tuple[str, ...], cells: pd.Series) -> str | None:
    few = [cell.replace("24:00", "00:00") for cell in cells.iloc[:5]]
    for form in formats:
        begins = [(cell, m.end()) for cell in few if (m := _PATTERNS[form].match(cell))]
        if len(begins) < 0.8 * len(few):
            continue
        for clock in _CLOCKS:
            fit = sum(_PATTERNS[clock].fullmatch(cell, end) is not None for cell, end in begins)
            if fit >= 0.8 * len(few) and _share(form + clock, cells) >= 0.9:
                return form + clock
    return None


def _share(form: str, cells: pd.Series) -> float:
    try:
        return float((~np.isnat(parse(cells, form))).mean())
    except (ValueError, OverflowError, TypeError):
        return 0.0
