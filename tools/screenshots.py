"""Take the pictures of the README and of ``docs``, with Chromium: ``python -m tools.screenshots``.

One of each page, and a moving one of the first exhibit of an LSTM while it learns. Pillow, which
assembles it, comes with Streamlit.
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import sync_playwright

from tools.chromium import find_browser
from tools.server import running

DOCS = Path(__file__).parents[1] / "docs"
#: Each page by the name of its picture.
PAGES = {
    "train": "/",
    "cell": "/cell",
    "gradients": "/gradients",
    "compare": "/compare",
    "data": "/data",
    "learn": "/learn",
    "lesson": "/?lesson=remember",
}
#: Pictures of the moving one, and milliseconds from one to the next as they are shown.
FRAMES, PAUSE = 36, 250
#: Width of the moving picture in pixels.
WIDTH = 1000


def main() -> None:
    """Start the playground and take the pictures."""
    with running() as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find_browser(), args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page(viewport={"width": 1366, "height": 768}, color_scheme="light")
        for name, path in PAGES.items():
            page.goto(server.url + path)
            page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for()
            page.wait_for_timeout(8000)
            page.screenshot(path=DOCS / f"{name}.png")
        _learning(page, server.url)
        browser.close()


def _learning(page: Any, url: str) -> None:
    """Take the moving picture: the exhibit is reset, then trains to its end."""
    page.goto(url)
    page.get_by_role("button", name="Reset", exact=True).first.click()
    page.wait_for_timeout(1500)
    page.get_by_role("button", name="Train", exact=True).first.click()
    frames = []
    for _frame in range(FRAMES):
        frames.append(_small(page.screenshot()))
        page.wait_for_timeout(PAUSE)
    first, *rest = frames
    first.save(
        DOCS / "learning.webp",
        save_all=True,
        append_images=rest,
        duration=PAUSE,
        loop=0,
        quality=55,
    )


def _small(png: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    return picture.resize((WIDTH, round(WIDTH * picture.height / picture.width)))


if __name__ == "__main__":
    main()
