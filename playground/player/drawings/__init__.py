"""The texts of each cell's diagram: one file per cell, found by the cell's name.

A diagram consists of ``assets/cell_NAME.mjs``, which draws it, and a file here with its texts
``WORDS`` by the keys used in the drawing. ``LETTER_name`` and ``LETTER_for`` name and explain a
part of the drawing; the name of a signal is its label, so it needs only the explanation.
`playground.player.cell_words` contains the texts that all cells share; a cell can replace them. A
cell without a drawing is shown as a plain list of its signals.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

ASSETS = Path(__file__).parents[1] / "assets"


def is_drawn(cell: str) -> bool:
    """Return whether a cell has a drawing."""
    return (ASSETS / f"cell_{cell}.mjs").is_file()


def drawing_words(cell: str) -> Mapping[str, str]:
    """Return the texts (message ids) of a cell's drawing by key; empty without a drawing."""
    name = f"{__name__}.{cell}"
    words: Mapping[str, str] = import_module(name).WORDS if find_spec(name) else {}
    return words
