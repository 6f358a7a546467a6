"""Where the pages' scripts lie, for links from one page to another."""

from __future__ import annotations

from pathlib import Path

PAGES = Path(__file__).parents[3] / "pages"

TRAIN = PAGES / "train.py"
DATA = PAGES / "data.py"
