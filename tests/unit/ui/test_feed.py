"""The live feed: what it sends, when it answers, and when it has the page drawn anew."""

from __future__ import annotations

import asyncio
import json
import struct
import threading
from dataclasses import dataclass, field
from typing import Any

import pytest
from starlette.responses import PlainTextResponse

from playground.execution.changes import Changes, Watcher
from playground.ui.shell import feed as feed_module
from playground.ui.shell.feed import Feed, Feeds, Message
from tests.asynchronous import finish


@dataclass
class Counted:
    """A source whose messages are put in by hand."""

    news: list[Message] = field(default_factory=list)
    touched: int = 0
    watched: Changes = field(default_factory=Changes)

    def watched_by(self, watcher: Watcher) -> None:
        self.watched.watch(watcher)

    def touch(self) -> None:
        self.touched += 1

    def message(self, _cursor: str, _seen: frozenset[str]) -> Message | None:
        return self.news.pop(0) if self.news else None


def test_a_message_is_a_header_and_the_bytes_in_its_order() -> None:
    """As ``ui/browser/feed.mjs`` reads it."""
    message = Message("7", {"inside": {"step": 7}}, {"inside": b"abc", "other": b"de"})
    packed = message.to_bytes()
    (length,) = struct.unpack_from("<I", packed)
    header = json.loads(packed[4 : 4 + length])
    assert header == {
        "cursor": "7",
        "parts": {"inside": {"step": 7}},
        "packed": {"inside": 3, "other": 2},
        "stale": False,
    }
    assert packed[4 + length :] == b"abcde"


def test_a_waiting_request_is_answered_by_the_next_change_in_another_thread() -> None:
    """Not after the next look at the clock."""
    source, told = Counted(), Feed()
    told.tell(source)

    async def ask() -> Message | None:
        asked = asyncio.create_task(told.next("", frozenset()))
        while not source.touched:
            await asyncio.sleep(0)
        source.news.append(Message("1"))
        threading.Thread(target=source.watched.changed).start()
        return await asked

    message = finish(asyncio.wait_for(ask(), 60))
    assert message == Message("1")


def test_a_request_without_news_is_answered_with_none(monkeypatch: pytest.MonkeyPatch) -> None:
    """The browser then asks again."""
    monkeypatch.setattr(feed_module, "_WAIT", 0.05)
    monkeypatch.setattr(feed_module, "_LOOK", 0.01)
    source, told = Counted(), Feed()
    told.tell(source)
    assert finish(told.next("", frozenset())) is None
    assert source.touched >= 1


def test_a_newer_request_ends_the_one_before() -> None:
    """One request of a page is under way at most, also when the browser gave one up."""
    source, told = Counted(), Feed()
    told.tell(source)

    async def ask() -> tuple[Message | None, Message | None]:
        first = asyncio.create_task(told.next("", frozenset()))
        await asyncio.sleep(0)
        second = asyncio.create_task(told.next("", frozenset()))
        given_up = await first
        source.news.append(Message("1"))
        told.wake()
        return given_up, await second

    assert finish(asyncio.wait_for(ask(), 60)) == (None, Message("1"))


def test_a_closed_feed_answers_at_once() -> None:
    """The visitor has left."""
    told = Feed()
    told.tell(Counted())
    told.close()
    assert finish(told.next("", frozenset())) is None
    assert told.token not in feed_module._open


def test_feeds_are_answered_before_the_rest_of_the_server() -> None:
    """All other requests go on to it; a feed is only ever read."""
    source, told = Counted([Message("1", {"inside": {"step": 1}})]), Feed()
    told.tell(source)
    status, body = answered("GET", told.address)
    assert (status, body[4:16]) == (200, b'{"cursor":"1')
    assert answered("GET", told.address, b"rest") == (200, b"")
    assert answered("GET", "/feed/nobody") == (204, b"")
    assert answered("POST", told.address)[0] == 405
    assert answered("GET", "/gradients") == answered("GET", "/feed") == (200, b"the rest")


def answered(method: str, path: str, query: bytes = b"") -> tuple[int, bytes]:
    """Return status and body of the answer to a request."""
    scope = {"type": "http", "method": method, "path": path, "query_string": query, "headers": []}
    sent: list[Any] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request"}

    async def send(message: Any) -> None:
        sent.append(message)

    finish(Feeds(PlainTextResponse("the rest"))(scope, receive, send))
    return sent[0]["status"], b"".join(message.get("body", b"") for message in sent[1:])
