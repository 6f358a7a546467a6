"""Terms with a dotted underline, whose explanation appears on hover, focus and tap.

``player/assets/terms.css`` gives them their look without a script; ``terms.mjs`` beside it keeps
the explanation inside the window and closes it with Escape.
"""

from __future__ import annotations

import re
from html import escape
from itertools import count

from playground.glossary.entries import Entry, entry
from playground.glossary.notation import formula_html, words_html
from playground.wording import _

_MARK = re.compile(r"\[\[([a-z0-9_]{1,40})(?:\|([^\[\]|]{1,80}))?\]\]")
#: Numbers of the explanations, which connect each with its term.
_numbers = count()


def term_html(key: str, shown: str | None = None) -> str:
    """Return a term of the glossary as HTML.

    Parameters
    ----------
    key : str
        Key of the entry.
    shown : str or None
        HTML shown in place of the term, such as its plural.
    """
    about = entry(key)
    number = f"term-{key}-{next(_numbers)}"
    return (
        f'<span class="termed"><span class="term" role="term" tabindex="0" aria-describedby="{number}">'
        f'{shown or escape(about.term)}</span><span class="says" role="tooltip" id="{number}">'
        f"{explanation_html(about)}</span></span>"
    )


def explanation_html(about: Entry) -> str:
    """Return the explanation of an entry as HTML."""
    symbol = f" <i>{formula_html(about.symbol)}</i>" if about.symbol else ""
    where = f'<span class="where">{_("In the picture:")} {words_html(about.where)}</span>'
    return f"<b>{escape(about.term)}</b>{symbol}<br>{words_html(about.says)} {where}"


def with_terms(text: str) -> str:
    """Return HTML in which every ``[[key]]`` or ``[[key|words]]`` is a term with its explanation.

    Raises
    ------
    KeyError
        When the glossary has no such entry.
    """
    return _MARK.sub(lambda found: term_html(found[1], found[2]), text)


def without_terms(text: str) -> str:
    """Return the text with its marked terms as plain words."""
    return _MARK.sub(lambda found: found[2] or entry(found[1]).term, text)


def terms_in(text: str) -> list[str]:
    """Return the keys of the terms marked in a text."""
    return [found[1] for found in _MARK.finditer(text)]
