"""Words on screen: one gettext catalogue per language, numbers and dates by Babel."""

from __future__ import annotations

from contextvars import ContextVar
from functools import cache
from pathlib import Path

from babel import Locale
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

FOLDER = Path(__file__).parent / "locale"
LANGUAGES = {"en": "English"}

_language: ContextVar[str] = ContextVar("language", default="en")


def use_language(code: str | None) -> str:
    """Choose the language of everything said from here on in this context; unknown ones become English."""
    language = code if code in LANGUAGES else "en"
    _language.set(language)
    return language


def language() -> str:
    """Return the code of the language in use."""
    return _language.get()


@cache
def _catalogue(code: str) -> dict[str, str]:
    path = FOLDER / f"{code}.po"
    if not path.exists():
        return {}
    with path.open("rb") as file:
        messages = read_po(file, locale=Locale.parse(code))
    return {m.id: m.string for m in messages if isinstance(m.id, str) and isinstance(m.string, str) and m.id and m.string}


def _(text: str) -> str:
    """Return ``text`` in the language in use; without a translation it stays English."""
    return _catalogue(language()).get(text, text)


def N_(text: str) -> str:
    """Mark a text for the catalogue where it stands before the language is known; `_` translates it where it is shown."""
    return text


def number(value: float, digits: int = 3) -> str:
    """Return a number with ``digits`` significant digits, in the manner of the language in use."""
    if value != value or value in (float("inf"), float("-inf")):
        return {True: "not a number"}.get(value != value, "infinite")
    if value == 0:
        return "0"
    size = abs(value)
    if size < 1e-4 or size >= 1e7:
        return f"{value:.{digits - 1}e}"
    decimals = max(0, digits - 1 - _exponent(size))
    pattern = "#,##0" + ("." + "#" * decimals if decimals else "")
    return format_decimal(round(value, decimals), format=pattern, locale=language())


def _exponent(size: float) -> int:
    return int(f"{size:e}".split("e")[1])
