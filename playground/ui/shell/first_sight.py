"""What a browser draws before the page is there: its frame and, at "/", the first exhibit.

Streamlit's page is empty until its code has loaded and the script has run once. Until then the
frame stands in for it, put into the page as it leaves the server. The style hides it as soon as the
page has what it shows. With the exhibit come Train, Step and Reset: a few lines of script,
``ui/browser/first_sight.mjs``, remember what is pressed and press it on the page's own buttons.
"""

from __future__ import annotations

import base64
from collections.abc import Callable
from functools import cache
from html import escape
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import config

from playground.figures.palette import DARK, LIGHT
from playground.gallery.exhibits import Exhibit
from playground.ui.shell import assets
from playground.wording import LANGUAGES, N_, _, language, preferred, speaking

_END = b"</body>"
_SCRIPT = assets.ROOM / "ui" / "browser" / "first_sight.mjs"
#: When the frame has done its service: at "/" once Train is there, on other pages with the bar.
#: React hides what it has drawn while it loads what stands beside it.
_OWN = '.st-key-buttons button:not([style*="display: none"] *)'
_OVER = (
    'body:not(:has(.st-key-buttons)):has([data-test-script-state="notRunning"] .st-key-topbar),'
    'body:has([role="dialog"])'
)
#: The buttons of the training as they are in a run that has ended, and what follows a press.
_BUTTONS = ((N_("Train"), N_("Starting …")), (N_("Step"), ""), (N_("Reset"), N_("One moment …")))
#: Headers by which an answer would come packed, or only as "not changed".
_PLAIN = (b"accept-encoding", b"if-none-match", b"if-modified-since", b"range")
_STYLE = """
#first-sight{{position:fixed;inset:0;z-index:9999;pointer-events:none;overflow:hidden;
 background:{page};color:{text};font:400 1rem/1.6 "Source Sans","Source Sans Pro",sans-serif}}
:is({over}) #first-sight{{display:none}}
#first-sight .side{{position:absolute;inset:0 auto 0 0;width:300px;background:{ground}}}
#first-sight .bar{{position:absolute;left:300px;right:0;height:2.75rem;padding:0 {edge};
 display:flex;gap:1.5rem;align-items:center;white-space:nowrap;border-bottom:1px solid {line}}}
#first-sight b{{font:600 1.0625rem "Source Serif",Georgia,serif}}
#first-sight .sight{{position:absolute;inset:2.75rem 0 auto 300px;padding:0.375rem {edge}}}
#first-sight .asks{{display:flex;gap:1rem;align-items:center;height:3.75rem;margin:0 0 0.375rem;
 font-size:0.875rem;line-height:1.35}}
#first-sight .asks b{{flex:none;font-size:1.125rem}}
#first-sight .strip{{display:flex;gap:1rem;height:5.75rem;padding-top:1.25rem;
 margin:0 calc(-1*{edge}) 0.375rem;padding-inline:{edge};border-bottom:1px solid {line}}}
#first-sight .strip i{{flex:1;min-width:0;background-size:100% 100%;height:3rem;margin:0.125rem 17rem 0 2.5rem}}
#first-sight button{{pointer-events:auto;height:2rem;padding:0 0.75rem;text-align:center;border:1px solid {line};
 border-radius:0.5rem;background:{page};color:inherit;font-family:inherit;font-size:0.875rem;cursor:pointer}}
#first-sight button+button{{margin-left:0.5rem}}
#first-sight .primary{{min-width:5.25rem;background:{primary};border-color:{primary};color:#FFFFFF}}
#first-sight button:disabled{{opacity:0.4;cursor:default}}
#first-sight [data-pressed]{{opacity:0.6;box-shadow:inset 0 2px 4px #0008}}
#first-sight [aria-live]{{height:1.6rem;margin:0.375rem 0}}
#first-sight .sight img{{display:block;margin-top:8.5rem;width:620px;max-width:100%}}
@media(max-width:40rem){{#first-sight .side,#first-sight .bar b{{display:none}}
 #first-sight .bar,#first-sight .sight{{left:0}}
 #first-sight .sight{{display:flex;flex-direction:column}}
 #first-sight .bar{{padding:0 2.25rem;gap:0;justify-content:space-between;font-size:0.75rem}}
 #first-sight .strip{{order:-1;height:10.375rem;padding-top:0.25rem;flex-direction:column;gap:0.5rem}}
 #first-sight .strip div{{display:flex;align-items:center}}
 #first-sight [aria-live]{{height:auto;margin:0 0.5rem;font-size:0.875rem}}
 #first-sight .strip i{{flex:none;margin:0 0.625rem 0 4.875rem}}
 #first-sight .asks{{display:block;height:auto}}
 #first-sight .asks b{{display:block}}
 #first-sight .sight img{{margin-top:2rem}}
 #first-sight button{{padding:0 0.375rem;font-size:0.75rem}}
 #first-sight .primary{{min-width:4.25rem}}}}
"""


class FirstSight:
    """Put the frame into every page.

    Parameters
    ----------
    app : ASGI application
    titles : mapping of str to str
        Titles of the pages (message ids) by their paths.
    exhibit : callable
        Returns the exhibit at "/" and, as SVG, its errors and its picture.
    """

    def __init__(
        self, app: ASGIApp, titles: dict[str, str], exhibit: Callable[[], tuple[Exhibit, str, str]]
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
            exhibit = not path and query.keys() <= {"lang"}
            over = f"body:has({_OWN if exhibit else '.st-key-topbar'}),{_OVER}"
            return (
                f'<div id="first-sight" lang="{language()}"><style>{_style(over)}</style>'
                '<div class="side"></div>'
                f'<div class="bar" aria-hidden="true"><b>{escape(_("Recurrent Playground"))}</b>'
                f"{titles}</div>{self._exhibit() if exhibit else ''}</div>"
                + (f'<script type="module" async>{script()}</script>' if exhibit else "")
            )

    def _exhibit(self) -> str:
        exhibit, errors, picture = self.exhibit()
        return (
            f'<div class="sight"><p class="asks"><b>{exhibit.number} {escape(_(exhibit.title))}</b>'
            f'<span>{escape(_(exhibit.question))}</span></p><div class="strip"><div>{_buttons()}'
            f'<p aria-live="polite"></p></div><i style="background-image:url({_address(errors)})">'
            f'</i></div><img alt="" src="{_address(picture)}"></div>'
        )


def _address(svg: str) -> str:
    return f"data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()}"


@cache
def script() -> str:
    """Return the script that comes with the exhibit; `headers` allows it by its hash."""
    return _SCRIPT.read_text(encoding="utf-8")


def _buttons() -> str:
    def button(word: str, said: str) -> str:
        kind = ' class="primary"' if word == "Train" else ""
        state = f' data-said="{escape(_(said))}"' if said else " disabled"
        return f'<button type="button"{kind}{state}>{escape(_(word))}</button>'

    return "".join(button(word, said) for word, said in _BUTTONS)


def _style(over: str) -> str:
    def colours(theme: str, colours: dict) -> dict[str, str]:
        return {
            "page": colours["page"],
            "text": colours["text"],
            "ground": colours["ground"],
            "line": f"color-mix(in srgb,{colours['text']} 16%,transparent)",
            "primary": str(config.get_option(f"theme.{theme}.primaryColor")),
        }

    dark = colours("dark", DARK)
    night = (
        f"#first-sight,#first-sight button{{background:{dark['page']};color:{dark['text']}}}"
        f"#first-sight .side{{background:{dark['ground']}}}"
        f"#first-sight :is(.bar,.strip,button){{border-color:{dark['line']}}}"
        f"#first-sight .primary{{background:{dark['primary']};border-color:{dark['primary']};"
        "color:#FFFFFF}"
    )
    day = _STYLE.format(over=over, edge="clamp(1rem,2vw,2rem)", **colours("light", LIGHT))
    return day + f"@media(prefers-color-scheme:dark){{{night}}}"
