"""The player with a recording as one HTML file that works from disk, without a server.

A page opened from disk cannot import modules from other files. The file therefore contains every
module of the player as a ``data:`` address under the name ``player/….mjs`` in an import map, and
the modules import each other by these names.
"""

from __future__ import annotations

import base64
import gzip
import html
import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from playground.wording import _

ASSETS = Path(__file__).parents[1] / "player" / "assets"
#: Style sheets of the player in the order in which `style.mjs` loads them.
SHEETS = ("tracks.css", "controls.css", "cell.css", "cell_diagram.css")
_IMPORT = re.compile(r'(from |import )"\./([a-z_]{1,60}\.mjs)"')
#: The beginning of an import whose name is known only when the page runs.
_LATER, _LATER_HERE = "import(`./", "import(`player/"

_PAGE = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
:root {{
  color-scheme: light dark;
  --st-text-color: #23262B; --st-background-color: #FCFBF8; --st-primary-color: #3B4252;
  --st-font: "Source Sans", "Segoe UI", system-ui, sans-serif; --st-base-font-size: 16px;
  --st-base-radius: 0.375rem; --st-button-radius: 0.375rem;
}}
@media (prefers-color-scheme: dark) {{
  :root {{ --st-text-color: #E7E4DD; --st-background-color: #15171C; --st-primary-color: #687286; }}
}}
body {{ margin: 0 auto; max-width: 90rem; padding: 1rem clamp(0.75rem, 3vw, 2.5rem) 3rem;
  font: 1rem/1.5 var(--st-font); color: var(--st-text-color); background: var(--st-background-color);
  font-size-adjust: 0.486; /* the value of Source Sans: a wider fallback font would not fit beside the tracks */ }}
h1 {{ font: 600 1.375rem/1.3 "Source Serif", Georgia, serif; margin: 0.5rem 0; }}
p {{ margin: 0.25rem 0 1rem; }}
footer {{ margin-top: 2rem; font-size: 0.875rem; }}
pre {{ white-space: pre-wrap; overflow-wrap: anywhere; }}
.above {{ color-scheme: light; --st-text-color: #23262B; --st-background-color: #FCFBF8;
  color: #23262B; background: #FCFBF8; border-radius: 0.375rem; overflow-x: auto; padding: 0.25rem 0.5rem;
  display: grid; grid-template-columns: repeat(auto-fit, minmax(min(24rem, 100%), 1fr)); }}
nav a {{ color: inherit; }}
.embedded :is(nav, h1, .about, footer) {{ display: none; }}
.embedded body {{ padding-block: 0.5rem; }}
</style>
{modules}
<script>
if (new URLSearchParams(location.search).has("embed")) document.documentElement.classList.add("embedded");
</script>
</head>
<body>
{home}
<main>
<h1>{title}</h1>
<p class="about">{question}</p>
{above}
<div id="player"></div>
</main>
<footer><details><summary>{about}</summary><pre>{description}</pre></details></footer>
<script type="application/octet-stream" id="live">{live}</script>
<script type="application/octet-stream" id="film">{film}</script>
<script type="application/octet-stream" id="terms">{terms}</script>
<script type="module">
import {{ takeGlossary, watch }} from "player/term_marks.mjs";
import {{ Player }} from "player/tracks.mjs";

async function bytes(id) {{
  const packed = Uint8Array.from(atob(document.getElementById(id).textContent), (c) => c.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}}

const host = document.getElementById("player");
const player = new Player();
player.settle(host.attachShadow({{ mode: "open" }}));
const [live, film, terms] = await Promise.all([bytes("live"), bytes("film"), bytes("terms")]);
takeGlossary(JSON.parse(new TextDecoder().decode(terms)));
watch(document.body);
player.show(live, () => {{}}); // nothing listens: the what-if needs the program
player.rewind.film.feed(film);
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => player.show(live, () => {{}}));
</script>
</body>
</html>
"""


def player_page(
    live: bytes,
    film: Iterable[bytes],
    *,
    terms: Mapping[str, Any],
    title: str,
    question: str,
    about: str,
    description: str,
    language: str,
    script: str | None = None,
    home: str | None = None,
    above: str = "",
) -> bytes:
    """Return the page, UTF-8.

    Parameters
    ----------
    live : bytes
        The latest step, from `playground.player.payload.pack`, with nothing that can be edited.
    film : iterable of bytes
        The recorded steps, from `playground.player.film.pack_frame`.
    terms : mapping
        The glossary, from `playground.glossary.marking.marking`.
    title, question : str
        Texts above the player.
    about, description : str
        Title of the footer, and the experiment as JSON, which it contains.
    language : str
        Code of the language of the texts.
    script : str or None
        Where `player_script` lies, relative to the page; None puts the player into the page.
    home : str or None
        Where the pages of the same kind are listed, relative to the page; None for a single page.
    above : str
        HTML above the player.
    """
    imports = json.dumps({"imports": modules()}).replace("</", "<\\/")
    return _PAGE.format(
        language=html.escape(language),
        title=html.escape(title),
        question=html.escape(question),
        about=html.escape(about),
        description=html.escape(description),
        modules=f'<script type="importmap">{imports}</script>'
        if script is None
        else f'<script src="{html.escape(script)}"></script>',
        home=""
        if home is None
        else f'<nav><a href="{html.escape(home)}">{html.escape(_("Recurrent Playground"))}</a></nav>',
        above=f'<div class="above">{above}</div>' if above else "",
        live=_packed(live),
        film=_packed(b"".join(film)),
        terms=_packed(json.dumps(terms, ensure_ascii=False).encode()),
    ).encode()


def player_script(**more: str) -> bytes:
    """Return a script that makes the player known to the pages that contain it.

    A page opened from disk may load no module from a file, but an ordinary script.

    Parameters
    ----------
    **more : str
        Further modules by name, which import each other as ``player/….mjs``.
    """
    own = {f"player/{name}.mjs": _address(text) for name, text in more.items()}
    text = json.dumps(json.dumps({"imports": {**modules(), **own}}))
    return f"""const map = document.createElement("script");
map.type = "importmap";
map.textContent = {text};
document.currentScript.after(map);
""".encode()


def modules() -> dict[str, str]:
    """Return every module of the player by its name in the import map, as a ``data:`` address."""
    texts = {path.name: path.read_text(encoding="utf-8") for path in sorted(ASSETS.glob("*.mjs"))}
    styles = "\n".join((ASSETS / name).read_text(encoding="utf-8") for name in SHEETS)
    terms = (ASSETS / "terms.css").read_text(encoding="utf-8")
    texts["style.mjs"] = (
        f"export const css = {json.dumps(styles)};\nexport const terms = {json.dumps(terms)};\n"
    )
    return {
        f"player/{name}": _address(_IMPORT.sub(r'\1"player/\2"', text).replace(_LATER, _LATER_HERE))
        for name, text in texts.items()
    }


def _address(text: str) -> str:
    return "data:text/javascript;base64," + base64.b64encode(text.encode()).decode()


def _packed(data: bytes) -> str:
    return base64.b64encode(gzip.compress(data, 9, mtime=0)).decode()
