"""The colours of charts in the light and the dark theme, with the same meaning on all pages.

Gates, cells, the prediction and the sign of a value have hues that differ by at least 15
(CIEDE2000) in both themes. Baselines, data and the training error are grey, and what is selected
has the colour of the text. Colour is never the only difference: gates have letters, and variants
have dashes.
"""

from __future__ import annotations

from collections.abc import Mapping

from playground.config import registry
from playground.models.cells import cell_of

#: Hues of gates and states in the light and the dark theme, as in ``player/assets/colours.mjs``.
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
    "baseline": "#66645E",
    "selection": "#23262B",
    "part": ("rgba(120,110,90,0.00)", "rgba(120,110,90,0.06)", "rgba(120,110,90,0.13)"),
    "page": "#FCFBF8",
    "ground": "#F3F1EB",
    "text": "#23262B",
}
DARK = {
    "data": "#A09D95",
    "target": "#E7E4DD",
    "prediction": "#B39DF0",
    "training": "#8B8880",
    "baseline": "#A09D95",
    "selection": "#E7E4DD",
    "part": ("rgba(160,150,130,0.00)", "rgba(160,150,130,0.09)", "rgba(160,150,130,0.18)"),
    "page": "#15171C",
    "ground": "#1E2128",
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
        shade = mixed(
            colours["cells"][cell],
            colours["text"],
            SHADES[count % len(SHADES)],
        )
        styles[name] = shade, dashes[count % len(dashes)]
    return styles


def line_svg(colour: str, dash: str) -> str:
    """Return a short line in a variant's colour and dash, as the legend of a chart has it."""
    dashes = {"solid": "", "dash": "9 6", "dot": "2.5 3.5", "dashdot": "9 4 2.5 4"}[dash]
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="100%" height="4" aria-hidden="true" style="display:block">'
        f'<line x1="0" y1="2" x2="100%" y2="2" stroke="{colour}" stroke-width="3" stroke-dasharray="{dashes}"/></svg>'
    )


def mixed(colour: str, other: str, share: float) -> str:
    """Return a hex colour mixed with a share of another."""
    parts = zip(_channels(colour), _channels(other), strict=True)
    return "#" + "".join(f"{round(a + share * (b - a)):02X}" for a, b in parts)


def contrast(colour: str, other: str) -> float:
    """Return the contrast ratio of two hex colours, from 1 to 21, as WCAG 2 defines it."""
    darker, lighter = sorted((_luminance(colour), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def legible(ground: str) -> str:
    """Return the text colour, light or dark, that has the higher contrast on a hex colour."""
    return max(("#FFFFFF", "#000000"), key=lambda ink: contrast(ink, ground))


def _channels(colour: str) -> list[int]:
    return [int(colour[i : i + 2], 16) for i in (1, 3, 5)]


def _luminance(colour: str) -> float:
    shares = [channel / 255 for channel in _channels(colour)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
