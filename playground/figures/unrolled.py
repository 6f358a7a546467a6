"""A simple RNN drawn once per time step, with the numbers that pass through it."""

from __future__ import annotations

from html import escape

import numpy as np

from playground.analysis.gradients.view import SIMPLE
from playground.figures.palette import palette
from playground.wording import _, low, number

#: Time steps and units drawn at most.
MOST_STEPS, MOST_UNITS = 6, 8
_STEP, _UNIT, _LEFT, _TOP, _GAP = 150, 46, 66, 24, 38


def unrolled_svg(
    x: np.ndarray,
    h: np.ndarray,
    y_hat: np.ndarray,
    dark: bool,
    path: tuple[int, int] | None = None,
    most: int = MOST_STEPS,
) -> str:
    """Return an SVG drawing of the first time steps.

    Parameters
    ----------
    x, y_hat : ndarray of shape (T,)
        Inputs and predictions.
    h : ndarray of shape (T, H)
        States, of which the first units are drawn.
    dark : bool
        Whether the theme of the page is dark.
    path : (int, int) or None
        The unit that reads the input, and the unit that holds it one step later: the way of the
        second input to the third prediction is emphasized.
    most : int
        Time steps drawn, at most.
    """
    steps, units = min(most, len(x)), min(MOST_UNITS, h.shape[1])
    colours = palette(dark)
    box = _UNIT * units + 12
    wide = max(_STEP, box + 54)
    bottom = _TOP + _GAP + 40 + _GAP
    centers = [_LEFT + wide // 2 + wide * t for t in range(steps)]
    parts = []
    for t, center in enumerate(centers):
        parts += _column(t, center, box, x[t], h[t, :units], y_hat[t])
        start = center - wide + box // 2 if t else _LEFT - 8
        parts.append(_arrow(start, _middle(), center - box // 2 - 3, _middle(), "h"))
    parts += [
        _text(6, _middle() + 4, f"{low('h_0')} = 0", anchor="start"),
        _text(6, _TOP + 4, _("output"), anchor="start"),
        _text(6, bottom + 4, _("input"), anchor="start"),
    ]
    if path is not None and steps > 2 and max(path) < units:
        parts.append(_path(centers[1], centers[2], box, path, colours["cells"][SIMPLE], bottom))
    width, height = centers[-1] + box // 2 + 14, bottom + 14
    alt = _(
        "The network drawn once per time step, for the first {steps} steps. From each step to the next leads the state h; the weights are the same at every step."
    ).format(steps=steps)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" aria-label="{escape(alt)}" '
        f'style="width:100%;min-width:{width * 2 // 3}px;max-width:{width}px;max-height:{height}px" color="{colours["text"]}" '
        f'font-size="13" stroke="currentColor" fill="none">{"".join(parts)}</svg>'
    )


def _middle() -> int:
    return _TOP + _GAP + 20


def _column(t: int, center: int, box: int, x: float, h: np.ndarray, y_hat: float) -> list[str]:
    """Return one time step: output, state and input from top to bottom."""
    top, bottom = _TOP + _GAP, _TOP + _GAP + 40 + _GAP
    return [
        f'<rect x="{center - box // 2}" y="{top}" width="{box}" height="40" rx="8" fill="currentColor" fill-opacity="0.06"/>',
        *(_unit(_unit_x(center, box, k), value) for k, value in enumerate(h)),
        _arrow(center, top - 2, center, _TOP + 10, "y"),
        _arrow(center, bottom - 10, center, top + 43, "x"),
        _text(center, _TOP + 4, f"{low(f'ŷ_{t + 1}')} = {_decimal(y_hat)}"),
        _text(center, bottom + 4, f"{low(f'x_{t + 1}')} = {_decimal(x)}"),
    ]


def _unit_x(center: int, box: int, unit: int) -> int:
    return center - box // 2 + 6 + _UNIT // 2 + _UNIT * unit


def _unit(x: int, value: float) -> str:
    """Return a unit as a circle that is filled the more the larger its value."""
    fill = 0.0 if not np.isfinite(value) else 0.32 * float(np.clip((value + 1) / 2, 0, 1))
    circle = f'<circle cx="{x}" cy="{_middle()}" r="19" fill="currentColor" fill-opacity="{fill:.2f}" stroke-opacity="0.5"/>'
    return circle + _text(x, _middle() + 4, _decimal(value), size=12)


def _arrow(x0: int, y0: int, x1: int, y1: int, weights: str) -> str:
    """Return an arrow with its head and the name of its weights."""
    vertical = x0 == x1
    head = (
        f"M{x1 - 4} {y1 + 7} L{x1} {y1} L{x1 + 4} {y1 + 7}"
        if vertical
        else f"M{x1 - 7} {y1 - 4} L{x1} {y1} L{x1 - 7} {y1 + 4}"
    )
    line = f'<path d="M{x0} {y0} L{x1} {y1} {head}" stroke-opacity="0.55"/>'
    x, y, anchor = (
        (x0 + 8, (y0 + y1) // 2 + 4, "start")
        if vertical
        else ((x0 + x1) // 2 - 2, y0 - 8, "middle")
    )
    below = f'<tspan font-size="9" dy="3">{weights}</tspan>'
    return line + (
        f'<text x="{x}" y="{y}" text-anchor="{anchor}" font-size="12" fill="currentColor" stroke="none">W{below}</text>'
    )


def _path(
    first: int, second: int, box: int, path: tuple[int, int], colour: str, bottom: int
) -> str:
    """Return the way of an input: into one unit, along the state into another, and out."""
    reads, holds = _unit_x(first, box, path[0]), _unit_x(second, box, path[1])
    corners = f"M{first} {bottom - 10} L{first} {_middle() + 34} L{reads} {_middle() + 20}"
    corners += f" M{reads + 14} {_middle() + 13} C{reads + 34} {_middle() + 34} {holds - 34} {_middle() + 34} {holds - 14} {_middle() + 13}"
    corners += f" M{holds} {_middle() - 20} L{second} {_middle() - 34} L{second} {_TOP + 12}"
    rings = "".join(f'<circle cx="{x}" cy="{_middle()}" r="20"/>' for x in (reads, holds))
    return f'<g stroke="{colour}" stroke-width="3" stroke-linecap="round"><path d="{corners}"/>{rings}</g>'


def _decimal(value: float) -> str:
    """Return a number rounded to two decimals."""
    return number(round(float(value), 2) + 0.0, 3)


def _text(x: int, y: int, text: str, *, anchor: str = "middle", size: int = 13) -> str:
    return f'<text x="{x}" y="{y}" text-anchor="{anchor}" font-size="{size}" fill="currentColor" stroke="none">{escape(text)}</text>'
