"""Uploads through the address: a session's bytes are counted, kept ones and those on their way, and
given back.
"""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from playground.ui.shell.upload_limit import MOST_BYTES, UploadLimit
from tests.asynchronous import finish

MB = 1_000_000


class Server:
    """Keeps what is sent, once the test lets it."""

    def __init__(self) -> None:
        self.kept: dict[str, int] = {}
        self.limit = UploadLimit(self, lambda session: self.kept.get(session, 0))
        self.gate: asyncio.Event | None = None

    async def __call__(self, scope: Any, _receive: Any, send: Any) -> None:
        if self.gate is not None:
            await self.gate.wait()
        session = scope["path"].split("/")[-2]
        if scope["method"] == "PUT":
            self.kept[session] = self.kept.get(session, 0) + int(
                dict(scope["headers"])[b"content-length"]
            )
        await send({"type": "http.response.start", "status": 204, "headers": []})

    async def ask(
        self,
        size: int | None,
        session: str = "a",
        method: str = "PUT",
        path: str = "/_stcore/upload_file/{}/f",
    ) -> int:
        """Send so many bytes; return the answer's status."""
        told: list[Any] = []
        headers = [] if size is None else [(b"content-length", str(size).encode())]
        scope = {"type": "http", "method": method, "path": path.format(session), "headers": headers}

        async def send(message: Any) -> None:
            told.append(message)

        await self.limit(scope, None, send)  # type: ignore[arg-type]
        self.body = b"".join(m.get("body", b"") for m in told).decode()
        return int(told[0]["status"])


def test_a_session_may_keep_so_many_bytes_and_is_told_when_it_is_more() -> None:
    """Sixty files of 5 MB, as a script would send them; another session's count for themselves."""

    async def attack() -> None:
        server = Server()
        answers = [await server.ask(5 * MB) for _n in range(60)]
        assert answers == [204] * 15 + [413] * 45
        assert server.kept == {"a": MOST_BYTES}
        assert "75 MB" in server.body
        assert await server.ask(5 * MB, "b") == 204
        server.kept["a"] = 0  # removed, or gone with the session
        assert await server.ask(60 * MB) == 204

    finish(attack())


def test_uploads_at_the_same_time_are_counted_before_any_has_arrived() -> None:
    """And a request that ends gives back what it had announced."""

    async def attack() -> None:
        server = Server()
        server.gate = asyncio.Event()
        asked = [asyncio.create_task(server.ask(5 * MB)) for _n in range(60)]
        await asyncio.sleep(0)
        server.gate.set()
        assert sorted(await asyncio.gather(*asked)) == [204] * 15 + [413] * 45
        assert not server.limit._coming

    finish(attack())


@pytest.mark.parametrize("size", [None])
def test_an_upload_of_unknown_length_is_refused(size: int | None) -> None:
    """It could go on for ever."""
    server = Server()
    assert finish(server.ask(size)) == 411


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("DELETE", "/_stcore/upload_file/{}/f"),
        ("GET", "/_stcore/health/{}/f"),
        ("PUT", "/elsewhere/{}/f"),
    ],
)
def test_everything_else_passes(method: str, path: str) -> None:
    """Only what fills memory is looked at."""
    server = Server()
    assert finish(server.ask(500 * MB, method=method, path=path)) == 204


def test_the_servers_address_may_stand_below_a_path_of_its_own() -> None:
    """With a base path the limit holds as well."""
    server = Server()
    assert finish(server.ask(80 * MB, path="/class/_stcore/upload_file/{}/f")) == 413
