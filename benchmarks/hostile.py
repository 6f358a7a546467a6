"""One visitor beside forty tabs of another, which train and search on the largest links.

``python -m benchmarks.hostile`` starts a server on this machine and prints how long 500 training
steps take the first visitor alone, during the forty tabs, and one minute after they are closed.
Limited in number and time; needs the package websockets.
"""

from __future__ import annotations

import asyncio
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import suppress
from pathlib import Path
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.web.server.starlette.starlette_app_utils import generate_xsrf_token_string

TABS, STEPS = 40, 500
#: Seconds after which a measurement is given up.
MOST_SECONDS = 180.0
HONEST = "training.max_steps=500&model.hidden_size=8&v=1"
HEAVY = (
    "data.source=adding&data.length=10000&problem.kind=many_to_one&problem.lookback=100&model.hidden_size=64"
    "&training.max_steps=5000&v=1&data.seed="
)
#: Page, part of the page and button of the hostile visitor's tabs, in turn.
PAGES = (
    ("", "", "Train"),
    ("compare", "Repeat with seeds", "Repeat all lanes"),
    ("compare", "Sweep a field", "Start the sweep"),
    ("compare", "Side by side", "Train"),
)
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
        self.timers: dict[str, asyncio.Task[None]] = {}

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
        )
        self.listener = asyncio.create_task(self.listen())
        await self.ask(named=True)
        with suppress(TimeoutError):
            await asyncio.wait_for(self.ready.wait(), 60)
        return self

    async def close(self) -> None:
        """Disconnect without notice."""
        for task in (*self.timers.values(), self.listener):
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
        elif kind == "auto_rerun":
            fragment = message.auto_rerun.fragment_id
            if fragment in self.timers:
                self.timers.pop(fragment).cancel()
            self.timers[fragment] = asyncio.create_task(
                self.tick(fragment, message.auto_rerun.interval)
            )
        elif kind == "stop_auto_rerun":
            for task in self.timers.values():
                task.cancel()
            self.timers.clear()
        elif kind == "delta" and message.delta.WhichOneof("type") == "new_element":
            element = message.delta.new_element
            sort = element.WhichOneof("type")
            if sort == "button_group" and element.button_group.label == "Part of the page":
                self.choice = element.button_group.id
            elif sort == "button":
                self.buttons[element.button.label] = element.button.id
            elif sort in ("markdown", "text", "html") and (
                found := _STEP.match(getattr(element, sort).body)
            ):
                self.step = int(found[1].replace(",", ""))

    async def tick(self, fragment: str, every: float) -> None:
        """Renew a fragment as often as the page wants."""
        while True:
            await asyncio.sleep(every)
            await self.ask(fragment=fragment)


async def five_hundred_steps(port: int) -> float:
    """Return the seconds of 500 training steps, from the click to the last step shown."""
    tab = await Tab(port, generate_xsrf_token_string(), HONEST).open()
    await tab.click("Reset")
    begun = time.monotonic()
    await tab.click("Train")
    while tab.step < STEPS and time.monotonic() - begun < MOST_SECONDS:
        await asyncio.sleep(0.05)
    took = time.monotonic() - begun
    await tab.close()
    return took


async def attack(port: int, tabs: int = TABS) -> list[Tab]:
    """Open the tabs of one browser, train in each, and start what each page's section offers."""
    cookie = generate_xsrf_token_string()
    found = []
    for number in range(tabs):
        page, section, label = PAGES[number % len(PAGES)]
        tab = await Tab(port, cookie, HEAVY + str(number % 8), page, section).open()
        if section:
            tab.ready.clear()
            await tab.ask()
            with suppress(TimeoutError):
                await asyncio.wait_for(tab.ready.wait(), 30)
        started = await tab.click(label)
        print(
            f"tab {number + 1}: {label}"
            if started
            else f"tab {number + 1}: no such button as {label}",
            flush=True,
        )
        found.append(tab)
    return found


def serve(port: int) -> subprocess.Popen[bytes]:
    """Start a server on this machine and wait until it answers."""
    command = [
        sys.executable,
        "-m",
        "streamlit",
        "run",
        "app.py",
        "--server.port",
        str(port),
        "--server.address",
        "127.0.0.1",
    ]
    server = subprocess.Popen(
        [*command, "--server.headless", "true"],
        cwd=Path(__file__).resolve().parents[1],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    for _attempt in range(300):
        with (
            suppress(OSError),
            urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=1),
        ):
            return server
        time.sleep(0.2)
    server.kill()
    raise SystemExit("the server did not come up in a minute")


def megabytes(process: int) -> int:
    """Return the resident memory of a process; 0 without /proc."""
    with suppress(OSError):
        pages = int(Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") // 1_000_000
    return 0


async def main() -> None:
    """Measure and print."""
    tabs = int(sys.argv[1]) if len(sys.argv) > 1 else TABS
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = serve(port)
    try:
        await asyncio.sleep(5)
        await five_hundred_steps(port)
        alone = await five_hundred_steps(port)
        print(f"alone: {alone:.1f} s, server {megabytes(server.pid)} MB", flush=True)
        hostile = await asyncio.wait_for(attack(port, tabs), 2 * MOST_SECONDS)
        beside = await five_hundred_steps(port)
        print(
            f"beside {tabs} hostile tabs: {beside:.1f} s, {beside / alone:.2f} times; server {megabytes(server.pid)} MB",
            flush=True,
        )
        await asyncio.gather(*(tab.close() for tab in hostile))
        await asyncio.sleep(60)
        after = await five_hundred_steps(port)
        print(
            f"a minute after they left: {after:.1f} s, {after / alone:.2f} times; server {megabytes(server.pid)} MB",
            flush=True,
        )
    finally:
        server.send_signal(signal.SIGINT)
        with suppress(subprocess.TimeoutExpired):
            server.wait(20)
        server.kill()


if __name__ == "__main__":
    asyncio.run(main())
