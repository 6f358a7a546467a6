"""Open a page of a fresh server in a browser, to time a click until its picture."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

FLAGS = "--no-sandbox --disable-gpu --disable-quic --no-first-run".split()


@contextmanager
def opened(address: str) -> Iterator[Any]:
    """Yield a Playwright page at an address of a fresh server, or None without a browser."""
    path = next(
        filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
    )
    if path is None:
        yield None
        return
    from playwright.sync_api import sync_playwright

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
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
    with (Path(tempfile.mkdtemp()) / "log.txt").open("wb") as log:
        server = subprocess.Popen(
            [*command, "--server.headless", "true"], stdout=log, stderr=log, start_new_session=True
        )
    try:
        _wait(f"http://127.0.0.1:{port}/_stcore/health")
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
            page = browser.new_page(viewport={"width": 1440, "height": 900})
            page.goto(f"http://127.0.0.1:{port}{address}")
            yield page
            browser.close()
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait()


def _wait(url: str) -> None:
    for _ in range(300):
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except OSError:
            time.sleep(0.2)
    raise SystemExit("the server did not answer within a minute")
