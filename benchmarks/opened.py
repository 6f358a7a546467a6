"""Open a page of a fresh server in a browser, to time a click until its picture."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tools.chromium import find_browser
from tools.server import running

FLAGS = "--no-sandbox --disable-gpu --disable-quic --no-first-run".split()


@contextmanager
def opened(address: str) -> Iterator[Any]:
    """Yield a Playwright page at an address of a fresh server, or None without a browser."""
    path = find_browser()
    if path is None:
        yield None
        return
    from playwright.sync_api import sync_playwright

    with running() as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.goto(f"{server.url}{address}")
        yield page
        browser.close()
