"""A small picture of a source's data, drawn from the data themselves."""

from __future__ import annotations

import numpy as np

#: Width and height in pixels, and points drawn at most.
WIDTH, HEIGHT, POINTS = 72, 18, 96
#: Legible on light and dark alike: at least 3 : 1 on both.
COLOUR = "#807E7A"


def source_svg(values: np.ndarray, marks: np.ndarray | None = None) -> str:
    """Return an SVG picture of a course of values.

    Parameters
    ----------
    values : ndarray of shape (N,)
        Drawn from left to right; longer ones are reduced to evenly spaced points.
    marks : ndarray of bool, shape (N,), or None
        Steps with a mark, drawn as short strokes at the top.
    """
    chosen = np.unique(np.linspace(0, len(values) - 1, min(POINTS, len(values))).astype(int))
    drawn = np.asarray(values, np.float64)[chosen]
    finite = np.isfinite(drawn)
    low, high = (drawn[finite].min(), drawn[finite].max()) if finite.any() else (0.0, 0.0)
    top = 5.0 if marks is not None and marks.any() else 1.5
    span = high - low or 1.0
    y = HEIGHT - 1.5 - (drawn - low) / span * (HEIGHT - 1.5 - top)
    x = 1 + np.arange(len(drawn)) / max(1, len(drawn) - 1) * (WIDTH - 2)
    points = " ".join(f"{a:.1f},{b:.1f}" for a, b in zip(x[finite], y[finite], strict=True))
    at = x[:0] if marks is None else x[np.flatnonzero(np.asarray(marks)[chosen])]
    strokes = "".join(f'<path d="M{a:.1f} 0.5V3.5"/>' for a in at)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" '
        f'fill="none" stroke="{COLOUR}" stroke-width="1.3" stroke-linejoin="round"><polyline points="{points}"/>{strokes}</svg>'
    )
