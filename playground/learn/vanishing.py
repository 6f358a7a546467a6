"""How the influence of a time step shrinks or grows, for untrained networks with other weights."""

from __future__ import annotations

import numpy as np

from playground.analysis.gradients.view import SIMPLE
from playground.analysis.influence import influence, slope_of
from playground.config.experiment import Experiment
from playground.figures.palette import palette
from playground.gallery.exhibits import EXHIBITS
from playground.learn.flip_book import HERE, FlipBook, framed, slider, text, themed
from playground.learn.recorded import untrained
from playground.wording import _, number

#: Spectral radii of the recurrent weights.
RADII = (0.3, 0.5, 0.7, 0.9, 1.0, 1.1, 1.3, 2.0, 2.5)
_WIDTH, _HEIGHT, _LEFT, _RIGHT, _TOP, _BOTTOM = 380, 200, 44, 368, 20, 160
#: Ends of the vertical axis, powers of ten.
_LOW, _HIGH = -12, 4


def vanishing() -> FlipBook:
    """Return the influence of earlier states on the prediction, for several spectral radii."""
    shares = [influence(untrained(_experiment(radius)), 0).share for radius in RADII]
    alt = _("The influence of the state at each step before the last, on a scale of powers of ten.")
    drawings = [_line(share) for share in shares]
    return slider(
        "vanishing",
        _("Size of the recurrent weights (spectral radius)"),
        [number(radius, 2) for radius in RADII],
        drawings,
        [_about(share) for share in shares],
        base=framed(_WIDTH, _HEIGHT, alt, _axes(len(shares[0])) + HERE),
        start=RADII.index(0.7),
    )


def _experiment(radius: float) -> Experiment:
    values = {
        "model.cell": SIMPLE,
        "model.hidden_size": 8,
        "model.recurrent_init": "orthogonal",
        "model.spectral_radius": radius,
        "model.seed": 1,
    }
    return EXHIBITS["vanishing"].varied(values)


def _x(back: int, count: int) -> float:
    return _RIGHT - back * (_RIGHT - _LEFT) / (count - 1)


def _y(decades: float) -> float:
    return _BOTTOM - (decades - _LOW) / (_HIGH - _LOW) * (_BOTTOM - _TOP)


def _axes(count: int) -> str:
    powers = {4: "10⁴", 0: "1", -4: "10⁻⁴", -8: "10⁻⁸", -12: "10⁻¹²"}
    return (
        "".join(
            f'<path d="M{_LEFT} {_y(p):.1f}H{_RIGHT}" stroke-opacity="{0.5 if p == 0 else 0.2}"/>'
            + text(_LEFT - 6, _y(p) + 4, label, anchor="end", size=11)
            for p, label in powers.items()
        )
        + "".join(
            text(_x(back, count), _BOTTOM + 16, str(back), anchor="middle", size=11)
            for back in range(0, count, 5)
        )
        + text(_RIGHT, _BOTTOM + 32, _("steps before the last"), anchor="end")
    )


def _line(share: np.ndarray) -> str:
    colour = themed(*(palette(theme)["cells"][SIMPLE] for theme in (False, True)))
    with np.errstate(divide="ignore"):
        decades = np.log10(share[::-1])
    points = [
        (_x(back, len(share)), _y(float(d))) for back, d in enumerate(decades) if _LOW <= d <= _HIGH
    ]
    corners = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    dots = "".join(
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.6" style="fill:{colour}" stroke="none"/>'
        for x, y in points
    )
    return f'<polyline points="{corners}" style="stroke:{colour}" stroke-width="2"/>{dots}'


def _about(share: np.ndarray) -> str:
    factor = 10 ** slope_of(share)
    back = 20
    left = number(float(share[-1 - back]), 2)
    shrinks = _(
        "Every step back divides the influence by about {factor}; {back} steps back {share} of it is left."
    )
    grows = _(
        "Every step back multiplies the influence by about {factor}; {back} steps back it is {share} times as large."
    )
    if factor < 1:
        return shrinks.format(factor=number(1 / factor, 3), back=back, share=left)
    return grows.format(factor=number(factor, 3), back=back, share=left)
