"""The Learn page and the lessons as pages of the static site."""

from __future__ import annotations

import base64
import gzip
import json
from collections.abc import Iterator
from dataclasses import asdict
from html import escape

from playground.export.html_document import html_document
from playground.gallery.exhibits import EXHIBITS
from playground.glossary.marking import marking
from playground.learn.chapters import Chapter, FigurePlace, chapters
from playground.learn.course_page import lesson_html
from playground.learn.figures import PLAYERS, flip_book
from playground.learn.papers import PAPERS, paper
from playground.lessons.course import lessons
from playground.lessons.format import Lesson
from playground.ui.learn.lesson_list import lesson_list_html
from playground.ui.learn.page import contents_html, heading_html, lower_headings
from playground.ui.shell.assets import text_of
from playground.wording import _, language

#: The modules of the web application that these pages need, by their names in the import map.
MODULES = ("flip_book",)
#: The style sheets that the pages share with the web application.
SHEETS = ("player/terms.css", "ui/learn.css")
_STYLE = """
:root { color-scheme: light dark; --text: #23262B; --ground: #FCFBF8; }
@media (prefers-color-scheme: dark) { :root { --text: #E7E4DD; --ground: #15171C; } }
body { margin: 0; padding: 1rem clamp(0.75rem, 3vw, 2.5rem) 3rem; color: var(--text); background: var(--ground);
  font: 1rem/1.5 "Source Sans", "Segoe UI", system-ui, sans-serif; }
a, summary { color: inherit; }
iframe { width: 100%; height: 44rem; border: 0; }
@media (max-width: 40rem) { iframe { height: 68rem; } }
main.lesson { max-width: 62rem; margin: 0 auto; }
main.lesson h1, main.lesson h2 { font-family: "Source Serif", Georgia, serif; line-height: 1.3; }
main.lesson h2 { font-size: 1.125rem; margin: 1.25rem 0 0.25rem; }
main.lesson :is(p, details, ul) { max-width: 46rem; margin: 0.25rem 0; }
.question { font-weight: 600; }
.right p { display: inline; }
summary { cursor: pointer; min-height: 1.5rem; }
.blank { display: inline-block; width: 12rem; border-bottom: 1px solid; }
.grid { height: 6rem; max-width: 46rem; border: 1px solid; display: flex; flex-direction: column; justify-content: space-between; }
"""
_DRAW = """<script type="module">
import { FlipBook } from "player/flip_book.mjs";
import { explainTerms } from "player/terms.mjs";
explainTerms();

async function book(text) {
  const packed = Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
  return new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"))).json();
}

for (const place of document.querySelectorAll(".figure:has(> script)")) {
  const shown = new FlipBook();
  const stage = document.createElement("div");
  place.prepend(stage);
  shown.settle(stage);
  shown.open({ book: await book(place.querySelector("script").textContent) });
}
</script>"""

#: Marks the terms of the glossary on a lesson's page.
_MARK = """<script type="module">
import { takeGlossary, watch } from "player/term_marks.mjs";
takeGlossary(terms);
watch(document.body);
</script>"""


def learn_pages() -> Iterator[tuple[str, bytes]]:
    """Yield name and content of every page in the language in use."""
    yield "learn.html", _learn().encode()
    yield "terms.js", f"globalThis.terms = {json.dumps(marking(), ensure_ascii=False)};\n".encode()
    further = f' · <a href="learn.html">{_("Learn")}</a>'
    for lesson in lessons(language()):
        body = lesson_html(lesson, f"{lesson.exhibit_name}.html")
        title = f"{lesson.number}. {lesson.title}"
        yield lesson_page_name(lesson), _page(title, "lesson", body, further).encode()
        for kind in PAPERS:
            text = paper(kind, lesson.name, language())
            assert text is not None, "every lesson has its papers"
            yield _paper_name(lesson, kind), text.encode()


def lesson_page_name(lesson: Lesson) -> str:
    """Return the name of a lesson's page."""
    return f"lesson-{lesson.name}.html"


def modules() -> dict[str, str]:
    """Return the source of the modules that the pages import, by name."""
    return {name: text_of(f"ui/{name}.mjs") for name in MODULES}


def _paper_name(lesson: Lesson, kind: str) -> str:
    return f"{kind}-{lesson.name}.html"


def _learn() -> str:
    cards = lesson_list_html(lesson_page_name, _paper_name)
    parts = [heading_html(), cards, contents_html(chapters()), *map(_chapter, chapters())]
    return _page(_("Learn"), "learn", "".join(parts))


def _chapter(each: Chapter) -> str:
    parts = [f'<h2 id="{each.name}">{each.title}</h2>']
    for part in each.parts:
        if isinstance(part, FigurePlace):
            caption = f'<p class="caption">{part.caption}</p>'
            parts.append(f'<div class="figure">{_figure(part.name)}{caption}</div>')
        else:
            parts.append(f'<div class="text">{lower_headings(part)}</div>')
    return "".join(parts)


def _figure(name: str) -> str:
    if name in PLAYERS:
        title = escape(_(EXHIBITS[PLAYERS[name]].title))
        return f'<iframe src="{PLAYERS[name]}.html?embed" title="{title}" loading="lazy"></iframe>'
    packed = gzip.compress(
        json.dumps(asdict(flip_book(name)), ensure_ascii=False).encode(), 9, mtime=0
    )
    return f'<script type="application/octet-stream">{base64.b64encode(packed).decode()}</script>'


def _page(title: str, kind: str, body: str, further: str = "") -> str:
    sheets = map(text_of, SHEETS)
    script = _DRAW if kind == "learn" else _MARK
    content = (
        f'<nav><a href="index.html">{escape(_("Recurrent Playground"))}</a>{further}</nav>\n'
        f'<main class="{kind}">{body}</main>\n{script}'
    )
    player = '<script src="../player.js"></script>\n<script src="terms.js"></script>\n'
    return html_document(language(), title, "".join((*sheets, _STYLE)), content, head=player)
