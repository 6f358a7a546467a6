"""How long a page takes until something is drawn and Train can be pressed, with Chromium.

``python -m benchmarks.first_picture`` opens the first page and an empty Streamlit page in turn, on
warm servers of this machine, each time with an empty browser cache, and prints the medians in
seconds and their ratio: the largest contentful paint, and the moment from which Train answers.
"""

from __future__ import annotations

import json
import statistics
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from tools.chromium import find_browser
from tools.server import running

ROUNDS = 7
FLAGS = "--no-sandbox --disable-gpu --no-first-run".split()
_PAINT = """() => new Promise((resolve) => {
  let last = 0;
  new PerformanceObserver((list) => { for (const entry of list.getEntries()) last = entry.startTime; })
    .observe({ type: "largest-contentful-paint", buffered: true });
  setTimeout(() => resolve(last / 1000), 1500);
})"""


def visit(browser: Any, url: str, ready: str) -> tuple[float, float]:
    """Return the seconds until the largest paint, and until what is waited for can be pressed."""
    context = browser.new_context(viewport={"width": 1366, "height": 768})
    page = context.new_page()
    started = time.monotonic()
    page.goto(url, wait_until="commit")
    page.locator(ready).first.wait_for(timeout=60_000)
    page.locator(ready).first.click(trial=True)
    pressed = time.monotonic() - started
    painted = page.evaluate(_PAINT)
    context.close()
    return painted, pressed


def main() -> None:
    """Measure both pages in turn, and print."""
    from playwright.sync_api import sync_playwright

    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        (folder / "empty.py").write_text("import streamlit as st\nst.button('Train')\n")
        ours = stack.enter_context(running())
        empty = stack.enter_context(running(script=folder / "empty.py"))
        playwright = stack.enter_context(sync_playwright())
        browser = playwright.chromium.launch(executable_path=find_browser(), args=FLAGS)
        ready = "button:has-text('Train')"
        pages = {"playground": ours.url, "empty": empty.url}
        times: dict[str, list[tuple[float, float]]] = {name: [] for name in pages}
        for round_ in range(ROUNDS + 1):
            for name, url in pages.items():
                taken = visit(browser, url, ready)
                if round_:  # the first warms the server
                    times[name].append(taken)
        browser.close()
    paint, press = (
        {name: round(statistics.median(each[k] for each in times[name]), 2) for name in pages}
        for k in (0, 1)
    )
    ratios = [round(value["playground"] / value["empty"], 2) for value in (paint, press)]
    print(json.dumps({"paint": paint, "press": press, "ratios": ratios}))


if __name__ == "__main__":
    main()
