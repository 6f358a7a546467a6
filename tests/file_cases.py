"""Judging what is made of a file against what a person who knows the format would say is in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from playground.data.io.upload import guess, read
from playground.data.series import Sequences, Series
from playground.errors import DataError


def read_first(raw: bytes, name: str, **given: Any) -> Series | Sequences:
    """Read a file; where the target is asked for, choose the first of the choices."""
    try:
        return read(raw, name, **given)
    except DataError as error:
        if (
            error.field != "data.target"
            or given.get("target")
            or "could be predicted" not in error.message
        ):
            raise
    return read(raw, name, **given, target=guess(raw, name, given.get("overrides")).target)


@dataclass(frozen=True)
class Case:
    """A file and the right answer.

    Parameters
    ----------
    raw : bytes or str
        The file; a string is stored as UTF-8.
    columns : sequence of str
        What is read when nothing is chosen, in order.
    first, last : sequence of float
        The first and last row.
    rows : int
        How many there are.
    start, end : str
        The first and last time as ISO text, or the number of the row; empty is not looked at.
    told : sequence of str
        Pieces of the notes.
    name : str
        Its name.
    more : dict
        Corrections and choices given to `read`.
    """

    raw: bytes | str
    columns: Sequence[str]
    first: Sequence[float]
    last: Sequence[float]
    rows: int
    start: str = ""
    end: str = ""
    told: Sequence[str] = ()
    name: str = "file.csv"
    more: dict[str, Any] = field(default_factory=dict)

    def differences(self) -> list[str]:
        """Return what is wrong with the product's answer, nothing when it is right."""
        raw = self.raw if isinstance(self.raw, bytes) else self.raw.encode()
        overrides = self.more.get("overrides")
        about = guess(raw, self.name, overrides)
        found = read_first(raw, self.name, **{"missing": "previous", **self.more})
        if not isinstance(found, Series):
            return [f"sequences of {found.x.shape}, not a series"]
        index = [str(found.index[i]) for i in (0, -1)]
        facts = {
            "columns": (list(found.columns), list(self.columns)),
            "rows": (len(found.values), self.rows),
            "start": (index[0] if self.start else "", self.start),
            "end": (index[1] if self.end else "", self.end),
        }
        wrong = [
            f"{what} {got}, not {right}" for what, (got, right) in facts.items() if got != right
        ]
        for which, row, right in (
            ("first", found.values[0], self.first),
            ("last", found.values[-1], self.last),
        ):
            if len(row) != len(right) or not np.allclose(row, right, rtol=1e-9, atol=1e-12):
                wrong.append(f"{which} {row.tolist()}, not {list(right)}")
        notes = " ".join(found.notes)
        wrong += [
            f"not told {piece!r} in {found.notes}" for piece in self.told if piece not in notes
        ]
        if about.shape != "series":
            wrong.append(f"guessed as {about.shape}")
        return wrong


@dataclass(frozen=True)
class Labeled:
    """A file of labeled sequences and the right answer: how many of which shape, and the last
    readings of one of each class.
    """

    raw: bytes | str
    shape: tuple[int, int, int]
    classes: Sequence[str]
    counts: Sequence[int]
    ends: dict[str, Sequence[float]]
    channels: Sequence[str] = ("value",)
    told: Sequence[str] = ()
    name: str = "file.txt"
    more: dict[str, Any] = field(default_factory=dict)

    def differences(self) -> list[str]:
        """Return what is wrong with the product's answer; ``ends`` holds all last readings in the
        last channel for some classes, sorted.
        """
        raw = self.raw if isinstance(self.raw, bytes) else self.raw.encode()
        found = read(raw, self.name, **{"missing": "previous", **self.more})
        if not isinstance(found, Sequences):
            return [f"a series of {found.values.shape}, not sequences"]
        labels = np.asarray(found.labels)
        facts: dict[str, tuple[Any, Any]] = {
            "shape": (found.x.shape, self.shape),
            "classes": (list(found.classes), list(self.classes)),
            "counts": (
                [int((labels == i).sum()) for i in range(len(found.classes))],
                list(self.counts),
            ),
            "channels": (list(found.columns), list(self.channels)),
        }
        for name, right in self.ends.items():
            of = (
                labels == list(found.classes).index(name)
                if name in found.classes
                else np.zeros(len(labels), bool)
            )
            facts[f"ends of {name}"] = (
                sorted(np.round(found.x[of, -1, -1], 6).tolist()),
                sorted(right),
            )
        wrong = [
            f"{what} {got}, not {right}" for what, (got, right) in facts.items() if got != right
        ]
        notes = " ".join(found.notes)
        return wrong + [
            f"not told {piece!r} in {found.notes}" for piece in self.told if piece not in notes
        ]
