"""How Plotly writes numbers, dates and the titles of its buttons in the language in use."""

from __future__ import annotations

from typing import Any

from babel import Locale
from babel.numbers import get_decimal_symbol, get_group_symbol

from playground.wording import N_, _, language

#: Titles of Plotly's buttons that charts have, as its dictionary knows them.
_BUTTONS = (
    N_("Download plot as a PNG"),
    N_("Zoom"),
    N_("Pan"),
    N_("Reset axes"),
    N_("Double-click to zoom back out"),
)


def separators() -> str:
    """Return the decimal separator and the one between thousands, as Plotly's layout takes them."""
    code = language()
    return get_decimal_symbol(code) + get_group_symbol(code)


def chart_locale() -> dict[str, Any] | None:
    """Return what Plotly registers as a locale (``config.locales``); None for English."""
    code = language()
    if code == "en":
        return None
    locale = Locale.parse(code)
    months, days = locale.months["format"], locale.days["format"]
    return {
        "name": code,
        "dictionary": {title: _(title) for title in _BUTTONS},
        "format": {
            "months": [months["wide"][i] for i in range(1, 13)],
            "shortMonths": [months["abbreviated"][i] for i in range(1, 13)],
            "days": [days["wide"][(i - 1) % 7] for i in range(7)],
            "shortDays": [days["abbreviated"][(i - 1) % 7] for i in range(7)],
            "date": "%d/%m/%Y",
        },
    }
