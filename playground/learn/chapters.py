"""The text of the Learn page: one Markdown file for each chapter and language.

Beyond plain Markdown, ``$h_t$`` is a formula, a block marked ``equation`` has one formula on each
line, ``[[key]]`` or ``[[key|words]]`` is a term of the glossary, and a block marked ``figure NAME``
is the place of a figure, with its caption. Everything becomes HTML here, for the page and
for the static site.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from markdown_it import MarkdownIt

from playground.glossary.notation import formula_html, words_html
from playground.glossary.terms import with_terms
from playground.wording import language

FOLDER = Path(__file__).parent
_FORMULA = re.compile(r"\$([^$<>]{1,80})\$")


@dataclass(frozen=True)
class FigurePlace:
    """The place of a figure, with its caption as HTML."""

    name: str
    caption: str


@dataclass(frozen=True)
class Chapter:
    """A chapter: HTML and figures in turn.

    Parameters
    ----------
    name : str
        From the name of its file; the anchor in the page.
    title : str
    parts : tuple of str or FigurePlace
        HTML, with the explanations of its terms.
    """

    name: str
    title: str
    parts: tuple[str | FigurePlace, ...]

    @property
    def figures(self) -> tuple[str, ...]:
        """The names of its figures."""
        return tuple(part.name for part in self.parts if isinstance(part, FigurePlace))


def chapters() -> tuple[Chapter, ...]:
    """Return the chapters in the language in use."""
    return _read(language())


@cache
def _read(code: str) -> tuple[Chapter, ...]:
    files = sorted((FOLDER / code).glob("*.md"))
    return tuple(
        chapter(path.stem.partition("-")[2], path.read_text(encoding="utf-8")) for path in files
    )


def chapter(name: str, text: str) -> Chapter:
    """Return a chapter from its Markdown, which begins with its title.

    Raises
    ------
    ValueError
        When there is no title.
    """
    markdown = MarkdownIt()
    tokens = markdown.parse(text)
    if len(tokens) < 3 or tokens[0].tag != "h1":
        raise ValueError(f"{name} needs a title: its first line begins with '# '")
    parts: list[str | FigurePlace] = []
    html = ""
    for token in tokens[3:]:
        kind, _space, argument = token.info.partition(" ")
        if token.type == "fence" and kind == "figure":
            parts += [html, FigurePlace(argument, words_html(token.content.strip()))]
            html = ""
        elif token.type == "fence" and kind == "equation":
            lines = "<br>".join(map(formula_html, token.content.strip().splitlines()))
            html += f'<p class="equation" role="math">{lines}</p>'
        else:
            html += _with_formulas(markdown.renderer.render([token], markdown.options, {}))
    return Chapter(name, tokens[1].content, tuple(part for part in (*parts, html) if part))


def _with_formulas(html: str) -> str:
    return with_terms(_FORMULA.sub(lambda found: f"<i>{formula_html(found[1])}</i>", html))
