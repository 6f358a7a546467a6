"""What one field of a description may be; widgets, validation, schema and tests all read this."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from playground.errors import DescriptionError, nearest
from playground.wording import N_, _


@dataclass(frozen=True)
class Setting:
    """One field: its default, its range and its words, declared once.

    Parameters
    ----------
    name : str
        Name in code, JSON and link, without the group's prefix.
    kind : type
        ``int``, ``float``, ``str``, ``dict`` or ``list``.
    default : object
        Value when the field is missing.
    label, help : str
        What the control is called and what it does (message ids of the wording catalogue).
    unit : str
        Unit shown behind the value, for example ``"steps"``.
    minimum, maximum : float or None
        Allowed range, both ends included.
    choices : tuple of str
        Allowed words; empty when any text will do.
    room : str
        Registry room whose names are the choices, instead of ``choices``.
    nullable : bool
        Whether ``None`` (off, or automatic) is allowed.
    log : bool
        Whether the control moves in factors instead of differences.
    group : str
        Heading it stands under: Data, Problem, Network, Training or Seeds.
    details : bool
        Whether it is hidden behind "Details".
    """

    name: str
    kind: type
    default: Any
    label: str
    help: str
    unit: str = ""
    minimum: float | None = None
    maximum: float | None = None
    choices: tuple[str, ...] = ()
    room: str = ""
    nullable: bool = False
    log: bool = False
    group: str = ""
    details: bool = False

    def check(self, value: Any, field: str | None = None) -> Any:
        """Return ``value`` in the field's own type, or raise a `DescriptionError` naming the
        field.
        """
        field = field or self.name
        if value is None:
            if self.nullable:
                return None
            sentence = _("needs {allowed}, but came empty (null).")
            raise DescriptionError(sentence.format(allowed=self.allowed()), field=field)
        if self.kind in (int, float):
            return self._number(value, field)
        if not isinstance(value, (list, tuple) if self.kind is list else self.kind):
            raise self._unfit(value, field)
        if isinstance(value, str) and not is_sendable(value):
            sentence = _(
                "holds half of a character (a lone surrogate), which cannot be stored: {value}."
            )
            raise DescriptionError(sentence.format(value=shown(value)), field=field)
        if self.choices and value not in self.choices:
            sentence = _("{value} is not known; {hint}")
            raise DescriptionError(
                sentence.format(value=shown(value), hint=nearest(value, self.choices)), field=field
            )
        return value

    def _number(self, value: Any, field: str) -> int | float:
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not _finite(value):
            raise self._unfit(value, field)
        if self.kind is int and value != int(value):
            raise self._unfit(value, field)
        low = self.minimum is not None and value < self.minimum
        high = self.maximum is not None and value > self.maximum
        if low or high:
            raise self._unfit(value, field)
        return self.kind(value)

    def _unfit(self, value: Any, field: str) -> DescriptionError:
        sentence = _("needs {allowed}, but got {value}.")
        return DescriptionError(
            sentence.format(allowed=self.allowed(), value=shown(value)), field=field
        )

    def allowed(self) -> str:
        """Return the allowed values in words: ``"a whole number from 1 to 256"``."""
        if self.choices:
            return _("one of {names}").format(names=", ".join(self.choices))
        words = _(_KINDS[self.kind])
        if self.minimum is not None and self.maximum is not None:
            words = _("{kind} from {low} to {high}").format(
                kind=words, low=f"{self.minimum:g}", high=f"{self.maximum:g}"
            )
        elif self.minimum is not None:
            words = _("{kind} of at least {low}").format(kind=words, low=f"{self.minimum:g}")
        return _("{allowed} or null").format(allowed=words) if self.nullable else words


_KINDS: dict[type, str] = {
    int: N_("a whole number"),
    float: N_("a number"),
    str: N_("a text"),
    dict: N_("an object"),
    list: N_("a list"),
}


def _finite(value: int | float) -> bool:
    try:
        return math.isfinite(value)
    except OverflowError:  # an integer too large for a float
        return False


def is_sendable(text: str) -> bool:
    """Return whether a text can be written as UTF-8, as everything is that leaves the program; JSON
    may hold halves of characters.
    """
    return not any("\ud800" <= c <= "\udfff" for c in text)


def shown(value: object) -> str:
    """Return a value as a sentence names it, cut where it is long."""
    try:
        text = repr(value)
    except ValueError:  # a whole number of more digits than Python writes
        return _("a number too long to show")
    return text if len(text) <= 60 else text[:57] + "..."
