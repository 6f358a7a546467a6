"""A small drawing of the wiring of a problem type: its inputs, cells, outputs and losses."""

from __future__ import annotations

from html import escape
from typing import Any

_COLUMN, _TOP, _MIDDLE, _BOTTOM, _BOX = 46, 26, 76, 126, 26


def wiring_svg(diagram: dict[str, Any], colour: str, columns: int = 0) -> str:
    """Return an SVG drawing of `problems.wiring.chain`'s diagram in the page's text colour.

    Outputs that enter the loss are filled; the others are only passed to the next step. A diagram
    with fewer ``columns`` is centered in the width of so many.
    """
    places = {
        node["id"]: (_x(node["column"]), y)
        for kind, y in (("inputs", _BOTTOM), ("cells", _MIDDLE), ("outputs", _TOP))
        for node in diagram[kind]
    }
    parts = [
        _arrow(places[a["from"]], places[a["to"]], a["kind"])
        for a in diagram["arrows"]
        if a["from"] in places and a["to"] in places
    ]
    parts += [_cell(node, node["column"] in diagram["gaps"]) for node in diagram["cells"]]
    parts += [_label(node["label"], _x(node["column"]), _BOTTOM + 5) for node in diagram["inputs"]]
    parts += [_output(node) for node in diagram["outputs"]]
    own = _width(len(diagram["steps"]))
    width = max(own, _width(columns))
    defs = (
        '<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="6" markerHeight="6" orient="auto-start-reverse">'
        '<path d="M0 0 L8 4 L0 8 z" fill="currentColor"/></marker></defs>'
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{(own - width) // 2} 0 {width} 142" width="{width}" height="142" color="{colour}" '
        f'font-family="Source Sans, sans-serif" font-size="13" stroke="currentColor" fill="none">{defs}{"".join(parts)}</svg>'
    )


def _width(columns: int) -> int:
    return _x(columns - 1) + _COLUMN // 2 + 4


def _x(column: int) -> int:
    return _COLUMN // 2 + 4 + column * _COLUMN


def _arrow(start: tuple[int, int], end: tuple[int, int], kind: str) -> str:
    (x0, y0), (x1, y1) = start, end
    half = _BOX // 2
    if kind == "state":
        path = f"M{x0 + half} {y0} L{x1 - half - 2} {y1}"
    elif kind == "feedback":  # from the output of a cell down to the next cell
        path = f"M{x0 + half} {y0} C{x0 + 34} {y0} {x1 - 26} {y1 + 40} {x1} {y1 + half + 3}"
    else:
        path = f"M{x0} {y0 - half} L{x1} {y1 + half + 2}"
    dash = ' stroke-dasharray="4 3"' if kind == "feedback" else ""
    return f'<path d="{path}" marker-end="url(#tip)"{dash}/>'


def _cell(node: dict[str, Any], gap: bool) -> str:
    x, half = _x(node["column"]), _BOX // 2
    if gap:
        return (
            f'<rect x="{x - half}" y="{_MIDDLE - half}" width="{_BOX}" height="{_BOX}" rx="5" stroke="none"/>'
            + _label("…", x, _MIDDLE + 4)
        )
    shade = 0.28 if node["part"] == "decoder" else 0.12
    return f'<rect x="{x - half}" y="{_MIDDLE - half}" width="{_BOX}" height="{_BOX}" rx="5" fill="currentColor" fill-opacity="{shade}"/>'


def _output(node: dict[str, Any]) -> str:
    x, half = _x(node["column"]), _BOX // 2
    opacity = 0.22 if node["in_loss"] else 0
    ring = f'<circle cx="{x}" cy="{_TOP}" r="{half}" fill="currentColor" fill-opacity="{opacity}" stroke-opacity="{1 if node["in_loss"] else 0.3}"/>'
    return ring + _label(node["label"], x, _TOP + 4)


def _label(text: str, x: int, y: int) -> str:
    """Return a symbol as SVG text; the part after an underscore becomes a subscript."""
    sign, _low, low = text.partition("_")
    below = f'<tspan font-size="9" dy="4">{escape(low)}</tspan>' if low else ""
    return f'<text x="{x}" y="{y}" text-anchor="middle" fill="currentColor" stroke="none">{escape(sign)}{below}</text>'
