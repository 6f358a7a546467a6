"""Visitors at the protocol's level: hundreds of them in one process, each with a page and its feed.

They speak Streamlit's own protocol (protobuf over a websocket) and ask the live feed as
``ui/browser/feed.mjs`` does. Nothing is drawn.
"""

from __future__ import annotations

import asyncio
import json
import re
import struct
import time
from dataclasses import dataclass, field
from typing import Any

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

_FEED = re.compile(rb'"address": ?"(/[\w/.-]*?feed/[\w-]+)"')
_SEEN = "inside,errors,series"  # what a screen of the Train page shows while it trains
_PATIENCE = 30.0  # seconds for one answer


@dataclass
class Visitor:
    """One browser window without a screen.

    Parameters
    ----------
    port : int
        Of a server on this machine.
    query : str
        The link's query.
    page : str
        The page's path.
    """

    port: int
    query: str = ""
    page: str = ""
    opened: float | None = None
    pictures: list[tuple[float, int]] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)
    feed_bytes: int = 0
    page_bytes: int = 0
    errors: int = 0

    def __post_init__(self) -> None:
        self._buttons: dict[str, str] = {}
        self._hash, self._cursor, self._address = "", "", None
        self._finished = asyncio.Event()
        self._stale: tuple[str, str] | None = None  # element and fragment of the feed's event
        self._asking: asyncio.Task | None = None
        self._listening: asyncio.Task | None = None

    async def open(self) -> None:
        """Open the page and wait until it is drawn."""
        address = f"ws://127.0.0.1:{self.port}/_stcore/stream"
        self._socket = await websockets.connect(
            address, subprotocols=["streamlit"], max_size=None, ping_interval=None
        )
        started = time.monotonic()
        self._listening = asyncio.create_task(self._listen())
        await self._rerun()
        await self._drawn()
        if self._finished.is_set():
            self.opened = time.monotonic() - started

    async def click(self, label: str) -> bool:
        """Press a button, wait until the page is drawn, and return whether there is such a one."""
        if label not in self._buttons:
            return False
        self._finished.clear()
        started = time.monotonic()
        await self._rerun(trigger=self._buttons[label])
        await self._drawn()
        self.waits.append(time.monotonic() - started)
        return True

    async def close(self) -> None:
        """Leave the page."""
        for task in (self._asking, self._listening):
            if task is not None:
                task.cancel()
        await self._socket.close()

    async def _drawn(self) -> None:
        try:
            await asyncio.wait_for(self._finished.wait(), _PATIENCE)
        except TimeoutError:
            self.errors += 1

    async def _rerun(self, trigger: str = "", fragment: str = "") -> None:
        message = BackMsg()
        rerun = message.rerun_script
        rerun.query_string, rerun.page_script_hash = self.query, self._hash
        if self.page and not self._hash:
            rerun.page_name = self.page
        if fragment:
            rerun.fragment_id = fragment
        if trigger:
            state = rerun.widget_states.widgets.add()
            state.id, state.trigger_value = trigger, True
        await self._socket.send(message.SerializeToString())

    async def _listen(self) -> None:
        async for raw in self._socket:
            self.page_bytes += len(raw)
            message = ForwardMsg()
            message.ParseFromString(raw)
            kind = message.WhichOneof("type")
            if kind == "new_session":
                self._hash = message.new_session.page_script_hash or self._hash
            elif kind == "script_finished" and message.script_finished in (0, 1, 2):
                self._finished.set()
            elif kind == "page_info_changed":
                self.query = message.page_info_changed.query_string
            elif kind == "delta" and message.delta.WhichOneof("type") == "new_element":
                self._element(message.delta)

    def _element(self, delta: Any) -> None:
        element = delta.new_element
        kind = element.WhichOneof("type")
        if kind == "button":
            self._buttons[element.button.label] = element.button.id
        elif kind == "exception":
            self.errors += 1
        elif kind == "bidi_component" and element.bidi_component.component_name.endswith("_feed"):
            data = element.bidi_component.SerializeToString()
            found = _FEED.search(data)
            self._follow(found[1].decode() if found else None, delta.fragment_id)

    def _follow(self, address: str | None, fragment: str) -> None:
        if self._asking is not None:
            self._asking.cancel()
        self._cursor = ""
        if address is not None:
            self._asking = asyncio.create_task(self._ask(address, fragment))

    async def _ask(self, address: str, fragment: str) -> None:
        """Ask the feed again and again, one request at a time, until the page is out of date."""
        while True:
            body = await get(self.port, f"{address}?cursor={self._cursor}&seen={_SEEN}")
            if body is None:
                return
            self.feed_bytes += len(body)
            if not body:
                continue
            (length,) = struct.unpack_from("<I", body)
            header = json.loads(body[4 : 4 + length])
            if header["stale"]:
                await self._rerun(fragment=fragment)
                return
            self._cursor = header["cursor"]
            if header["packed"]:
                step = header["parts"]["inside"]["training"]["step"]
                self.pictures.append((time.monotonic(), step))


_idle: dict[int, list[tuple[asyncio.StreamReader, asyncio.StreamWriter]]] = {}


async def get(port: int, target: str) -> bytes | None:
    """Return the body of an answer over a connection that is kept; None where there is none."""
    connections = _idle.setdefault(port, [])
    reader, writer = (
        connections.pop() if connections else await asyncio.open_connection("127.0.0.1", port)
    )
    writer.write(f"GET {target} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode())
    try:
        head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
        status = int(head.split(" ", 2)[1])
        found = re.search(r"content-length: (\d+)", head)
        body = await reader.readexactly(int(found[1])) if found else b""
    except (asyncio.IncompleteReadError, ConnectionError):
        writer.close()
        return None
    except asyncio.CancelledError:
        writer.close()
        raise
    connections.append((reader, writer))
    return body if status == 200 else None
