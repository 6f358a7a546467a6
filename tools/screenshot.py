"""Take the README's picture of the first screen, with Chromium: ``python -m tools.screenshot``."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from playwright.sync_api import sync_playwright

PICTURE = Path(__file__).parents[1] / "docs" / "screenshot.png"
PORT = 8597


def main() -> None:
    """Start the playground, open it, and take the picture."""
    command = [
        sys.executable,
        "-m",
        "streamlit",
        "run",
        "app.py",
        "--server.port",
        str(PORT),
        "--server.address",
        "127.0.0.1",
    ]
    server = subprocess.Popen([*command, "--server.headless", "true"], stdout=subprocess.DEVNULL)
    try:
        _wait()
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
            )
            page = browser.new_page(
                viewport={"width": 1440, "height": 1100},
                color_scheme="light",
                device_scale_factor=1.5,
            )
            page.goto(f"http://127.0.0.1:{PORT}/")
            page.get_by_text("finished").first.wait_for(timeout=30_000)
            page.get_by_text("guessing the mean").first.wait_for(timeout=30_000)
            page.wait_for_timeout(1500)
            page.screenshot(path=PICTURE)
            browser.close()
    finally:
        server.terminate()


def _wait() -> None:
    for _attempt in range(100):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{PORT}/_stcore/health", timeout=1)
            return
        except OSError:
            time.sleep(0.2)
    raise SystemExit("the server did not answer")


if __name__ == "__main__":
    main()
