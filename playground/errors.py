"""The errors a person may see: what was wrong, what is allowed, what came, what to do."""

from __future__ import annotations

import difflib
import logging
from collections.abc import Iterable
from typing import Any

from playground.printable import printable

log = logging.getLogger(__name__)

#: Characters; a field of the description has a shorter name, so what is longer came with a link or
#: a file.
LONGEST_FIELD = 100


class PlaygroundError(Exception):
    """Something the user can mend, told in one sentence.

    Parameters
    ----------
    message : str
        What was wrong, what is allowed, what came and what to do, in plain words and on one line.
    field : str or None
        Dotted name of the field it belongs to (``"model.hidden_size"``); the page shows it there.
    """

    def __init__(self, message: str, *, field: str | None = None) -> None:
        self.message = printable(message)
        self.field = None if field is None else _short(printable(field))
        super().__init__(self.message)

    def __str__(self) -> str:
        return f"{self.field}: {self.message}" if self.field else self.message

    def __reduce__(
        self,
    ) -> tuple[Any, ...]:  # keyword-only arguments would be lost on the way back from a worker
        return _rebuild, (type(self), self.message, self.field)


class DescriptionError(PlaygroundError):
    """A field of the description is unknown, of the wrong type or out of range."""


class DataError(PlaygroundError):
    """The series, the file or the combination of data and problem cannot be used."""


class TrainingError(PlaygroundError):
    """A run cannot be started or had to be ended."""


def told(error: BaseException, otherwise: str) -> PlaygroundError:
    """Return what a person is told of an error: one for people says it itself, any other goes to
    the log and ``otherwise`` is said.
    """
    if isinstance(error, PlaygroundError):
        return error
    log.error("an error inside the program", exc_info=error)
    return TrainingError(otherwise)


def _short(field: str) -> str:
    return field if len(field) <= LONGEST_FIELD else field[: LONGEST_FIELD - 1] + "…"


def _rebuild(kind: type[PlaygroundError], message: str, field: str | None) -> PlaygroundError:
    return kind(message, field=field)


def nearest(name: object, allowed: Iterable[str]) -> str:
    """Return ``"did you mean …?"`` with the nearest allowed name, or the whole list when none is
    near.
    """
    names = sorted(allowed)
    near = difflib.get_close_matches(str(name)[:100], names, n=1, cutoff=0.6)
    return f"did you mean {near[0]!r}?" if near else "allowed: " + ", ".join(names)
