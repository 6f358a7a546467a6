"""Formulas and emphasis as plain text, written as HTML."""

from __future__ import annotations

import re
from html import escape

_LOW = re.compile(r"_\{([^{}]{1,40})\}|_(\w{1,9})")
_HIGH = re.compile(r"\^\{([^{}]{1,40})\}")
_ITALIC = re.compile(r"\*([^*]{1,80})\*")
_CODE = re.compile(r"`([^`]{1,80})`")


def formula_html(text: str) -> str:
    """Return a formula as HTML, with what follows an underscore as a subscript.

    Examples
    --------
    >>> formula_html("h_t = f(W_h h_{t−1})")
    'h<sub>t</sub> = f(W<sub>h</sub> h<sub>t−1</sub>)'
    """
    low = _LOW.sub(lambda found: f"<sub>{found[1] or found[2]}</sub>", escape(text, quote=False))
    return _HIGH.sub(r"<sup>\1</sup>", low)


def words_html(text: str) -> str:
    """Return a sentence as HTML, with formulas, ``*emphasis*`` and code.

    Examples
    --------
    >>> words_html("A *lane* shows h_t, `head` reads it")
    'A <em>lane</em> shows h<sub>t</sub>, <code>head</code> reads it'
    """
    return _CODE.sub(r"<code>\1</code>", _ITALIC.sub(r"<em>\1</em>", formula_html(text)))
