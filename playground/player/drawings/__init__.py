"""The words of each cell's diagram: one file per cell, found by the cell's name.

A diagram consists of ``assets/cell_NAME.mjs``, which draws, and a file here with its ``WORDS``, by
the keys under which the drawing asks for them. ``LETTER_name`` and ``LETTER_for`` name a part of
the drawing and explain it; a signal is named by its own label, so it needs only the explanation.
`playground.player.cell_words` holds the words that all cells share, which a cell may replace. A
cell without a drawing is shown as a plain list of its signals.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

ASSETS = Path(__file__).parents[1] / "assets"


def is_drawn(cell: str) -> bool:
    """Return whether a cell has a drawing of its own."""
    return (ASSETS / f"cell_{cell}.mjs").is_file()


def drawing_words(cell: str) -> Mapping[str, str]:
    """Return the words of a cell's drawing by key (message ids); none for a cell without one."""
    name = f"{__name__}.{cell}"
    words: Mapping[str, str] = import_module(name).WORDS if find_spec(name) else {}
    return words
