"""The Learn page: the lessons as entrance, then the subject with figures that move."""

from __future__ import annotations

from html import escape

import streamlit as st

from playground.learn.chapters import Chapter, FigurePlace, chapters
from playground.ui.learn.figure import figure
from playground.ui.learn.lesson_list import lesson_list_html
from playground.wording import _


def learn() -> None:
    """Show the page; nothing on it trains, and moving a figure does not run it again."""
    with st.container(key="learn"):
        st.html(heading_html())
        st.html(lesson_list_html())
        st.html(contents_html(chapters()))
        for each in chapters():
            _chapter(each)


def heading_html() -> str:
    """Return the title of the page and what to expect of it."""
    title = _("Recurrent networks: how they remember")
    first = _(
        "A lecture with figures that move. Every number in them comes from a real network, computed exactly; nothing is trained while you read."
    )
    second = _("Words with a dotted underline are explained when you point at them or tap them.")
    return f'<h1>{title}</h1><p class="lead">{first} {second}</p>'


def contents_html(shown: tuple[Chapter, ...]) -> str:
    """Return the titles of the chapters as links to them."""
    items = "".join(
        f'<li><a href="#{each.name}" target="_self">{escape(each.title, quote=False)}</a></li>'
        for each in shown
    )
    return f'<nav class="contents" aria-label="{_("Contents")}"><ol>{items}</ol></nav>'


def _chapter(each: Chapter) -> None:
    st.html(f'<h2 id="{each.name}">{each.title}</h2>')
    for part in each.parts:
        if isinstance(part, FigurePlace):
            with st.container(key=f"figure-{part.name}"):
                figure(part.name)
                st.html(f'<p class="caption">{part.caption}</p>')
        else:
            st.html(f'<div class="text">{lower_headings(part)}</div>')


def lower_headings(html: str) -> str:
    """Return a chapter's HTML with its headings below the chapter's title."""
    return html.replace("<h2>", "<h3>").replace("</h2>", "</h3>")
