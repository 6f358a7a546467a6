"""Where the tests open their pages, and what is noted of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from weakref import WeakKeyDictionary

if TYPE_CHECKING:
    from playwright.sync_api import (
        BrowserContext,
        ConsoleMessage,
        Page,
        Request,
        ViewportSize,
        WebError,
        WebSocket,
    )

#: The connection of each page to the server, the newest.
SOCKETS: WeakKeyDictionary[Page, WebSocket] = WeakKeyDictionary()


def attend(context: BrowserContext) -> None:
    """Keep the connection of each page that will be opened here."""

    def keep(page: Page) -> None:
        page.on("websocket", lambda socket: SOCKETS.update({page: socket}))

    context.on("page", keep)


@dataclass
class Complaints:
    """What a page should not have done, in its own words."""

    found: list[str] = field(default_factory=list)

    def listen(self, context: BrowserContext) -> None:
        """Take note of console errors, uncaught exceptions and requests that leave this machine."""
        context.on("console", self._console)
        context.on("weberror", self._uncaught)
        context.on("request", self._leaves)

    def look_at(self, context: BrowserContext) -> None:
        """Take note of the exceptions shown on the pages."""
        for page in context.pages:
            self.found += [
                f"on the page: {shown.inner_text().splitlines()[0]}"
                for shown in page.get_by_test_id("stException").all()
            ]

    def ignore(self, context: BrowserContext) -> None:
        """Listen no longer."""
        context.remove_listener("console", self._console)
        context.remove_listener("weberror", self._uncaught)
        context.remove_listener("request", self._leaves)

    def _uncaught(self, error: WebError) -> None:
        self.found.append(f"uncaught: {error.error}")

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.found.append(f"console: {message.text} ({message.location.get('url', '')})")

    def _leaves(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in ("http", "https", "ws", "wss") and parts.hostname != "127.0.0.1":
            self.found.append(f"asks another machine: {request.url}")


@dataclass
class Window:
    """The tab in which most tests open their page: what one of them has made the browser fetch and
    compile serves the next. Loading a page in a new context takes three times as long.

    Parameters
    ----------
    tab : Page
        The tab; between tests it is at an address of the server that is no page.
    size : ViewportSize
        Its width and height, in pixels.
    """

    tab: Page
    size: ViewportSize

    def forget(self) -> None:
        """Leave the page, and with it all it has stored; bring size, colours and pointer back."""
        for other in self.tab.context.pages:
            if other is not self.tab:
                other.close()
        self.tab.goto("/_stcore/health")
        self.tab.evaluate("() => { localStorage.clear(); sessionStorage.clear(); }")
        self.tab.context.clear_cookies()
        self.tab.set_viewport_size(self.size)
        self.tab.emulate_media(color_scheme="light", reduced_motion="reduce")
        self.tab.mouse.move(0, 0)
