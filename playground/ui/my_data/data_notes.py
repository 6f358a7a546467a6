"""What was done to the reader's data, in few lines."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence

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
        else:
            lines.append(f"{again(first)} {_likewise(first, others)}")
    return lines


def _likewise(first: str, others: Sequence[str]) -> str:
    """Return of how many other columns the same is said, and whether with the same numbers."""
    if all(_apart(note) == _apart(first) for note in others):
        return counted(
            len(others), "Likewise in {n} other column.", "Likewise in {n} other columns."
        )
    return counted(
        len(others),
        "Likewise in {n} other column, with a number of its own.",
        "Likewise in {n} other columns, with numbers of their own.",
    )


def _apart(note: str) -> dict[str, object]:
    """Return what a note says besides the name of its column."""
    fields = note.fields if isinstance(note, Text) else None
    return {name: value for name, value in (fields or {}).items() if name != "column"}
