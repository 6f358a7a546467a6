"""Several series in one table: the columns that tell the rows of a repeated time apart."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from playground.data.io.table.quantities import ID_NAMES
from playground.data.io.table.spacing import different, spacing
from playground.data.io.table.table import Table
from playground.data.io.table.timeline import COUNTS, ELAPSED, Timeline
from playground.errors import DataError, nearest
from playground.wording import _

#: Share of the rows whose time repeats from which a table holds several series.
REPEATED = 0.3
_MOST_KEYS, _MOST_COLUMNS = 4, 12


def repeated_share(line: Timeline | None) -> float:
    """Return the share of dated rows whose time occurs before."""
    if line is None or line.kind != "dates":
        return 0.0
    known = int((~np.isnat(line.times)).sum())
    return 1 - len(different(line.times)) / known if known else 0.0


def groups_of(table: Table, line: Timeline | None) -> tuple[str, ...]:
    """Return the fewest columns with which every time occurs once, or () when none do.

    Columns named like an identifier come first, then words, then whole numbers with few values.
    A column that only repeats what another one says adds nothing, so it is not chosen.
    """
    if line is None or line.kind != "dates":
        return _runs(table, line)
    share = repeated_share(line)
    times = pd.factorize(line.times)[0]
    known = times >= 0
    for candidates in _candidates(table, line, share):
        found = _greedy(candidates, times[known], known)
        if found:
            return found
    return ()


def _candidates(table: Table, line: Timeline, share: float) -> list[dict[str, np.ndarray]]:
    codes: dict[str, np.ndarray] = {}
    named, words, numbers = [], [], []
    for column in table.columns:
        if column.name in line.columns or column.kind not in ("text", "number") or column.truth:
            continue
        is_id = bool(ID_NAMES.fullmatch(column.name.strip()))
        if not is_id and share < REPEATED:
            continue
        code, kinds = pd.factorize(table.words(column.name))
        if not 1 < len(kinds) <= max(1, table.rows // 2):
            continue
        codes[column.name] = code
        few = len(kinds) <= max(12, table.rows // 20)
        if column.kind == "text":
            words.append(column.name)
        elif is_id:
            named.append(column.name)
        elif few and _is_balanced(code, line):
            numbers.append(column.name)
    by_trust = [[*named, *words], [*named, *words, *numbers], numbers]
    return [{n: codes[n] for n in names[:_MOST_COLUMNS]} for names in by_trust if names]


def _is_balanced(code: np.ndarray, line: Timeline) -> bool:
    """Return whether every value of a column occurs at about every time."""
    times = pd.factorize(line.times)[0]
    pairs = len(np.unique(code.astype(np.int64) * (times.max() + 2) + times))
    return pairs >= 0.8 * len(np.unique(code)) * len(np.unique(times))


def _greedy(codes: dict[str, np.ndarray], times: np.ndarray, known: np.ndarray) -> tuple[str, ...]:
    """Return columns added one by one, each leaving the fewest repeated times."""
    chosen: list[str] = []
    joined = times.astype(np.int64)
    most = len(times)
    distinct = len(np.unique(joined))
    while len(chosen) < _MOST_KEYS and distinct < 0.99 * most:
        found: dict[str, tuple[int, np.ndarray]] = {}
        for name in codes:
            if name not in chosen:
                code = pd.factorize(joined * (codes[name].max() + 2) + codes[name][known])[0]
                found[name] = (int(code.max()) + 1, code.astype(np.int64))
        best = max(found, key=lambda name: found[name][0], default=None)
        if best is None or found[best][0] <= distinct:
            return ()
        distinct, joined = found[best]
        chosen.append(best)
    for name in [*chosen]:  # one chosen early may have become superfluous
        rest = [n for n in chosen if n != name]
        if rest and len(pd.unique(_joined(rest, codes, times, known))) >= 0.99 * most:
            chosen = rest
    sizes = pd.Series(_joined(chosen, codes, None, known)).value_counts() if chosen else None
    if sizes is None or distinct < 0.99 * most or sizes.median() < 2:
        return ()
    return tuple(sorted(chosen, key=list(codes).index))


def _joined(
    names: Sequence[str], codes: dict[str, np.ndarray], times: np.ndarray | None, known: np.ndarray
) -> np.ndarray:
    joined = np.zeros(int(known.sum()), np.int64) if times is None else times.astype(np.int64)
    for name in names:
        joined = pd.factorize(joined * (codes[name].max() + 2) + codes[name][known])[0].astype(
            np.int64
        )
    return joined


def filled_share(table: Table, line: Timeline | None, groups: Sequence[str]) -> float:
    """Return how many of the times each series has on average, as a share of all."""
    if not groups or line is None or line.kind != "dates":
        return 1.0
    times, names = len(different(line.times)), len(set(names_of(table, groups)))
    return float((~np.isnat(line.times)).sum()) / max(1, times * names)


def _runs(table: Table, line: Timeline | None) -> tuple[str, ...]:
    """Return the column that names each series of a table without dates, or ()."""
    if line is None or line.kind == "axis":
        if (pair := restarting(table)) is not None:
            return (pair[0],)
    for column in table.columns:
        if column.kind in ("number", "text") and ID_NAMES.fullmatch(column.name.strip()):
            code, kinds = pd.factorize(table.words(column.name)[:5000])
            below = (np.diff(code) != 0).sum() + 1 == len(kinds)
            in_turn = (code == np.arange(len(code)) % len(kinds)).all()
            sure = column.kind == "text" or len(column.name.strip()) > 3  # "id" may be "idle"
            if 1 < len(kinds) <= max(1, len(code) // 3) and (sure or below or in_turn):
                return (column.name,)
    return ()


def restarting(table: Table) -> tuple[str, str] | None:
    """Return a column that names each series, and one that counts its rows from the start.

    The counter rises by one and starts again exactly where the other column changes.
    """
    numbers = [c for c in table.columns if c.kind == "number" and not c.truth][:20]
    for counter in numbers:
        values = counter.values
        if len(values) < 8 or not np.isfinite(values).all() or (values % 1).any():
            continue
        steps = np.diff(values)
        starts = steps != 1
        if not 0 < starts.sum() <= len(steps) / 3 or (steps[starts] >= 0).any():
            continue
        for other in table.columns:
            if other is counter or other.kind not in ("number", "text"):
                continue
            words = table.words(other.name)
            changes = words[1:] != words[:-1]
            if (changes == starts).all() and len(set(words)) == starts.sum() + 1:
                return other.name, counter.name
    return None


def side_by_side(table: Table, line: Timeline | None) -> tuple[str, int] | None:
    """Return a column of identifiers whose rows cover the same time, and how many it has.

    Their times need not repeat: two watches or two ships report at times of their own.
    """
    if line is None or line.kind != "dates":
        return None
    times, even = pd.Series(line.times).dropna(), spacing(line.times)
    for column in table.columns:
        names = [part.strip() for part in column.name.rpartition(".")[::2]]
        is_id = any(n and ID_NAMES.fullmatch(n) for n in names)
        if column.kind == "text" or (column.kind == "number" and is_id):
            code, kinds = pd.factorize(table.words(column.name))
            if not 1 < len(kinds) <= len(code) // 8:
                continue
            if not is_id and (even.even or not _in_blocks_or_turns(code, len(kinds))):
                continue
            turns = column.kind == "text" and (np.diff(code) != 0).sum() > len(code) // 4
            if not turns and even.even and even.coverage > 0.9:
                continue
            spans = times.groupby(code[times.index]).agg(np.ptp)
            if spans.sum() > 1.5 * np.ptp(times):
                return column.name, len(kinds)
    return None


def _in_blocks_or_turns(code: np.ndarray, kinds: int) -> bool:
    """Return whether the rows of each kind are below each other, or all kinds take turns."""
    blocks = int((np.diff(code) != 0).sum()) + 1 == kinds
    return blocks or bool((code[kinds:] == code[:-kinds]).mean() > 0.8)


def names_of(table: Table, groups: Sequence[str]) -> np.ndarray:
    """Return the name of the series of each row, the words of the columns joined by commas."""
    words = [table.words(name) for name in groups]
    if len(words) == 1:
        return words[0]
    joined = pd.Series(words[0])
    for more in words[1:]:
        joined = joined.str.cat(pd.Series(more), sep=", ")
    return joined.to_numpy(dtype=object)


def within(table: Table, groups: Sequence[str]) -> Timeline | None:
    """Return the column named like a time or a counter that occurs once within each series."""
    names = names_of(table, groups)
    for column in table.columns:
        named = ELAPSED.fullmatch(column.name) or column.name.strip().lower() in COUNTS
        if column.kind == "number" and named and column.name not in groups:
            pairs = pd.DataFrame({"series": names, "time": column.values})
            if not pairs.duplicated().any():
                return Timeline((column.name,), column.values, "axis")
    return None


def rows_of_one(
    table: Table, groups: Sequence[str], which: str | None
) -> tuple[np.ndarray, str, int]:
    """Return the rows of one of several series, its name, and how many there are.

    Raises
    ------
    DataError
        There is no series of this name, or only one series.
    """
    if not groups:
        if which is not None:
            sentence = _(
                "No column identifies several series, so none can be selected; choose a column as the id."
            )
            raise DataError(sentence, field="data.params.series")
        return np.arange(table.rows), "", 1
    words = names_of(table, groups)
    known = list(dict.fromkeys(words))
    if which is not None and which not in known:
        sentence = _("There is no series {name!r} in {column}; {hint}").format(
            name=which[:80],
            column=", ".join(groups),
            hint=nearest(which, known[:200]),
        )
        raise DataError(sentence, field="data.params.series")
    used = which if which is not None else known[0]
    return np.flatnonzero(words == used), used, len(known)
