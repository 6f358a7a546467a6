"""Take the README's picture of the first screen, with Chromium: ``python -m tools.screenshot``."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import sync_playwright

from tools.chromium import find_browser
from tools.server import running

PICTURE = Path(__file__).parents[1] / "docs" / "screenshot.png"


def main() -> None:
    """Start the playground, open it, and take the picture."""
    with running() as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find_browser(), args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page(
            viewport={"width": 1440, "height": 1100}, color_scheme="light", device_scale_factor=1.5
        )
        page.goto(f"{server.url}/")
        page.get_by_text("finished").first.wait_for(timeout=30_000)
        page.get_by_text("guessing the mean").first.wait_for(timeout=30_000)
        page.wait_for_timeout(1500)
        page.screenshot(path=PICTURE)
        browser.close()


if __name__ == "__main__":
    main()
