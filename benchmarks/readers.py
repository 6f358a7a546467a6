"""Real browsers among the visitors of a benchmark, and what their readers see."""

from __future__ import annotations

import asyncio
import itertools
from typing import Any

from tools.chromium import find_browser

FLAGS = ("--no-sandbox", "--disable-gpu", "--no-first-run")
#: Notes when the training step on screen changes, and whether the tracks were there then.
_WATCH = """() => {
  window.pictures = [];
  const tracks = () => [...document.querySelectorAll("*")].map((each) => each.shadowRoot?.querySelector(".tracks")).find(Boolean);
  let [before, shown] = [null, tracks()];
  const look = () => {
    const step = /^step (\\d+)/.exec(document.querySelector(".st-key-status")?.innerText ?? "")?.[1];
    if (step && step !== before) window.pictures.push([performance.now() / 1000, Boolean((shown = shown?.isConnected ? shown : tracks())?.childElementCount)]);
    before = step ?? before;
    requestAnimationFrame(look);
  };
  look();
}"""


class Browsers:
    """Chromium with a few pages, each in a window of its own.

    Parameters
    ----------
    count : int
        Number of pages; 0 starts no browser.
    url : str
        What they open.
    """

    def __init__(self, count: int, url: str) -> None:
        self._count, self._url = count, url
        self._pages: list[Any] = []

    async def __aenter__(self) -> Browsers:
        """Open the pages and press Train on each."""
        if self._count:
            from playwright.async_api import async_playwright

            self._playwright = await async_playwright().start()
            self._browser = await self._playwright.chromium.launch(
                executable_path=find_browser(), args=FLAGS
            )
            await asyncio.gather(*(self._open(k) for k in range(self._count)))
        return self

    async def _open(self, number: int) -> None:
        context = await self._browser.new_context(viewport={"width": 1366, "height": 768})
        page = await context.new_page()
        await page.goto(f"{self._url}&training.seed={1000 + number}", timeout=60_000)
        await page.get_by_role("button", name="Train", exact=True).click(timeout=60_000)
        self._pages.append(page)

    async def watch(self) -> None:
        """Note every picture from now on."""
        await asyncio.gather(*(page.evaluate(_WATCH) for page in self._pages))

    async def seen(self, seconds: float) -> dict[str, Any]:
        """Return pictures a second, the 95th percentile of their gaps, and how many were blank."""
        if not self._pages:
            return {}
        noted = [await page.evaluate("() => window.pictures") for page in self._pages]
        times = [[at for at, _whole in each] for each in noted]
        gaps = sorted(b - a for each in times for a, b in itertools.pairwise(each))
        return {
            "browser_pictures_per_second": [round(len(each) / seconds, 2) for each in times],
            "browser_gap_p95": round(gaps[int(0.95 * (len(gaps) - 1))], 3) if gaps else None,
            "browser_blank": sum(not whole for each in noted for _at, whole in each),
        }

    async def __aexit__(self, *_error: object) -> None:
        """Close the browser."""
        if self._count:
            await self._browser.close()
            await self._playwright.stop()
