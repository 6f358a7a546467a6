"""The files of the static site, which work from disk and from any web space.

``index.html`` leads to the reader's language. Links to it may have ``?exhibit=NAME`` for one
exhibit, and ``&embed`` to show only its player, as a frame in a page of a course; ``?learn`` for
the Learn page, or ``?lesson=NAME``.
"""

from __future__ import annotations

import html
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from plotly.offline import get_plotlyjs

from playground.export.html_document import html_document
from playground.export.page import player_script
from playground.figures.packed import packed
from playground.gallery.exhibits import EXHIBITS, Exhibit
from playground.lessons.course import lessons
from playground.live.charts import LiveChart
from playground.live.exhibit_charts import exhibit_charts
from playground.site.exhibit_session import exhibit_session
from playground.site.learn_pages import learn_pages, lesson_page_name, modules
from playground.ui.shell.source_pictures import picture
from playground.ui.train.downloads import page
from playground.ui.train.exhibit_panel import recorded_charts
from playground.ui.train.predictions import network_of
from playground.wording import LANGUAGES, _, use_language

#: Where the modules of the web application lie, one of which gives the charts their look.
BROWSER = Path(__file__).parents[1] / "ui" / "browser"
#: Recorded training steps of a film, at most.
_FRAMES = 40

_STYLE = """
:root { color-scheme: light dark; --text: #23262B; --ground: #FCFBF8; --line: #D9D5CC; }
@media (prefers-color-scheme: dark) { :root { --text: #E7E4DD; --ground: #15171C; --line: #3A3E47; } }
body { margin: 0 auto; max-width: 64rem; padding: 1rem clamp(0.75rem, 3vw, 2.5rem) 3rem; color: var(--text); background: var(--ground);
  font: 1rem/1.5 "Source Sans", "Segoe UI", system-ui, sans-serif; }
h1, h2 { font-family: "Source Serif", Georgia, serif; line-height: 1.3; }
h2 { font-size: 1.125rem; margin: 0; }
ol { list-style: none; padding: 0; display: grid; gap: 1rem; grid-template-columns: repeat(auto-fill, minmax(18rem, 1fr)); }
li { border: 1px solid var(--line); border-radius: 0.375rem; padding: 0.75rem 1rem; }
a { color: inherit; }
"""

_INDEX = """<nav>{languages}</nav>
<main>
<h1>{title}</h1>
<p>{lead}</p>
<p><a href="learn.html">{learn}</a></p>
<ol>
{cards}
</ol>
</main>"""

_CARD = (
    """<li>{picture}<h2><a href="{name}.html">{title}</a></h2><p>{question}</p>{variations}</li>"""
)

_ROOT = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Recurrent Playground</title>
<script>
const names = {names}, languages = {languages};
const query = new URLSearchParams(location.search);
const wanted = [query.get("lang"), ...navigator.languages.map((each) => each.slice(0, 2))];
const language = wanted.find((each) => languages.includes(each)) ?? languages[0];
const page = query.has("lesson") ? `lesson-${{query.get("lesson")}}` : query.has("learn") ? "learn" : query.get("exhibit");
const exhibit = names.includes(page) ? page : "index";
location.replace(`${{language}}/${{exhibit}}.html${{query.has("embed") ? "?embed" : ""}}`);
</script>
</head>
<body><p>{links}</p></body>
</html>
"""


#: Draws the charts above the player, in the colours of their ground.
_DRAW = """<script src="../plotly.min.js"></script>
<script type="module">
import { template } from "player/chart_theme.mjs";
for (const node of document.querySelectorAll("[data-figure]")) {
  const { data, layout } = JSON.parse(node.dataset.figure);
  const style = getComputedStyle(node);
  Plotly.newPlot(node, data, { ...layout, template: template((name) => style.getPropertyValue(name).trim()) }, { displayModeBar: false, responsive: true });
}
</script>"""


def site(languages: Sequence[str] = tuple(LANGUAGES)) -> Iterator[tuple[str, bytes]]:
    """Yield name and content of every file.

    Parameters
    ----------
    languages : sequence of str
        Codes of the languages, the one for all other readers first.
    """
    theme = (BROWSER / "chart_theme.mjs").read_text(encoding="utf-8")
    chart_theme = theme.replace('"../player/', '"player/')
    yield "player.js", player_script(chart_theme=chart_theme, **modules())
    yield "plotly.min.js", get_plotlyjs().encode()
    for language in languages:
        use_language(language)
        yield f"{language}/index.html", _index(language, languages).encode()
        for exhibit in EXHIBITS.values():
            for label in exhibit.named:
                yield f"{language}/{page_name(exhibit, label)}.html", _page(exhibit, label)
        for name, content in learn_pages():
            yield f"{language}/{name}", content
    use_language(None)
    links = " · ".join(f'<a href="{each}/index.html">{LANGUAGES[each]}</a>' for each in languages)
    names = [page_name(each, label) for each in EXHIBITS.values() for label in each.named]
    names += ["learn", *(lesson_page_name(each).removesuffix(".html") for each in lessons())]
    yield (
        "index.html",
        _ROOT.format(
            names=json.dumps(names), languages=json.dumps(list(languages)), links=links
        ).encode(),
    )


def page_name(exhibit: Exhibit, label: str = "") -> str:
    """Return the name of the page of an exhibit, or of one of its recorded variations."""
    return exhibit.recording_file(label).stem


def _page(exhibit: Exhibit, label: str) -> bytes:
    session = exhibit_session(exhibit, label)
    network = network_of(session, dark=False)
    charts = [
        *exhibit_charts(exhibit.name, network, session.focus.layer),
        *recorded_charts(session, dark=False),
    ]
    drawn = any(chart.figure for chart in charts)
    return page(
        session,
        most_frames=_FRAMES,
        script="../player.js",
        home="index.html",
        above="".join(map(_drawing, charts)) + (_DRAW if drawn else ""),
    )


def _drawing(chart: LiveChart) -> str:
    """Return a drawing or a chart of an exhibit as HTML; a script draws the charts."""
    if not chart.figure:
        return f"<section>{chart.svg}</section>"
    figure = html.escape(json.dumps(packed(chart.figure), ensure_ascii=False))
    words = html.escape(chart.sentences[0])
    return (
        f"<section><strong>{html.escape(chart.title)}</strong>"
        f'<div role="figure" aria-label="{words}" style="height: {chart.height}px" data-figure="{figure}"></div></section>'
    )


def _index(language: str, languages: Sequence[str]) -> str:
    others = [each for each in languages if each != language]
    body = _INDEX.format(
        title=html.escape(_("Recurrent Playground")),
        lead=html.escape(
            _(
                "Recurrent networks while they learn: choose one, press play, drag the training back."
            )
        ),
        learn=html.escape(_("Learn: the lecture with figures that move, and ten lessons")),
        languages=" · ".join(
            f'<a href="../{each}/index.html" lang="{each}" hreflang="{each}">{LANGUAGES[each]}</a>'
            for each in others
        ),
        cards="\n".join(map(_card, EXHIBITS.values())),
    )
    return html_document(language, _("Recurrent Playground"), _STYLE, body)


def _card(exhibit: Exhibit) -> str:
    variations = " · ".join(
        f'<a href="{page_name(exhibit, label)}.html">{html.escape(_(label))}</a>'
        for label in exhibit.shipped
    )
    return _CARD.format(
        picture=picture(exhibit.experiment.data.source),
        name=page_name(exhibit),
        title=html.escape(f"{exhibit.number} {_(exhibit.title)}"),
        question=html.escape(" ".join(map(_, exhibit.texts(exhibit.experiment)))),
        variations=f"<p>{variations}</p>" if variations else "",
    )
