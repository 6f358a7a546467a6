"""The key to the lines of two units: their dashes, as in the tracks, with a name for each."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from playground.figures.palette import palette

#: Dashes of the first units in the tracks.
DASHES = ("none", "6 3")
_EACH = 190


def units_svg(names: Sequence[str], dark: bool) -> str:
    """Return an SVG drawing of the line of each unit beside its name."""
    colour = palette(dark)["text"]
    parts = [
        f'<line x1="{k * _EACH + 2}" y1="12" x2="{k * _EACH + 44}" y2="12" stroke-width="2" stroke-dasharray="{dash}"/>'
        f'<text x="{k * _EACH + 54}" y="17" font-size="15" fill="currentColor" stroke="none">{escape(name)}</text>'
        for k, (name, dash) in enumerate(zip(names, DASHES, strict=True))
    ]
    width = _EACH * len(names)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} 24" width="{width}" height="24" role="img" '
        f'aria-label="{escape(", ".join(names))}" color="{colour}" stroke="currentColor">{"".join(parts)}</svg>'
    )
