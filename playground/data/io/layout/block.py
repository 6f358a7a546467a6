"""Find where the table begins and ends in a text, from its rows of values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from playground.data.io.values.cells import is_measured, is_missing, is_number, is_value, split
from playground.data.io.values.codes import names_time
from playground.data.io.values.dates import looks_like_clock, looks_like_date

#: Columns that are examined, most rows of words above the values (names and three rows of units),
#: and most lines below the table.
_LOOKED_AT, _MOST_HEADS, _MOST_BELOW = 40, 4, 30


@dataclass(frozen=True)
class Block:
    """What the rows of a table look like.

    Parameters
    ----------
    width : int
        Cells in most rows.
    values : tuple of int
        Columns that mostly hold numbers or times.
    """

    width: int
    values: tuple[int, ...]

    def holds(self, row: Sequence[str]) -> bool:
        """Return whether a row has a value in the first and half of the columns of values."""
        filled = max((i + 1 for i, c in enumerate(row) if c.strip()), default=0)
        if not self.values or len(row) < self.width - 1 or filled > self.width + 1:
            return False
        kinds = [_kind(row[i]) if i < len(row) else "missing" for i in self.values]
        return (
            kinds[0] != "word"
            and "value" in kinds
            and sum(k != "word" for k in kinds) * 2 >= len(kinds)
        )

    def begins_otherwise(self, row: Sequence[str]) -> bool:
        """Return whether a row starts with a word or nothing where the others have a value."""
        if not self.values or self.holds(row) or len(row) > self.width + 1:
            return False
        words = sum(_kind(row[i]) != "value" for i in self.values if i < len(row))
        first = _kind(row[self.values[0]]) if self.values[0] < len(row) else "missing"
        return first == "word" or (
            first == "missing"
            and words == len([i for i in self.values if i < len(row)])
            and any(c.strip() for c in row)
        )


def block_of(rows: Sequence[Sequence[str]]) -> Block:
    """Return what the rows of a table look like, from the last hundred lines.

    An empty row is a blank line.
    """
    late = [r for r in rows if r][-100:]
    widths = Counter(map(len, late))
    width = max(
        widths, key=lambda w: (widths[w] * w, w), default=1
    )  # a long list of settings is narrower than the table below it
    full = [r for r in late if len(r) == width]
    values = []
    for place in range(min(width, _LOOKED_AT)):
        kinds = Counter(_kind(r[place]) for r in full)
        if kinds["value"] > kinds["word"]:
            values.append((kinds["value"] >= 0.3 * len(full), place))
    dense = tuple(
        place for often, place in values if often
    )  # settings next to the first rows are not a column of values
    return Block(width, dense or tuple(place for _often, place in values))


def _kind(cell: str) -> str:
    return "missing" if is_missing(cell) else "value" if is_measured(cell) else "word"


def first_line(lines: Sequence[str], separator: str) -> int | None:
    """Return the number of lines before the table's names; None without columns of values."""
    return begins([_row(line, separator) for line in lines], narrow=separator != " ")


def begins(rows: Sequence[list[str]], narrow: bool = False) -> int | None:
    """Return the number of rows before the table's names; None without columns of values.

    With ``narrow``, some columns may have no name.
    """
    block = block_of(rows)
    if not block.values:
        return None
    nonempty = [n for n, row in enumerate(rows) if row]
    for place, number in enumerate(nonempty):
        following = [block.holds(rows[n]) for n in nonempty[place + 1 : place + 4]]
        if block.holds(rows[number]) and sum(following) * 2 >= len(following):
            return _head(rows, number, block.width, narrow)
    return None


def _row(line: str, separator: str) -> list[str]:
    found = split([line], separator) if line.strip() else []
    return found[0] if found and any(c.strip() for c in found[0]) else []


def _head(rows: Sequence[list[str]], first: int, width: int, narrow: bool) -> int:
    """Return the row of the column names above the first row of values.

    It is the topmost of the rows of words that are as wide as the table.
    """
    found, number = first, first - 1
    while (
        number >= 0 and not rows[number] and number >= first - 3
    ):  # blank lines between names and values
        number -= 1
    run = number
    if number >= 1 and _are_units_of_some(rows[number], rows[number - 1], width):
        number -= 1
    while (
        number >= 0
        and rows[number]
        and first - number <= 2 * _MOST_HEADS
        and _fits(rows[number], width, touching=number == run, narrow=narrow)
    ):
        number -= 1
    above = list(range(number + 1, run + 1))
    full = [
        n
        for n in above
        if sum(bool(c.strip()) for c in rows[n]) >= max(min(2, width), 0.6 * (width - 1))
    ]
    timed = [
        n for n in full if sum(looks_like_date(c) or looks_like_clock(c) for c in rows[n]) >= 2
    ]
    if timed and timed[-1] < full[-1]:  # facts about a recording, below names of their own
        full = [n for n in full if n > timed[-1]]
    if (
        len(above) > _MOST_HEADS
    ):  # too many rows of words for names and units: settings, and the last row has the names
        last = rows[full[-1]] if full else [""]
        fact = sum(map(looks_like_date, last)) == 1  # "last update", and when it was
        names = names_time(last[0]) and not fact
        full = full[:1] if (width == 2 or fact) and not names else full[-1:]
    if (
        width == 1 and len(full) > 1 and len(rows[full[-1]][0]) > 6
    ):  # a title, and the name below it
        full = full[-1:]
    if full:
        found = next((n for n in full if not any(looks_like_date(c) for c in rows[n])), full[0])
    while found < first - 1 and is_about_itself(rows[found], rows[found + 1]):
        found += 1
    return found


def _are_units_of_some(row: Sequence[str], names: Sequence[str], width: int) -> bool:
    """Return whether a row right above the values has units for only some columns."""
    if not (width > 3 and width / 2 <= len(row) < width == len(names)):
        return False
    return not any(is_value(c) for c in (*row, *names)) and len({*names}) == width


def _fits(row: list[str], width: int, touching: bool, narrow: bool) -> bool:
    """Return whether a row can be above a table.

    It is as wide, or one cell narrower right above the values (row numbers without a name).
    """
    filled = max(i for i, c in enumerate(row) if c.strip()) + 1
    if len(row) > width + 1 and filled > width + 1:
        return False
    least = min(width - 1, round(0.6 * width)) if narrow and width > 4 else width - 1
    return len(row) >= width or (touching and width > 2 and filled >= least)


def is_about_itself(first: Sequence[str], second: Sequence[str]) -> bool:
    """Return whether a row with numbers is above a row of names, which is the header; that may
    have a name more, for remarks.
    """
    if len(second) - len(first) not in (0, 1) or len(second) < 2:
        return False
    names = [c.strip() for c in second]
    bare = all(
        n and not is_number(n) and not looks_like_date(n) and not is_missing(n) for n in names
    ) and len(set(names)) == len(names)
    return bare and any(is_number(c) for c in first) and any(c.strip()[:1].isalpha() for c in first)


def without_footer(body: str, separator: str) -> tuple[str, int]:
    """Return a table without the lines below it (totals, remarks), and their number."""
    lines = body.rstrip("\n").rsplit("\n", 130)
    head, lines = (lines[0], lines[1:]) if len(lines) > 130 else ("", lines)
    below = below_of([_row(line, separator) for line in lines])
    if not below:
        return body, 0
    kept = "\n".join(lines[: below[0]])
    return (f"{head}\n{kept}" if head else kept) + "\n", len(below)


def below_of(rows: Sequence[list[str]]) -> list[int]:
    """Return the numbers of the rows below the table; an empty row is a blank line."""
    block = block_of(rows)
    last = next((n for n in reversed(range(len(rows))) if block.holds(rows[n])), None)
    if last is None or sum(map(block.holds, rows)) < 0.5 * sum(map(bool, rows)):
        return []
    below = [n for n in range(last + 1, len(rows)) if rows[n] and not _is_hole(rows[n], block)]
    return below if len(below) <= _MOST_BELOW else []


def _is_hole(row: Sequence[str], block: Block) -> bool:
    """Return whether a row without values still belongs to the table."""
    first = block.values[0]
    return len(row) == block.width and (
        first >= len(row) or is_value(row[first]) or (block.width == 1 and is_missing(row[first]))
    )
