"""A figure that the reader moves: one drawing for each position of a slider or for each button."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Literal

from playground.figures.palette import HUES
from playground.wording import _

#: Marks the place of what changes in the fixed part of the drawings.
HERE = "<!-- what changes -->"


@dataclass(frozen=True)
class FlipBook:
    """The drawings of a figure with their sentences.

    Parameters
    ----------
    name : str
        Name of the figure.
    control : {"slider", "buttons"}
    label : str
        Name of the control: "Training step".
    values : tuple of str
        What the control shows for each drawing.
    drawings : tuple of str
        What changes from one drawing to the next, as SVG.
    sentences : tuple of str
        About each drawing, HTML.
    base : str
        The SVG around them, with `HERE` once; just `HERE` if drawings are whole.
    start : int
        The drawing shown first.
    play, pause : str
        Labels of the button that moves the slider.
    """

    name: str
    control: Literal["slider", "buttons"]
    label: str
    values: tuple[str, ...]
    drawings: tuple[str, ...]
    sentences: tuple[str, ...]
    base: str = HERE
    start: int = 0
    play: str = ""
    pause: str = ""

    def to_json(self) -> str:
        """Return it as ``flip_book.mjs`` reads it."""
        return json.dumps(asdict(self), ensure_ascii=False, separators=(",", ":"))

    def svg(self, place: int | None = None) -> str:
        """Return one drawing, by default the first shown, as it is without a script."""
        return self.base.replace(HERE, self.drawings[self.start if place is None else place])


def slider(
    name: str,
    label: str,
    values: Sequence[str],
    drawings: Sequence[str],
    sentences: Sequence[str],
    *,
    base: str = HERE,
    start: int = 0,
) -> FlipBook:
    """Return a figure with a slider that can also play."""
    return FlipBook(
        name,
        "slider",
        label,
        tuple(values),
        tuple(drawings),
        tuple(sentences),
        base,
        start,
        _("Play"),
        _("Pause"),
    )


def hue(name: str) -> str:
    """Return a gate's hue as a CSS colour that follows the theme of the page."""
    return themed(*HUES[name])


def themed(light: str, dark: str) -> str:
    """Return a CSS colour that is one of two, as the ground around it is light or dark."""
    return f"light-dark({light}, {dark})"


def framed(width: int, height: int, alt: str, content: str) -> str:
    """Return an SVG in the page's text colour, as wide as its place but at most ``width``·1.6."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" aria-label="{alt}" '
        f'style="width:100%;max-width:{width * 1.6:.0f}px;display:block" font-size="12" stroke="currentColor" fill="none">{content}</svg>'
    )


def text(
    x: float, y: float, words: str, *, anchor: str = "start", size: int = 12, fill: str = ""
) -> str:
    """Return a text; letters after ``_`` are to be Unicode subscripts already."""
    colour = f'style="fill:{fill}"' if fill else 'fill="currentColor"'
    return f'<text x="{x:.4g}" y="{y:.4g}" text-anchor="{anchor}" font-size="{size}" stroke="none" {colour}>{words}</text>'
