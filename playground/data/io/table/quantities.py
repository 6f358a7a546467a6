"""Which columns of numbers are quantities, and what the others are: counters, ids, flags …"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import pandas as pd

from playground.data.io.table.date_parts import part_of, parts_named
from playground.data.io.table.question import Question
from playground.data.io.table.table import Column, Table
from playground.data.io.table.timeline import COUNTS, Timeline, is_counter
from playground.data.io.values.codes import times_of_numbers
from playground.data.io.values.forms import DAY
from playground.wording import N_, _

#: What a column of numbers is when it is no quantity: in two words, and in a sentence.
REASONS = {
    "settings": (
        N_("only in the first rows"),
        N_("Columns that end after the first rows are not used: {names}."),
    ),
    "sparse": (
        N_("mostly missing"),
        N_("Columns with more than half of their values missing are not used: {names}."),
    ),
    "constant": (N_("never changes"), N_("Columns that never change are not used: {names}.")),
    "counter": (
        N_("numbers the rows"),
        N_("Columns that only number the rows are not used: {names}."),
    ),
    "identifier": (N_("an identifier"), N_("Columns of identifiers are not used: {names}.")),
    "position": (N_("a position"), N_("Columns of positions are not used: {names}.")),
    "time": (
        N_("a part of the time"),
        N_("Columns that repeat a time or a part of the date are not used: {names}."),
    ),
    "flag": (N_("a flag"), N_("Columns of flags are not used: {names}.")),
}
#: Reasons that give way, in this order, when no column would be left.
_WEAK = ("sparse", "flag", "counter", "position", "constant", "settings", "identifier", "time")
#: Those among them of columns that measure nothing.
_NUMBERS = frozenset(("counter", "position", "identifier", "time"))
ID_NAMES = re.compile(
    r"(unique_?|series_?|stations_?|case_?|subject_?|sample_?|instance_?|trial_?|session_?|sequence_?|record_?|store_?|item_?|device_?|sensor_?|station_?"
    r"|unit_?|patient_?|shop_?|plant_?|site_?|customer_?|machine_?|engine_?|entity_?|object_?|channel_?|probe_?|serial_?|order_?|invoice_?|meter_?|product_?|account_?)?[ _]?(id|ids|nr|no|nbr|num|number|code|key|ref)"
    r"|entity|object|channel|probe|variable|parameter|mmsi|imei|phone|telephone|telefon|teléfono|mobile|zip|zip ?code|postal ?code|plz|ip|callsign|vessel|vehicle|driver|user|person|participant|node|sensor|meter|cups|zählpunkt|track"
    r"|case|subject|sample|instance|trial|session|series|sequence|patient|station|device|unit|store|item|site|machine|ticker|symbol|table|region|country|location|group|product|shop",
    re.IGNORECASE,
)
#: The same within longer names ("IdSensore", "code_station", "Climate ID", "Belegnummer").
_ID_WITHIN = re.compile(
    r"(?:[Ii]d|ID|[Cc]ode?)(?:[A-Z_ ]|$)|.{0,80}(?:[a-z](?:I[Dd]|Code)|[_ -](?i:id|code|nr|key))$"
    r"|.{0,80}(?i:nummer|número|numero|numéro|numer|tunnus|番号|编号|номер|kennung|barcode|postcode|zip)(?: ?(?i:\[.{0,9}))?$"
)
_PLACES = re.compile(
    r"(?:.{0,20}[ _-])?(?:lat|latitude|lon|long|lng|longitude|breitengrad|längengrad|latitud|longitud|latitudine|longitudine|elevation|utm[ _]?[xy])(?:e7|[ _-]{0,2}[\[(].{0,20})?",
    re.IGNORECASE,
)
_FLAGS = re.compile(
    r"(?:.{0,30}[ _-])?(?:flags?|quality|qc|status|definitive|provisional|type|holiday|isholiday|workingday|is[_ ].{0,30})(?:[ _-](?:flags?|code|id))?|QN_\d{1,2}",
    re.IGNORECASE,
)


_UNIT = re.compile(r"[\[(][^\[(]{1,12}[\])]\s{0,3}$")


def reason_of(
    table: Table, column: Column, line: Timeline | None, series: np.ndarray | None = None
) -> str | None:
    """Return why a column of numbers is no quantity, a key of `REASONS`; None for a quantity.

    With several ``series``, the number of each row's, one that is constant or a counter in each of
    them is none either.
    """
    values, name = column.values, column.name.strip()
    present = np.flatnonzero(np.isfinite(values))
    if line is not None and column.name in line.columns:
        return "time"
    if len(present) and len(values) >= 4 and present[-1] < len(values) / 4:
        return "settings"  # written by an instrument next to its first rows
    known = values[present]
    if len(known) and ((known == known[0]).all() or _is_constant_in_each(values, series)):
        return "constant"
    if column.truth or (set(np.unique(known)) <= {0.0, 1.0}):
        return "flag"
    if _PLACES.fullmatch(name):
        return "position"
    whole = not (known % 1).any()
    if _counts_in_each(column, series) or (whole and table.rows > 2 and is_counter(column)):
        return "counter"
    if _repeats_time(table, column, known, line):
        return "time"
    if whole and (ID_NAMES.fullmatch(name) or _ID_WITHIN.match(name)):
        return "identifier"
    if len(known) and (np.abs(known).max() >= 1e15 and whole):
        return "identifier"
    grows = len(known) >= 30 and known[0] >= 10_000 and (np.diff(known) > 0).all()
    if whole and grows and known[0] > 2 * np.ptp(known):
        return "identifier"  # large numbers that only grow, such as those of orders
    few = whole and len(np.unique(known)) <= max(2, min(10, len(known) // 10))
    return "flag" if few and _FLAGS.fullmatch(name) else None


def _is_constant_in_each(values: np.ndarray, series: np.ndarray | None) -> bool:
    """Return whether a column never changes within a series: the area of a shop, say."""
    if series is None:
        return False
    each = pd.Series(values).groupby(series)
    return bool((each.max() == each.min())[each.count() > 0].all())


def _counts_in_each(column: Column, series: np.ndarray | None) -> bool:
    """Return whether a column without a name numbers the rows of each series, in either order, or
    falls evenly in a table of one series.
    """
    if not column.nameless or len(column.values) < 3:
        return False
    if series is None:  # the numbers of waves in a spectrum fall
        steps = np.diff(column.values)
        return bool(len(steps) >= 30 and steps[0] < 0 and np.ptp(steps) <= -1e-6 * steps[0])
    steps = pd.Series(column.values).groupby(series).diff().dropna()
    return bool(len(steps) and steps.iloc[0] in (1, -1) and (steps == steps.iloc[0]).all())


def _repeats_time(table: Table, column: Column, known: np.ndarray, line: Timeline | None) -> bool:
    """Return whether a column holds a part of the date, or the same times in another form."""
    for part in parts_named(column.name):
        if part_of(table, column, part) is not None and _agrees(column, part, line):
            return True
    times = times_of_numbers(column.name, column.values)
    if times is None or column.name.strip().lower() in COUNTS:
        return times is not None
    if line is None or line.kind != "dates":
        return True
    there = ~np.isnat(times) & ~np.isnat(line.times)
    apart = np.abs((times[there] - line.times[there]).astype(np.int64))
    return len(apart) == 0 or float(np.median(apart)) < (366 if (known % 1).any() else 40) * DAY


def _agrees(column: Column, part: str, line: Timeline | None) -> bool:
    """Return whether minutes and seconds are those of the time; "min" may be a smallest value."""
    if part not in ("minute", "second") or line is None or line.kind != "dates":
        return True
    seconds = line.times.astype("datetime64[s]").astype(np.int64)
    numbers = seconds // 60 % 60 if part == "minute" else seconds % 60
    known = np.isfinite(column.values) & ~np.isnat(line.times)
    return bool((column.values[known] == numbers[known]).mean() > 0.9) if known.any() else True


def _is_measured(column: Column) -> bool:
    """Return whether a column without change is 0 and has a unit: it did not rain, say."""
    known = column.values[np.isfinite(column.values)]
    return not known.any() and _UNIT.search(column.name) is not None


def quantities_of(
    table: Table,
    line: Timeline | None,
    without: tuple[str | None, ...],
    series: np.ndarray | None = None,
) -> tuple[tuple[str, ...], dict[str, str]]:
    """Return the quantities of a table, and the reason of each other column of numbers.

    Where nothing else is left, the columns with the weakest reason are quantities, and keep it.
    """
    numbers = [
        c
        for c in table.columns
        if c.kind == "number" and c.name not in without and c.missing < table.rows
    ]
    reasons = {c.name: reason for c in numbers if (reason := reason_of(table, c, line, series))}
    full = [c for c in numbers if c.name not in reasons and c.missing <= table.rows / 2]
    if full:
        reasons |= {c.name: "sparse" for c in numbers if c.name not in reasons and c not in full}
    found = [c.name for c in numbers if c.name not in reasons]
    for weak in _WEAK:
        if found:
            break
        lines = line.columns if line is not None else ()
        found = [n for n, reason in reasons.items() if reason == weak and n not in lines]
        if weak not in _NUMBERS:
            reasons = {n: reason for n, reason in reasons.items() if n not in found}
    return tuple(found), reasons


def possible_targets(table: Table, found: tuple[str, ...], reasons: dict[str, str]) -> list[str]:
    """Return the columns that could be predicted, quantities first.

    A column of a unit that never leaves 0 is one, so that nobody takes the other for the only one.
    """
    still = [n for n, r in reasons.items() if r == "constant" and _is_measured(table[n])]
    return [*found, *still]


def target_question(
    table: Table, found: tuple[str, ...], reasons: dict[str, str], roles: Sequence[str | None]
) -> Question | None:
    """Return the question for the column to predict, or None where one is clearly it."""
    choices = tuple(possible_targets(table, found, reasons))
    unread = _unread_numbers(table, roles) if set(found) <= set(reasons) else None
    if found and unread is not None:
        why = _("{name!r} may hold numbers, but {cell!r} is not one; only {others} has any.")
        others = ", ".join(found)[:200]
        return Question(
            "data.target", why.format(name=unread[0], cell=unread[1], others=others), choices
        )
    if len(choices) < 2:
        return None
    why = _("{count} columns of the file could be predicted.").format(count=len(choices))
    left = {name: reason for name, reason in reasons.items() if name not in choices}
    if left:
        others = ", ".join(f"{name} ({_(REASONS[r][0])})" for name, r in left.items())
        why += " " + _("Not among them: {others}.").format(others=others[:300])
    return Question("data.target", why, choices)


def _unread_numbers(table: Table, roles: Sequence[str | None]) -> tuple[str, str] | None:
    """Return a column of words with a digit in most cells, and one of them; None without one."""
    for column in table.columns:
        if column.kind != "text" or column.name in roles:
            continue
        words = table.words(column.name)
        known = words[words != ""]
        if sum(any(map(str.isdigit, word)) for word in known) > 0.8 * len(known):
            return column.name, str(known[0])[:40]
    return None
