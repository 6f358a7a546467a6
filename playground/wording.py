"""Words on screen: one gettext catalogue per language, numbers and dates by Babel."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextvars import ContextVar
from functools import cache, lru_cache
from gettext import c2py
from pathlib import Path

from babel import Locale
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

FOLDER = Path(__file__).parent / "locale"
LANGUAGES = {"en": "English"}
#: Latin letters and digits that can be set low in plain text.
_SUBSCRIPT = str.maketrans("0123456789ehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉ₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ")
_SUPERSCRIPT = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")

_language: ContextVar[str] = ContextVar("language", default="en")


def use_language(code: str | None) -> str:
    """Choose the language of everything said from here on in this context; unknown ones become
    English.
    """
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
    return {
        m.id: m.string
        for m in messages
        if isinstance(m.id, str) and isinstance(m.string, str) and m.id and m.string
    }


def _(text: str) -> str:
    """Return ``text`` in the language in use; without a translation it stays English."""
    return _catalogue(language()).get(text, text)


def N_(text: str) -> str:
    """Mark a text for the catalogue where it stands before the language is known; `_` translates it
    where it is shown.
    """
    return text


@cache
def _plurals(code: str) -> tuple[Callable[[int], int], dict[tuple[str, str], tuple[str, ...]]]:
    """Return which form a count takes in a language, and the forms of every translated pair."""
    path = FOLDER / f"{code}.po"
    if not path.exists():
        return (lambda count: int(count != 1)), {}
    with path.open("rb") as file:
        messages = read_po(file, locale=Locale.parse(code))
    forms = {
        m.id: m.string
        for m in messages
        if isinstance(m.id, tuple) and isinstance(m.string, tuple) and all(m.string)
    }
    return c2py(messages.plural_expr), forms  # type: ignore[return-value]


def counted(count: int, one: str, many: str) -> str:
    """Return a count with its noun in the right number: ``counted(1, "{n} step", "{n} steps")`` is
    "1 step".

    Parameters
    ----------
    count : int
    one, many : str
        The singular and the plural (message ids), with the blank ``{n}``.
    """
    form, forms = _plurals(language())
    known = forms.get((one, many), (one, many))
    return known[min(form(count), len(known) - 1)].format(n=number(count, 15))


def number(value: float, digits: int = 3) -> str:
    """Return a number with ``digits`` significant digits, in the manner of the language in use;
    small and large ones as ``3.2·10⁻⁷``.
    """
    if value != value or value in (float("inf"), float("-inf")):
        return (
            _("not a number")
            if value != value
            else _("infinite")
            if value > 0
            else _("minus infinite")
        )
    if value == 0:
        return "0"
    size = abs(value)
    if size < 1e-4 or size >= 1e15 or (size >= 1e7 and digits < 15):
        return power_of_ten(value, digits)
    decimals = max(0, digits - 1 - _exponent(size))
    pattern = "#,##0" + ("." + "#" * decimals if decimals else "")
    return _decimal(round(value, decimals), pattern, language())


@lru_cache(maxsize=8192)  # a page writes a thousand numbers each time it is drawn, mostly the same
def _decimal(value: float, pattern: str, code: str) -> str:
    return format_decimal(value, format=pattern, locale=code)


def low(text: str) -> str:
    """Return a text with what follows an underscore set low, ``"f_t"`` as ``"fₜ"``, for places that
    know no markup.
    """
    return re.sub(
        r"_([0-9ehijklmnoprstuvx]+)(?![A-Za-z])", lambda found: found[1].translate(_SUBSCRIPT), text
    )


def digits_apart(*values: float, least: int = 2, most: int = 6) -> int:
    """Return with how many significant digits different values are also written differently, so
    that what is said of them can be seen.

    Where not even ``most`` digits tell them apart more digits would show nothing, and ``least`` are
    enough.
    """
    different = set(values)
    return next(
        (
            d
            for d in range(least, most + 1)
            if len({number(v, d) for v in different}) == len(different)
        ),
        least,
    )


def power_of_ten(value: float, digits: int) -> str:
    """Return a number that is not 0 as a multiple of a power of ten: ``3.2·10⁻⁷``, ``10⁶``."""
    mantissa, _e, exponent = f"{value:.{digits - 1}e}".partition("e")
    power = "10" + str(int(exponent)).translate(_SUPERSCRIPT)
    return power if float(mantissa) == 1 else f"{number(float(mantissa), digits)}·{power}"


def _exponent(size: float) -> int:
    return int(f"{size:e}".split("e")[1])
