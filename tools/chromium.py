"""Where an installed Chromium or Chrome lies, for the tests that need one."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

NAMES = (  # the first has no window of its own, which saves a tenth of the time
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
)
PLACES = (  # where macOS and Windows keep programs that are not on the PATH
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "~/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "$PROGRAMFILES/Google/Chrome/Application/chrome.exe",
    "$LOCALAPPDATA/Google/Chrome/Application/chrome.exe",
    "$LOCALAPPDATA/Chromium/Application/chrome.exe",
)
MISSING = "The browser tests were left out: no Chromium or Chrome was found. Get one with `apt install chromium` or from google.com/chrome."
REQUIRED = os.environ.get("PLAYGROUND_REQUIRE_BROWSER", "") not in ("", "0")


def find_browser() -> str | None:
    """Return the path of an installed Chromium or Chrome, or None."""
    on_path = (shutil.which(name) for name in NAMES)
    elsewhere = (os.path.expandvars(os.path.expanduser(place)) for place in PLACES)
    return next((path for path in on_path if path), None) or next(
        (path for path in elsewhere if Path(path).is_file()), None
    )
