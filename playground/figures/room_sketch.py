"""A small sketch of the page that a link opens: bar, sidebar, training strip and tracks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

_WIDTH, _HEIGHT, _BAR, _SIDE, _MOST = 320, 190, 14, 84, 13


@dataclass(frozen=True)
class RoomSketch:
    """What the sketch shows.

    Parameters
    ----------
    fields : sequence of bool
        The controls of the sidebar, from top to bottom; true for one that is locked.
    pages : int
        Pages in the bar.
    trained : float
        Share of the training that is done, from 0 to 1.
    chips : bool
        Whether there are buttons above the tracks.
    presented : bool
    """

    fields: Sequence[bool]
    pages: int
    trained: float
    chips: bool
    presented: bool


def room_svg(sketch: RoomSketch, colour: str) -> str:
    """Return the sketch as SVG in one colour; it repeats in a picture what is said in words."""
    left = 0 if sketch.presented else _SIDE
    pen = 3 if sketch.presented else 1.5
    parts = [_box(0, 0, _WIDTH, _HEIGHT, 0.0), _line(left, _BAR, _WIDTH, _BAR)]
    parts += [_box(left + 8 + 30 * k, 5, 22, 4, 0.6) for k in range(sketch.pages)]
    if not sketch.presented:
        parts += [_box(0, 0, _SIDE, _HEIGHT, 0.08), *_controls(sketch.fields)]
    parts += _strip(left + 10, sketch.trained, pen)
    top = 66
    if sketch.chips and not sketch.presented:
        parts += [_box(left + 10 + 34 * k, top - 14, 28, 8, 0.3, 4) for k in range(4)]
    wave = "q6 -14 12 0t12 0"
    wide = _WIDTH - left - 110
    for row in range(4):
        y = top + 20 + 28 * row
        path = f"M{left + 10} {y}" + wave * (wide // 24)
        parts.append(f'<path d="{path}" stroke-width="{pen}"/>')
    parts.append(_box(_WIDTH - 86, top, 78, _HEIGHT - top - 10, 0.1, 4))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" width="{_WIDTH}" height="{_HEIGHT}" '
        f'color="{colour}" stroke="currentColor" fill="none">{"".join(parts)}</svg>'
    )


def _controls(fields: Sequence[bool]) -> list[str]:
    parts = []
    for k, locked in enumerate(fields[:_MOST]):
        y = 12 + 13 * k
        parts.append(_box(8, y, 52, 5, 0.15 if locked else 0.5, 2))
        if locked:
            parts.append(_box(66, y, 7, 5, 0.9))
            parts.append(f'<path d="M67.5 {y}v-1.5a2 2 0 0 1 4 0v1.5"/>')
    return parts


def _strip(left: int, trained: float, pen: float) -> list[str]:
    end = _WIDTH - 60
    at = left + 50 + (end - left - 50) * min(1.0, max(0.0, trained))
    curve = f"M{left + 50} 24C{left + 66} 42 {left + 80} 44 {end} 45"
    return [
        _box(left, 24, 38, 10, 0.7, 2),
        f'<path d="{curve}" stroke-width="{pen}" stroke-opacity="0.5"/>',
        _line(at, 20, at, 48),
        f'<circle cx="{at:.1f}" cy="34" r="3" fill="currentColor"/>',
        _box(end + 12, 24, 40, 12, 0.3, 2),
    ]


def _box(x: float, y: float, width: float, height: float, shade: float, round: int = 0) -> str:
    edge = "" if shade == 0 else ' stroke="none"'
    return (
        f'<rect x="{x}" y="{y}" width="{width}" height="{height}" rx="{round}" '
        f'fill="currentColor" fill-opacity="{shade}"{edge}/>'
    )


def _line(x0: float, y0: float, x1: float, y1: float) -> str:
    return f'<path d="M{x0:.1f} {y0:.1f}L{x1:.1f} {y1:.1f}"/>'
