"""The answer of a memory task beside the number that was to be remembered, in large figures."""

from __future__ import annotations

from html import escape

from playground.figures.palette import palette
from playground.wording import _, number

_EACH, _HEIGHT = 220, 56


def answer_svg(marked: float, marked_at: int, answer: float, asked_at: int, dark: bool) -> str:
    """Return an SVG drawing of both numbers and their difference.

    Parameters
    ----------
    marked, answer : float
        The number at the mark, and the prediction.
    marked_at, asked_at : int
        Their time steps, from 1.
    dark : bool
        Whether the theme of the page is dark.
    """
    labels = (
        _("▲ marked at t = {t}").format(t=marked_at),
        _("prediction at t = {t}").format(t=asked_at),
    )
    values = number(marked, 2), number(answer, 2)
    off = _("off by {error}").format(error=number(abs(answer - marked), 2))
    parts = [
        f'<text x="{k * _EACH}" y="13" font-size="13">{escape(label)}</text>'
        f'<text x="{k * _EACH}" y="49" font-size="36" font-variant-numeric="tabular-nums">{escape(value)}</text>'
        for k, (label, value) in enumerate(zip(labels, values, strict=True))
    ]
    parts.append(f'<text x="{2 * _EACH}" y="49" font-size="16">{escape(off)}</text>')
    words = ", ".join(f"{label}: {value}" for label, value in zip(labels, values, strict=True))
    width = 2 * _EACH + 130
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {_HEIGHT}" width="{width}" height="{_HEIGHT}" role="img" '
        f'aria-label="{escape(f"{words}, {off}")}" fill="{palette(dark)["text"]}">{"".join(parts)}</svg>'
    )
