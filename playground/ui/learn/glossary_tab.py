"""The glossary as a list, for the sidebar."""

from __future__ import annotations

from html import escape

import streamlit as st

from playground.glossary.entries import Entry, groups
from playground.glossary.notation import formula_html, words_html
from playground.wording import _


def glossary_tab() -> None:
    """Show every term under its subject; a term opens its explanation without a rerun."""
    st.html(glossary_html())


def glossary_html() -> str:
    """Return the whole glossary as HTML."""
    parts = [
        f"<h4>{escape(group.title)}</h4>{''.join(map(_entry_html, group.entries))}"
        for group in groups()
    ]
    return f'<div class="glossary">{"".join(parts)}</div>'


def _entry_html(entry: Entry) -> str:
    symbol = f" <i>{formula_html(entry.symbol)}</i>" if entry.symbol else ""
    return (
        f"<details><summary>{escape(entry.term)}{symbol}</summary>"
        f"<p>{words_html(entry.says)}</p>"
        f'<p class="where">{_("In the picture:")} {words_html(entry.where)}</p></details>'
    )
