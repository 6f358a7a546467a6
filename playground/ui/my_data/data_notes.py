"""What was done to the reader's data, in few lines."""

from __future__ import annotations

from collections.abc import Hashable, Iterable

from playground.wording import Text, again, counted

#: Notes that say the same of so many columns are all shown.
_ALL = 2


def in_few_lines(notes: Iterable[str]) -> list[str]:
    """Return notes in the language in use; where more than two say the same of other columns, the
    first of them, and of how many others it holds.
    """
    groups: dict[Hashable, list[str]] = {}
    for place, note in enumerate(notes):
        of_a_column = isinstance(note, Text) and "column" in (note.fields or {})
        groups.setdefault(note.ids if of_a_column else place, []).append(note)  # type: ignore[attr-defined]
    lines = []
    for first, *others in groups.values():
        if len(others) < _ALL:
            lines += [again(note) for note in (first, *others)]
            continue
        rest = counted(
            len(others), "Likewise in {n} other column.", "Likewise in {n} other columns."
        )
        lines.append(f"{again(first)} {rest}")
    return lines
