"""Text on screen: one gettext catalogue per language; numbers and dates formatted by Babel."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, lru_cache
from gettext import c2py
from pathlib import Path
from typing import Any

from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from babel.numbers import NumberPattern, parse_pattern

FOLDER = Path(__file__).parent / "locale"
#: Code and name of every language; English needs no catalogue.
LANGUAGES = {"en": "English", "es": "Español"}
#: Where browsers write numbers as Babel does: plain Spanish groups no four digits there.
_BROWSER = {"es": "es-AR"}
#: Digits and Latin letters that have a subscript form in Unicode.
_SUBSCRIPT = str.maketrans("0123456789ehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉ₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ")
_SUPERSCRIPT = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")

_language: ContextVar[str] = ContextVar("language", default="en")


def use_language(code: str | None) -> str:
    """Set the language of this context, English if it is unknown, and return its code."""
    language = code if code in LANGUAGES else "en"
    _language.set(language)
    return language


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Use a language inside, in a thread that works for somebody else's page."""
    token = _language.set(code if code in LANGUAGES else "en")
    try:
        yield
    finally:
        _language.reset(token)


def language() -> str:
    """Return the code of the language in use."""
    return _language.get()


def browser_locale() -> str:
    """Return the locale in which a browser formats numbers as `number` does."""
    return _BROWSER.get(language(), language())


def preferred(accepted: str) -> str:
    """Return the first language that a browser prefers and that there is, or English.

    Parameters
    ----------
    accepted : str
        The ``Accept-Language`` header of a request.

    Examples
    --------
    >>> preferred("pt-BR,es-AR;q=0.8,en;q=0.5"), preferred("de"), preferred("")
    ('es', 'en', 'en')
    """

    def weight(part: str) -> float:
        _code, _semicolon, quality = part.replace(" ", "").partition(";q=")
        return float(quality) if quality.replace(".", "", 1).isdecimal() else 1.0

    parts = sorted(accepted[:400].split(","), key=weight, reverse=True)
    codes = [part.partition(";")[0].strip().lower().partition("-")[0] for part in parts]
    return next((code for code in codes if code in LANGUAGES), "en")


_FIELDS = (str, int, float)


class Text(str):
    """A text that can be written again in another language.

    Errors and notes about data outlive the moment in which they were written: another process may
    have written them, or the reader may have changed the language since; see `again`.
    """

    __slots__ = ("fields", "ids")

    #: The message id, or singular and plural.
    ids: tuple[str, ...]
    #: The values of the format fields; None where it was not formatted.
    fields: dict[str, Any] | None

    def __new__(
        cls, shown: str, ids: tuple[str, ...] = (), fields: dict[str, Any] | None = None
    ) -> Text:
        """Keep what a text was made from beside it."""
        text = super().__new__(cls, shown)
        text.ids, text.fields = ids, fields
        return text

    def format(self, *args: Any, **fields: Any) -> str:
        """Fill in the fields, and keep them if they can be filled in again."""
        shown = super().format(*args, **fields)
        kept = not args and all(isinstance(v, _FIELDS) for v in fields.values())
        return Text(shown, self.ids, fields) if kept else shown

    def __reduce__(self) -> tuple[Any, ...]:
        return Text, (str(self), self.ids, self.fields)


def again(text: str) -> str:
    """Return a text in the language in use, if it can be written again; else as it is."""
    if not isinstance(text, Text) or not text.ids:
        return text
    fields = text.fields
    if len(text.ids) == 2 and fields is not None:
        return _counted(fields["n"], *text.ids)
    template = _(text.ids[0])
    if fields is None:
        return template
    return template.format(**{k: again(v) if isinstance(v, str) else v for k, v in fields.items()})


def catalogue_file(code: str) -> Path:
    """Return the translation into a language."""
    return FOLDER / code / "LC_MESSAGES" / "playground.po"


@cache
def _read(code: str) -> Catalog | None:
    path = catalogue_file(code)
    if not path.exists():
        return None
    with path.open("rb") as file:
        return read_po(file, locale=Locale.parse(code))


@cache
def _catalogue(code: str) -> dict[str, str]:
    return {
        m.id: m.string
        for m in _read(code) or ()
        if isinstance(m.id, str) and isinstance(m.string, str) and m.id and m.string and not m.fuzzy
    }


def _(text: str) -> str:
    """Return ``text`` in the language in use; without a translation it stays English."""
    return Text(_catalogue(language()).get(text, text), (text,))


def N_(text: str) -> str:
    """Mark a text for the catalogue; `_` translates it later, where it is shown."""
    return text


@cache
def _plurals(code: str) -> tuple[Callable[[int], int], dict[tuple[str, str], tuple[str, ...]]]:
    """Return the plural rule of a language, and the forms of every translated pair."""
    messages = _read(code)
    if messages is None:
        return (lambda count: int(count != 1)), {}
    forms = {
        m.id: m.string
        for m in messages
        if isinstance(m.id, tuple) and isinstance(m.string, tuple) and all(m.string) and not m.fuzzy
    }
    return c2py(messages.plural_expr), forms  # type: ignore[return-value]


def counted(count: int, one: str, many: str) -> str:
    """Return a count with its noun in the singular or plural.

    Parameters
    ----------
    count : int
    one, many : str
        The singular and the plural (message ids), with the field ``{n}``.

    Examples
    --------
    >>> counted(1, "{n} step", "{n} steps")
    '1 step'
    >>> counted(1200, "{n} step", "{n} steps")
    '1,200 steps'
    """
    return _counted(count, one, many)


def _counted(count: int, one: str, many: str) -> str:
    form, forms = _plurals(language())
    known = forms.get((one, many), (one, many))
    shown = known[min(form(count), len(known) - 1)].format(n=number(count, 15))
    return Text(shown, (one, many), {"n": count})


def number(value: float, digits: int = 3) -> str:
    """Return a number with ``digits`` significant digits, formatted for the language in use.

    Very small and very large numbers are written with a power of ten; the sign of a negative one is
    the minus of the charts and the player, not a hyphen.

    Examples
    --------
    >>> number(1234.5), number(3.2e-7), number(-0.5)
    ('1,234', '3.2·10⁻⁷', '−0.5')
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
    return _pattern(pattern).apply(value, _locale(code)).replace("-", "−")


@cache
def _pattern(pattern: str) -> NumberPattern:
    """Return a pattern; there are as many as digits can be asked for."""
    return parse_pattern(pattern)


@cache
def _locale(code: str) -> Locale:
    return Locale.parse(code)


def low(text: str) -> str:
    """Return a text with Unicode subscripts for what follows an underscore.

    For places that render no markup.

    Examples
    --------
    >>> low("f_t and h_1")
    'fₜ and h₁'
    """
    return re.sub(
        r"_([0-9ehijklmnoprstuvx]+)(?![A-Za-z])", lambda found: found[1].translate(_SUBSCRIPT), text
    )


def digits_apart(*values: float, least: int = 2, most: int = 6) -> int:
    """Return the fewest significant digits with which different values look different.

    If even ``most`` digits do not separate them, return ``least``.

    Examples
    --------
    >>> digits_apart(1.21, 1.24)
    3
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
    """Return a nonzero number as a multiple of a power of ten: ``3.2·10⁻⁷``, ``10⁶``."""
    mantissa, _e, exponent = f"{value:.{digits - 1}e}".partition("e")
    power = "10" + str(int(exponent)).translate(_SUPERSCRIPT)
    return power if float(mantissa) == 1 else f"{number(float(mantissa), digits)}·{power}"


def _exponent(size: float) -> int:
    return int(f"{size:e}".split("e")[1])
