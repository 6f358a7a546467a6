"""What a browser draws before the page is there: its frame and, at "/", the first exhibit.

Streamlit's page is empty until its code has loaded and the script has run once. Until then the
frame stands in for it, put into the page as it leaves the server, and no code is needed to take it
away: the style hides it as soon as the page's own bar exists.
"""

from __future__ import annotations

import base64
from collections.abc import Callable
from html import escape
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from playground.figures.palette import DARK, LIGHT
from playground.gallery.exhibits import Exhibit
from playground.ui.shell import assets
from playground.wording import LANGUAGES, _, preferred, speaking

_END = b"</body>"
#: Headers by which an answer would come packed, or only as "not changed".
_PLAIN = (b"accept-encoding", b"if-none-match", b"if-modified-since", b"range")
_STYLE = """
#first-sight{{position:fixed;inset:0;z-index:9999;pointer-events:none;overflow:hidden;
 background:{page};color:{text};font:400 0.9375rem/1.5 "Source Sans","Source Sans Pro",sans-serif}}
body:has(.st-key-topbar) #first-sight{{display:none}}
#first-sight .side{{position:absolute;inset:0 auto 0 0;width:300px;background:{ground}}}
#first-sight .bar{{position:absolute;left:300px;right:0;height:2.75rem;padding:0 1.625rem;
 display:flex;gap:1.5rem;align-items:center;white-space:nowrap;border-bottom:1px solid {line}}}
#first-sight b{{font:600 1.0625rem "Source Serif",Georgia,serif}}
#first-sight .sight{{position:absolute;left:300px;top:2.75rem;padding:1.25rem 1.625rem}}
#first-sight p{{margin:0 0 1rem;max-width:45rem}}
#first-sight img{{display:block;width:620px;max-width:100%}}
@media(max-width:40rem){{#first-sight .side,#first-sight .bar b{{display:none}}
 #first-sight .bar,#first-sight .sight{{left:0}}}}
"""


class FirstSight:
    """Put the frame into every page.

    Parameters
    ----------
    app : ASGI application
    titles : mapping of str to str
        Titles of the pages (message ids) by their paths.
    exhibit : callable
        Returns the exhibit at "/" and its picture as SVG.
    """

    def __init__(
        self, app: ASGIApp, titles: dict[str, str], exhibit: Callable[[], tuple[Exhibit, str]]
    ) -> None:
        self.app, self.titles, self.exhibit = app, titles, exhibit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on, and pages with their frame."""
        page = scope["type"] == "http" and scope["method"] == "GET"
        path = scope["path"].removeprefix(assets.base()).strip("/") if page else ""
        if not page or path not in self.titles:
            await self.app(scope, receive, send)
            return
        plain = [(name, value) for name, value in scope["headers"] if name not in _PLAIN]
        start: Message = {}
        body = bytearray()

        async def collect(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start":
                start = message
                return
            body.extend(message.get("body", b""))
            if message.get("more_body"):
                return
            whole = bytes(body)
            if _END in whole:
                frame = self._frame(path, scope).encode()
                whole = whole.replace(_END, frame + _END, 1)
                headers = MutableHeaders(raw=start["headers"])
                headers["content-length"] = str(len(whole))
                del headers["etag"]
            await send(start)
            await send({"type": "http.response.body", "body": whole})

        await self.app({**scope, "headers": plain}, receive, collect)

    def _frame(self, path: str, scope: Scope) -> str:
        """Return the frame in the reader's language; with the exhibit if that is what will come."""
        query = parse_qs(scope["query_string"].decode("latin-1")[:4000])
        asked = query.get("lang", [""])[-1]
        accepted = Headers(scope=scope).get("accept-language", "")
        with speaking(asked if asked in LANGUAGES else preferred(accepted)):
            titles = "".join(f"<span>{escape(_(title))}</span>" for title in self.titles.values())
            sight = "" if path or not query.keys() <= {"lang"} else self._exhibit()
            return (
                f'<div id="first-sight" aria-hidden="true"><style>{_style()}</style>'
                f'<div class="side"></div>'
                f'<div class="bar"><b>{escape(_("Recurrent Playground"))}</b>{titles}</div>{sight}</div>'
            )

    def _exhibit(self) -> str:
        exhibit, svg = self.exhibit()
        packed = base64.b64encode(svg.encode()).decode()
        return (
            f'<div class="sight"><p><b>{exhibit.number} {escape(_(exhibit.title))}</b></p>'
            f"<p>{escape(_(exhibit.question))}</p>"
            f'<img alt="" src="data:image/svg+xml;base64,{packed}"></div>'
        )


def _style() -> str:
    def colours(colours: dict) -> dict[str, str]:
        return {
            "page": colours["page"],
            "text": colours["text"],
            "ground": colours["ground"],
            "line": f"color-mix(in srgb,{colours['text']} 16%,transparent)",
        }

    dark = colours(DARK)
    night = (
        f"#first-sight{{background:{dark['page']};color:{dark['text']}}}"
        f"#first-sight .side{{background:{dark['ground']}}}"
        f"#first-sight .bar{{border-color:{dark['line']}}}"
    )
    return _STYLE.format(**colours(LIGHT)) + f"@media(prefers-color-scheme:dark){{{night}}}"
