"""The live feed of a page: what changes while something trains, at an address of its own.

A part of a page that shows something in training is drawn once, when the training begins. From then
on the browser asks this address for the next message, one request at a time, and lays it over what
was drawn; no code of the page runs for it. A message can also say that the part is out of date,
which is when the state changed: the page is then drawn anew.

The address is one nobody can guess; what it leads to lives as long as the visitor's session holds
it.
"""

from __future__ import annotations

import asyncio
import json
import secrets
import struct
import time
from collections.abc import Hashable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Protocol
from weakref import WeakValueDictionary

import streamlit as st
from starlette.datastructures import QueryParams
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from playground.execution.changes import Watcher
from playground.execution.metrics import PICTURES
from playground.ui.shell import assets
from playground.ui.shell.component import stamped, stub
from playground.visitor import acting_for, current
from playground.wording import language, use_language

#: Seconds a request waits for news before it is answered with none, and between two looks at what
#: changes by the clock alone.
_WAIT, _LOOK = 10.0, 1.0
_open: WeakValueDictionary[str, Feed] = WeakValueDictionary()


@dataclass(frozen=True)
class Message:
    """What the browser lays over the page.

    Parameters
    ----------
    cursor : str
        What the browser has with it; it comes back with the next request.
    parts : mapping of str to Any
        Values for JSON by the key of the element that they are for.
    packed : mapping of str to bytes
        Bytes by the key of the element, beside its values.
    stale : bool
        Whether the part of the page is to be drawn anew instead.
    """

    cursor: str = ""
    parts: Mapping[str, Any] = field(default_factory=dict)
    packed: Mapping[str, bytes] = field(default_factory=dict)
    stale: bool = False

    def to_bytes(self) -> bytes:
        """Pack: length of the header (4 bytes), the header (JSON), then the bytes in its order."""
        header = {
            "cursor": self.cursor,
            "parts": dict(self.parts),
            "packed": {key: len(data) for key, data in self.packed.items()},
            "stale": self.stale,
        }
        text = json.dumps(header, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
        encoded = text.encode()
        return b"".join([struct.pack("<I", len(encoded)), encoded, *self.packed.values()])


class Source(Protocol):
    """What a feed tells of; its calls are short, since the server's event loop makes them."""

    def watched_by(self, watcher: Watcher) -> None:
        """Wake a watcher, in any thread, whenever there may be something new."""

    def touch(self) -> None:
        """Keep what is looked at going."""

    def message(self, cursor: str, seen: frozenset[str]) -> Message | None:
        """Return what is new since a cursor for the elements in sight, or None if nothing is."""


@dataclass(eq=False)
class Feed:
    """The feed of one part of a visitor's page."""

    source: Source | None = None
    language: str = "en"
    visitor: Hashable | None = None
    token: str = field(default_factory=lambda: secrets.token_urlsafe(18))
    _news: asyncio.Event | None = None
    _loop: asyncio.AbstractEventLoop | None = None

    def __post_init__(self) -> None:
        _open[self.token] = self

    @property
    def address(self) -> str:
        """Where the browser asks."""
        return f"{assets.base()}/feed/{self.token}"

    def tell(self, source: Source) -> None:
        """Tell of this from now on, in the language in use."""
        self.source, self.language, self.visitor = source, language(), current()
        source.watched_by(self)
        self.wake()

    def close(self) -> None:
        """End the address: the visitor has left."""
        _open.pop(self.token, None)
        self.source = None
        self.wake()

    def wake(self) -> None:
        """Let a waiting request look again; called in any thread."""
        loop, news = self._loop, self._news
        if loop is not None and news is not None and not loop.is_closed():
            loop.call_soon_threadsafe(news.set)

    async def next(self, cursor: str, seen: frozenset[str]) -> Message | None:
        """Return the next message as soon as there is one; None after a while without."""
        self.wake()  # a request before this one was given up
        self._loop, self._news = asyncio.get_running_loop(), (mine := asyncio.Event())
        until = time.monotonic() + _WAIT
        while self.source is not None and self._news is mine and time.monotonic() < until:
            mine.clear()
            with acting_for(self.visitor):
                self.source.touch()
                message = self.source.message(cursor, seen)
            if message is not None:
                return message
            with suppress(TimeoutError):
                async with asyncio.timeout(_LOOK):
                    await mine.wait()
        return None


def follow(source: Source | None, key: str) -> None:
    """Place the element of the page that asks a feed; without a source it rests."""
    feed = st.session_state.setdefault(key + ".told", Feed())
    if source is not None:
        feed.tell(source)
    about = {"address": None if source is None else feed.address}
    _mount(key=key, data=stamped(json.dumps(about).encode(), key), on_stale_change=_redraw)


_mount = st.components.v2.component("playground_feed", js=stub("ui/feed.mjs"))


def _redraw() -> None:
    """Do nothing more: the part is drawn anew because of the event."""


class Feeds:
    """Answer the requests of all feeds before Streamlit's sessions, compression and routes.

    A feed needs none of them, and they take a tenth of the time of an answer.

    Parameters
    ----------
    app : ASGI application
        What answers all other requests.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app, self._prefix = app, f"{assets.base()}/feed/"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request for a feed, and hand on any other."""
        if scope["type"] != "http" or not scope["path"].startswith(self._prefix):
            await self.app(scope, receive, send)
        elif scope["method"] != "GET":
            await Response(status_code=405, headers={"Allow": "GET"})(scope, receive, send)
        else:
            token = scope["path"].removeprefix(self._prefix)
            response = await _answer(token, QueryParams(scope["query_string"]))
            await response(scope, receive, send)


async def _answer(token: str, query: QueryParams) -> Response:
    """Answer with the next message; with an empty body to keep things going unseen."""
    feed = _open.get(token)
    if feed is None or feed.source is None:
        return Response(status_code=204)  # the page was closed; a browser calls a 404 an error
    use_language(feed.language)
    headers = {"Cache-Control": "private, no-store"}
    if "rest" in query:
        with acting_for(feed.visitor):
            feed.source.touch()
        return Response(b"", headers=headers)
    seen = frozenset(query.get("seen", "").split(",", 32))
    message = await feed.next(query.get("cursor", "")[:200], seen)
    if message is None:
        return Response(b"", headers=headers)
    PICTURES.inc(len(message.packed))
    body = message.to_bytes()
    return Response(body, media_type="application/octet-stream", headers=headers)
