"""Stills of a network at work and of its errors as SVG, for the moment before the page is there."""

from __future__ import annotations

import math
from collections.abc import Sequence
from xml.sax.saxutils import escape

import numpy as np

from playground.analysis.explain import Explanation
from playground.figures.palette import DARK, HUES, LIGHT
from playground.runs.recording import Frame

#: Width, height of a row and left edge of the rows, in pixels.
_WIDTH, _HIGH, _LEFT = 620, 84, 44


def still(explanation: Explanation) -> str:
    """Return prediction and target, the forget gate and the cell state of an LSTM with one unit.

    Colours follow the reader's theme. Every curve is a step per time step, as in the player.
    """
    signals = explanation.layers[0]
    assert explanation.y is not None
    rows = [
        ("ŷ", "prediction", [explanation.y, explanation.y_hat]),
        ("f", "gate", [signals["forget_gate"][:, 0]]),
        ("C", "state", [signals["cell_state"][:, 0]]),
    ]
    parts = [_style()]
    for number, (letter, kind, curves) in enumerate(rows):
        top = 8 + number * (_HIGH + 24)
        low, high = _limits(kind, curves)
        parts.append(f'<text x="4" y="{top + _HIGH / 2 + 6:.0f}">{escape(letter)}</text>')
        parts.append(f'<path class="axis" d="M{_LEFT} {top + _HIGH}H{_WIDTH}"/>')
        for curve, values in enumerate(curves):
            target = kind == "prediction" and curve == 0
            path = _steps(np.asarray(values, np.float64), low, high, top)
            parts.append(f'<path class="{"target" if target else kind}" d="{path}"/>')
    height = 8 + len(rows) * (_HIGH + 24)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" '
        f'width="{_WIDTH}" height="{height}">{"".join(parts)}</svg>'
    )


def error_still(rows: Sequence[Frame]) -> str:
    """Return training and validation error over the training steps, on a scale of whole decades.

    The drawing fills whatever room it is given.
    """
    curves = {
        "training": [(row.step, row.train_loss) for row in rows],
        "prediction": [(row.step, row.validation_loss or 0.0) for row in rows],
    }
    curves = {kind: [p for p in points if p[1] > 0] for kind, points in curves.items()}
    logs = [math.log10(error) for points in curves.values() for _step, error in points]
    low, high, last = math.floor(min(logs)), math.ceil(max(logs)), rows[-1].step
    parts = [_style(), '<path class="axis" d="M0 0H100M0 100H100"/>']
    for kind, points in curves.items():
        places = (
            f"{100 * step / last:.1f} {100 * (high - math.log10(error)) / (high - low):.1f}"
            for step, error in points
        )
        parts.append(f'<path class="{kind}" d="M{"L".join(places)}"/>')
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100" '
        f'preserveAspectRatio="none">{"".join(parts)}</svg>'
    )


def _limits(kind: str, curves: list[np.ndarray]) -> tuple[float, float]:
    if kind == "gate":
        return 0.0, 1.0
    low, high = (float(f(np.concatenate(curves))) for f in (np.min, np.max))
    return low - 0.05 * (high - low), high + 0.05 * (high - low)


def _steps(values: np.ndarray, low: float, high: float, top: float) -> str:
    x = np.linspace(_LEFT, _WIDTH, len(values) + 1)
    y = top + _HIGH * (1 - (values - low) / (high - low))
    return f"M{x[0]:.0f} {y[0]:.1f}" + "".join(
        f"V{height:.1f}H{end:.0f}" for height, end in zip(y, x[1:], strict=True)
    )


def _style() -> str:
    def colours(colours: dict, dark: bool) -> str:
        return (
            f"text{{fill:{colours['text']}}}.axis{{stroke:{colours['data']}}}"
            f".training{{stroke:{colours['training']};stroke-width:1.25}}"
            f".target{{stroke:{colours['target']}}}.prediction{{stroke:{colours['prediction']}}}"
            f".gate{{stroke:{HUES['orange'][dark]}}}.state{{stroke:{HUES['text'][dark]}}}"
        )

    return (
        "<style>path{fill:none;stroke-width:2;vector-effect:non-scaling-stroke}.axis{stroke-width:1;opacity:.4}"
        ".target{stroke-dasharray:2 3}text{font:italic 22px serif}"
        f"{colours(LIGHT, False)}@media(prefers-color-scheme:dark){{{colours(DARK, True)}}}</style>"
    )
