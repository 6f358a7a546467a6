"""A real server and a real browser. Tests here are few and slow, and run in a process of their own
beside all others.

Whatever the browser complains about fails the test that caused it, and so does a traceback in the
server's log.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

from tests.chromium import MISSING, find_browser

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page

ROOT = Path(__file__).resolve().parents[2]
FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync"
).split()
TRACEBACK = "Traceback (most recent call last)"


@dataclass
class Server:
    """A running playground."""

    url: str
    process: subprocess.Popen[bytes]
    log: Path
    read: int = 0

    def news(self) -> str:
        """Return what was logged since the last look."""
        text = self.log.read_bytes()[self.read :]
        self.read += len(text)
        return text.decode(errors="replace")

    def wait_until_healthy(self, seconds: float = 60) -> None:
        """Wait for the server to answer; a server that ends or keeps silent is told with its
        log.
        """
        end = time.monotonic() + seconds
        while time.monotonic() < end and self.process.poll() is None:
            try:
                with urllib.request.urlopen(f"{self.url}/_stcore/health", timeout=2):
                    return
            except OSError:
                time.sleep(0.1)
        pytest.fail(f"the server did not answer at {self.url}:\n{self.news()}")

    def stop(self) -> None:
        """End the server as Ctrl-C would, and then whatever is left of its process group: these
        processes and no others.
        """
        if self.process.poll() is None:
            self.process.send_signal(
                signal.SIGINT if os.name == "posix" else signal.CTRL_BREAK_EVENT
            )
        try:
            self.process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(timeout=20)
        finally:
            if os.name == "posix":
                _end_group(self.process.pid)


def _end_group(group: int) -> None:
    for _ in range(50):  # workers leave by themselves when their server is gone
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return
        time.sleep(0.1)
    os.killpg(group, signal.SIGKILL)


def start_server(log: Path, **settings: str) -> Server:
    """Start a playground of its own on a free port of this machine, with environment variables
    besides those of the tests.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
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
    command += ["--server.headless", "true"]
    environment = {"PLAYGROUND_EXECUTOR": "loky", **os.environ, "PYTHONUNBUFFERED": "1", **settings}
    own_group: dict[str, Any] = (
        {"start_new_session": True}
        if os.name == "posix"
        else {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP}
    )
    with log.open("wb") as out:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            **own_group,
        )
    return Server(f"http://127.0.0.1:{port}", process, log)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Yield one playground for all browser tests; what it logs while it ends must be clean too."""
    server = start_server(tmp_path_factory.mktemp("server") / "log.txt")
    try:
        server.wait_until_healthy()
        yield server
    finally:
        server.stop()
    assert TRACEBACK not in (said := server.news()), said


@pytest.fixture
def fresh_server(tmp_path: Path) -> Iterator[Callable[..., Server]]:
    """Return a function that starts a server nobody has visited yet:
    ``fresh_server(PLAYGROUND_EXECUTOR="inline")``.
    """
    started: list[Server] = []

    def start(**settings: str) -> Server:
        started.append(start_server(tmp_path / f"log{len(started)}.txt", **settings))
        started[-1].wait_until_healthy()
        return started[-1]

    try:
        yield start
    finally:
        for server in started:
            server.stop()
    said = "".join(server.news() for server in started)
    assert TRACEBACK not in said, said


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Yield the installed browser, started once."""
    path = find_browser()
    if path is None:
        pytest.fail(MISSING)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@dataclass
class Complaints:
    """What a page should not have done, in its own words."""

    found: list[str] = field(default_factory=list)

    def listen(self, context: BrowserContext) -> None:
        """Take note of console errors, uncaught exceptions and requests that leave this machine."""
        context.on("console", self._console)
        context.on("weberror", lambda error: self.found.append(f"uncaught: {error.error}"))
        context.on("request", lambda request: self._leaves(request.url))

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.found.append(f"console: {message.text} ({message.location.get('url', '')})")

    def _leaves(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme in ("http", "https", "ws", "wss") and parts.hostname != "127.0.0.1":
            self.found.append(f"asks another machine: {url}")


@pytest.fixture
def new_page(browser: Browser, server: Server) -> Iterator[Callable[..., Page]]:
    """Return a function that opens a page of its own: ``new_page("/?model.cell=gru", width=390,
    height=844, has_touch=True)``.

    Without a path the page stays blank. Further names are those of Playwright's
    ``browser.new_context``, for example ``color_scheme="dark"``; ``to=`` takes a server of your
    own. When the test ends, every complaint of its pages fails it.
    """
    complaints = Complaints()
    contexts: list[BrowserContext] = []

    def open_page(
        path: str | None = None,
        *,
        width: int = 1440,
        height: int = 900,
        to: Server = server,
        **options: Any,
    ) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height}, base_url=to.url, **options
        )
        contexts.append(context)
        complaints.listen(context)
        page = context.new_page()
        if path is not None:
            page.goto(path)
            page.get_by_test_id("stMain").wait_for()
        return page

    server.news()
    yield open_page
    for context in contexts:
        for page in context.pages:
            complaints.found += [
                f"on the page: {shown.inner_text().splitlines()[0]}"
                for shown in page.get_by_test_id("stException").all()
            ]
        context.close()
    said = server.news()
    if TRACEBACK in said:
        complaints.found.append(f"the server logged:\n{said}")
    if complaints.found:
        pytest.fail("\n".join(complaints.found), pytrace=False)


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    """Return a blank wide page; ``page.goto("/")`` goes to the playground."""
    return new_page()
