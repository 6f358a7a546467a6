"""Several tables in one text, each with its own names: found, named, and one of them chosen."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from playground.data.io.values.cells import is_value, split
from playground.errors import DataError, nearest
from playground.wording import _

#: Lines that may be the names of a table: without a digit, or below a blank line.
_MAYBE = re.compile(r"^(?:[^\d\n]{3,}|(?<=\n\n)[^\n]{3,})$", re.MULTILINE)
_FEWEST_ROWS, _MOST_TABLES = 3, 20
#: The share of the rows of the longest table from which another one could be meant.
_RIVAL = 0.2


def title_of(number: int, names: Sequence[str]) -> str:
    """Return the name by which a table is chosen: its number and its first columns."""
    return f"{number}: {', '.join(name.strip() for name in names)[:40]}"


def table_number(titles: Sequence[str], given: str | None) -> int:
    """Return which table was chosen by its title, 0 without a choice.

    Raises
    ------
    DataError
        There is no such table.
    """
    if given is None:
        return 0
    if given not in titles:
        sentence = _("There is no table {name!r}; {hint}")
        hint = nearest(given, titles)
        raise DataError(sentence.format(name=given[:80], hint=hint), field="data.params.sheet")
    return titles.index(given)


def tables_in(text: str) -> tuple[list[str], list[str], bool]:
    """Return the tables below each other in a text, their titles, and whether two are as long.

    The longest comes first. Tables with the same names are one; a single table is the whole text.
    """
    starts = _starts(text)
    if len(starts) < 2 and not (starts and starts[0].place):
        return [text], [], False
    places = [*(start.place for start in starts), len(text)]
    parts = [text[a:b] for a, b in itertools.pairwise(places)]
    sizes = [sum(bool(line.strip()) for line in part.split("\n")) - 1 for part in parts]
    found = [n for n, size in enumerate(sizes) if size >= _FEWEST_ROWS or starts[n].timed]
    names = {tuple(starts[n].names) for n in found}
    timed = [n for n in found if starts[n].timed]
    if len(found) == 1 == len(timed) and starts[found[0]].place and len(starts) == 1:
        return [text[places[0] :]], [], False
    if len(names) < len(found) or len(found) < 2 or not timed:
        return [text], [], False  # or joined from several files of the same
    titles = {n: title_of(k, starts[n].names) for k, n in enumerate(found, 1)}
    order = sorted(found, key=lambda n: (not starts[n].timed, -sizes[n]))
    rivals = starts[order[1]].timed and sizes[order[1]] >= _RIVAL * sizes[order[0]]
    return [parts[n] for n in order], [titles[n] for n in order], rivals


@dataclass(frozen=True)
class _Start:
    """Where a table begins, its names, and whether its rows begin with times or numbers."""

    place: int
    names: list[str]
    timed: bool


def _starts(text: str) -> list[_Start]:
    """Return where tables begin."""
    found: list[_Start] = []
    for match in _MAYBE.finditer(text):
        if len(found) == _MOST_TABLES:
            break
        above = text[: match.start()].rstrip("\n").rpartition("\n")[2]
        near = text[max(0, match.start() - 2) : match.start()]
        mark = max(",;\t|", key=match[0].count)
        alike = above.count(mark) == match[0].count(mark)
        if near != "\n\n" and (alike or (found and not is_value(above.split(mark)[0]))):
            continue  # units, a second row of names, or a line of words between the rows
        following = text[match.end() + 1 : match.end() + 4000].split("\n")[:5]
        cells = split([match[0]], mark)[0] if match[0].count(mark) else []
        rows = [r for r in split([line for line in following if line.strip()], mark) if r]
        wide = [r for r in rows if len(r) == len(cells) and any(map(is_value, r))]
        different = len(cells) > 1 and len({*cells}) == len(cells)
        words = different and not any(is_value(c) for c in cells) and all(cells[:1])
        if words and len(wide) >= 2:
            timed = sum(is_value(row[0]) for row in wide) > len(wide) / 2
            found.append(_Start(match.start(), cells, timed))
    return found
