"""Errors a user may see: what was wrong, what is allowed, what was given, what to do."""

from __future__ import annotations

import difflib
import logging
from collections.abc import Iterable
from typing import Any

from playground.printable import printable
from playground.wording import Text, _, again

log = logging.getLogger(__name__)

#: Characters; no field of the description is longer, but links and files may name anything.
LONGEST_FIELD = 100


class PlaygroundError(Exception):
    """An error that the user can fix, described in one sentence.

    Parameters
    ----------
    message : str
        What was wrong, what is allowed, what was given and what to do, on one line; from
        `wording._`, so that it can be shown in another language than it was raised in.
    field : str or None
        Dotted name of the field it belongs to (``"model.hidden_size"``); the page shows it there.
    """

    def __init__(self, message: str, *, field: str | None = None) -> None:
        self._message = message if isinstance(message, Text) else printable(message)
        self.field = None if field is None else _short(printable(field))
        super().__init__(self.message)

    @property
    def message(self) -> str:
        """The sentence, in the language of the reader if it was written for translation."""
        text = again(self._message)
        shown = printable(text)
        return Text(shown, text.ids, text.fields) if isinstance(text, Text) else shown

    def __str__(self) -> str:
        return f"{self.field}: {self.message}" if self.field else self.message

    def __reduce__(
        self,
    ) -> tuple[Any, ...]:  # keyword-only arguments would be lost on the way back from a worker
        return _rebuild, (type(self), self._message, self.field)


class DescriptionError(PlaygroundError):
    """A field of the description is unknown, of the wrong type or out of range."""


class DataError(PlaygroundError):
    """The series, the file or the combination of data and problem type cannot be used."""


class TrainingError(PlaygroundError):
    """A run cannot be started or had to be ended."""


def as_playground_error(error: BaseException, fallback: str) -> PlaygroundError:
    """Return an error that can be shown to the user.

    A `PlaygroundError` is returned unchanged. Any other error is written to the log and replaced by
    a `TrainingError` with the sentence ``fallback``.
    """
    if isinstance(error, PlaygroundError):
        return error
    log.error("an error inside the program", exc_info=error)
    return TrainingError(fallback)


def _short(field: str) -> str:
    return field if len(field) <= LONGEST_FIELD else field[: LONGEST_FIELD - 1] + "…"


def _rebuild(kind: type[PlaygroundError], message: str, field: str | None) -> PlaygroundError:
    return kind(message, field=field)


def nearest(name: object, allowed: Iterable[str]) -> str:
    """Return a hint: the nearest allowed name, or the whole list when none is near.

    Examples
    --------
    >>> nearest("snie", ["square", "sine", "trend"])
    "did you mean 'sine'?"
    >>> nearest("parabola", ["sine", "trend"])
    'allowed: sine, trend'
    """
    names = sorted(allowed)
    near = difflib.get_close_matches(str(name)[:100], names, n=1, cutoff=0.6)
    if near:
        return _("did you mean {name}?").format(name=repr(near[0]))
    return _("allowed: {names}").format(names=", ".join(names))
