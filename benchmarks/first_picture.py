"""How long a page takes until something is drawn and Train can be pressed, with Chromium.

``python -m benchmarks.first_picture`` opens the first page and an empty Streamlit page in turn, on
warm servers of this machine, each time with an empty browser cache, and prints the medians in
seconds and their ratio: the largest contentful paint, the moment from which Train answers, and the
moment at which what it begins is seen, if it is pressed at once.
"""

from __future__ import annotations

import json
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from tools.chromium import find_browser
from tools.server import running

ROUNDS = 7
FLAGS = "--no-sandbox --disable-gpu --no-first-run".split()
_EMPTY = "import streamlit as st\nif st.button('Train'):\n    st.write('Pause')\n"
_PAINT = """() => new Promise((resolve) => {
  let last = 0;
  new PerformanceObserver((list) => { for (const entry of list.getEntries()) last = entry.startTime; })
    .observe({ type: "largest-contentful-paint", buffered: true });
  setTimeout(() => resolve(last / 1000), 1500);
})"""


@contextmanager
def opened(browser: Any, url: str) -> Iterator[tuple[Any, Any, float]]:
    """Yield a page, its button Train, which answers, and the seconds until it did."""
    context = browser.new_context(viewport={"width": 1366, "height": 768})
    page = context.new_page()
    started = time.monotonic()
    page.goto(url, wait_until="commit")
    train = page.get_by_role("button", name="Train", exact=True)
    train.wait_for(timeout=60_000)
    train.click(trial=True)
    yield page, train, time.monotonic() - started
    context.close()


def visit(browser: Any, url: str) -> tuple[float, float, float]:
    """Return the seconds until the largest paint, until Train answers, and until it has begun."""
    with opened(browser, url) as (page, _train, pressed):
        painted = page.evaluate(_PAINT)
    with opened(browser, url) as (page, train, waited):
        started = time.monotonic()
        train.click()
        page.get_by_text("Pause", exact=True).wait_for(timeout=60_000)
        begun = waited + time.monotonic() - started
    return painted, pressed, begun


def main() -> None:
    """Measure both pages in turn, and print."""
    from playwright.sync_api import sync_playwright

    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        (folder / "empty.py").write_text(_EMPTY)
        ours = stack.enter_context(running())
        empty = stack.enter_context(running(script=folder / "empty.py"))
        playwright = stack.enter_context(sync_playwright())
        browser = playwright.chromium.launch(executable_path=find_browser(), args=FLAGS)
        pages = {"playground": ours.url, "empty": empty.url}
        times: dict[str, list[tuple[float, float, float]]] = {name: [] for name in pages}
        for round_ in range(ROUNDS + 1):
            for name, url in pages.items():
                taken = visit(browser, url)
                if round_:  # the first warms the server
                    times[name].append(taken)
        browser.close()
    medians = {
        what: {name: round(statistics.median(each[k] for each in times[name]), 2) for name in pages}
        for k, what in enumerate(("paint", "press", "begin"))
    }
    ratios = [round(value["playground"] / value["empty"], 2) for value in medians.values()]
    print(json.dumps({**medians, "ratios": ratios}))


if __name__ == "__main__":
    main()
