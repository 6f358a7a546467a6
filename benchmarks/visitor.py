"""Visitors who speak to a server as browsers do: Streamlit's messages over a websocket.

The benchmarks of many visitors share them. Needs the package websockets.
"""

from __future__ import annotations

import asyncio
import json
import re
import struct
import time
from contextlib import suppress
from typing import Any

import psutil
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.web.server.starlette.starlette_app_utils import generate_xsrf_token_string

#: What a screen of the Train page shows while it trains, as the browser tells the feed.
_SEEN = "inside,errors,series"
_FEED = re.compile(rb'"address": "(/[\w/.-]*?feed/[\w-]+)"')
_STEP = re.compile(r"^\W*step\s+(\d[\d,]*)")


class Tab:
    """One page, spoken to as a browser does.

    Parameters
    ----------
    port : int
    cookie : str
        What tells this browser from others.
    query, page, section : str
        Link, page, and the part of the page to choose.
    """

    def __init__(
        self, port: int, cookie: str, query: str, page: str = "", section: str = ""
    ) -> None:
        self.choice, self.section = "", section
        self.port, self.cookie, self.query, self.page = port, cookie, query, page
        self.buttons: dict[str, str] = {}
        self.step, self.hash = 0, ""
        self.ready = asyncio.Event()
        self.asking: asyncio.Task[None] | None = None
        self.pictures: list[tuple[float, int]] = []  # when each came, and its training step
        self.feed_bytes = 0

    async def open(self) -> Tab:
        """Connect, and wait for the page."""
        import websockets

        address = f"ws://127.0.0.1:{self.port}/_stcore/stream"
        headers = {"Cookie": f"_streamlit_xsrf={self.cookie}"}
        self.socket = await websockets.connect(
            address,
            subprotocols=["streamlit"],
            additional_headers=headers,
            max_size=None,
            ping_interval=None,
            open_timeout=60,
        )
        self.listener = asyncio.create_task(self.listen())
        await self.ask(named=True)
        with suppress(TimeoutError):
            await asyncio.wait_for(self.ready.wait(), 60)
        return self

    async def close(self) -> None:
        """Disconnect without notice."""
        for task in (self.asking, self.listener):
            if task is not None:
                task.cancel()
        await self.socket.close()

    async def ask(self, button: str = "", fragment: str = "", named: bool = False) -> None:
        """Run the page, or a fragment of it."""
        message = BackMsg()
        run = message.rerun_script
        run.query_string, run.page_script_hash, run.is_auto_rerun = (
            self.query,
            self.hash,
            bool(fragment),
        )
        if named:
            run.page_name = self.page
        if fragment:
            run.fragment_id = fragment
        if self.choice and self.section and not fragment:
            chosen = run.widget_states.widgets.add()
            chosen.id = self.choice
            chosen.string_array_value.data.append(self.section)
        if button:
            state = run.widget_states.widgets.add()
            state.id, state.trigger_value = button, True
        await self.socket.send(message.SerializeToString())

    async def click(self, label: str) -> bool:
        """Press a button, if it exists, and wait until the page has answered."""
        found = next((name for name in self.buttons if name.startswith(label)), None)
        if found is None:
            return False
        self.ready.clear()
        await self.ask(button=self.buttons[found])
        with suppress(TimeoutError):
            await asyncio.wait_for(self.ready.wait(), 30)
        return True

    async def listen(self) -> None:
        """Read messages: the page's step, its buttons, and the fragments that renew themselves."""
        with suppress(Exception):
            async for raw in self.socket:
                message = ForwardMsg()
                message.ParseFromString(raw)
                self.hear(message)

    def hear(self, message: Any) -> None:
        """Handle one message."""
        kind = message.WhichOneof("type")
        if kind == "navigation":
            self.hash = message.navigation.page_script_hash
        elif kind == "script_finished" and message.script_finished in (0, 1):
            self.ready.set()
        elif kind == "page_info_changed":
            self.query = message.page_info_changed.query_string
        elif kind == "delta" and message.delta.WhichOneof("type") == "new_element":
            element = message.delta.new_element
            sort = element.WhichOneof("type")
            if sort == "button_group" and element.button_group.label == "Part of the page":
                self.choice = element.button_group.id
            elif sort == "button":
                self.buttons[element.button.label] = element.button.id
            elif sort == "bidi_component" and (
                element.bidi_component.component_name.endswith("_feed")
            ):
                found = _FEED.search(element.bidi_component.SerializeToString())
                self.follow(found[1].decode() if found else None, message.delta.fragment_id)
            elif sort in ("markdown", "text", "html") and (
                found := _STEP.match(getattr(element, sort).body)
            ):
                self.step = int(found[1].replace(",", ""))

    def follow(self, address: str | None, fragment: str) -> None:
        """Ask a feed from now on, as the page's own element does; None for no feed."""
        if self.asking is not None:
            self.asking.cancel()
        self.asking = None
        if address is not None:
            self.asking = asyncio.create_task(self.ask_feed(address, fragment))

    async def ask_feed(self, address: str, fragment: str) -> None:
        """Ask a feed, one request at a time, until the page is out of date or gone."""
        cursor = ""
        while True:
            body = await get(self.port, f"{address}?cursor={cursor}&seen={_SEEN}")
            if body is None:
                return
            self.feed_bytes += len(body)
            if not body:
                continue
            (length,) = struct.unpack_from("<I", body)
            header = json.loads(body[4 : 4 + length])
            if header["stale"]:
                await self.ask(fragment=fragment)
                return
            cursor = header["cursor"]
            if (inside := header["parts"].get("inside")) is not None:
                self.step = inside["training"]["step"]
            if header["packed"]:
                self.pictures.append((time.monotonic(), self.step))


_idle: dict[int, list[tuple[asyncio.StreamReader, asyncio.StreamWriter]]] = {}


async def get(port: int, target: str) -> bytes | None:
    """Return the body of an answer over a connection that is kept; None where there is none. The
    server may have closed a kept one meanwhile, which is found out by its use.
    """
    connections = _idle.setdefault(port, [])
    kept = bool(connections)
    if kept:
        reader, writer = connections.pop()
    else:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(f"GET {target} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode())
    try:
        head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
        found = re.search(r"content-length: (\d+)", head)
        body = await reader.readexactly(int(found[1])) if found else b""
    except (asyncio.IncompleteReadError, ConnectionError):
        writer.close()
        return await get(port, target) if kept else None
    except asyncio.CancelledError:
        writer.close()
        raise
    connections.append((reader, writer))
    return body if head.split(" ", 2)[1] == "200" else None


def new_cookie() -> str:
    """Return what distinguishes a browser from others."""
    return generate_xsrf_token_string()


def held(server: int) -> dict[str, float]:
    """Return what a server and its workers hold: memory in MB, threads, processes, descriptors."""
    process = psutil.Process(server)
    workers = process.children(recursive=True)
    return {
        "server_mb": round(process.memory_info().rss / 1e6, 1),
        "workers_mb": round(sum(worker.memory_info().rss for worker in workers) / 1e6, 1),
        "threads": process.num_threads(),
        "processes": 1 + len(workers),
        "descriptors": process.num_fds() if hasattr(process, "num_fds") else 0,
    }
