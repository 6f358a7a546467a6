"""The colours of charts in the light and the dark theme, with the same meaning on all pages."""

from __future__ import annotations

from collections.abc import Mapping

from playground.config import registry
from playground.models.cells import cell_of

#: Hues of gates and states in the light and the dark theme, as in the player.
HUES = {
    "orange": ("#D55E00", "#E57A2C"),
    "green": ("#00805E", "#15A47C"),
    "blue": ("#0072B2", "#3A97D4"),
    "grey": ("#66645E", "#A09D95"),
    "text": ("#23262B", "#E7E4DD"),
}

LIGHT = {
    "data": "#66645E",
    "target": "#23262B",
    "prediction": "#6B46B0",
    "training": "#8E8A80",
    "guess": "#B08948",
    "window": "#6B46B0",
    "part": ("rgba(120,110,90,0.00)", "rgba(107,70,176,0.07)", "rgba(120,110,90,0.16)"),
    "text": "#23262B",
}
DARK = {
    "data": "#A09D95",
    "target": "#E7E4DD",
    "prediction": "#B39DF0",
    "training": "#8B8880",
    "guess": "#D4B06A",
    "window": "#B39DF0",
    "part": ("rgba(160,150,130,0.00)", "rgba(179,157,240,0.10)", "rgba(160,150,130,0.18)"),
    "text": "#E7E4DD",
}


def palette(dark: bool) -> dict:
    """Return the colours of a theme; ``"cells"`` contains those of the cells by name."""
    cells = {name: entry.facts["cell"] for name, entry in registry.entries("cell").items()}
    colours = {name: cell.colours[dark] for name, cell in cells.items()}
    return {**(DARK if dark else LIGHT), "cells": colours}


#: Dashes of further variants of one cell, in this order, except that of the cell.
VARIANTS = ("solid", "dash", "dot", "dashdot")
#: Share of the text's colour in each further variant of one cell.
SHADES = (0.0, 0.35, 0.6, 0.8)


def variant_styles(cells: Mapping[str, str], dark: bool) -> dict[str, tuple[str, str]]:
    """Return colour and dash of each variant.

    The first variant of a cell has those of the cell; further ones differ in shade and dash.

    Parameters
    ----------
    cells : mapping of name to cell
        In the order of the variants.
    """
    colours, seen, styles = palette(dark), dict[str, int](), {}
    for name, cell in cells.items():
        count = seen[cell] = seen.get(cell, -1) + 1
        first = cell_of(cell).dash
        dashes = (first, *(dash for dash in VARIANTS if dash != first))
        shade = _mixed(
            colours["cells"][cell],
            colours["text"],
            SHADES[count % len(SHADES)],
        )
        styles[name] = shade, dashes[count % len(dashes)]
    return styles


def _mixed(colour: str, other: str, share: float) -> str:
    """Return a hex colour mixed with a share of another."""
    parts = [(int(colour[i : i + 2], 16), int(other[i : i + 2], 16)) for i in (1, 3, 5)]
    return "#" + "".join(f"{round(a + share * (b - a)):02X}" for a, b in parts)
