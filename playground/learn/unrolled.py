"""The unrolled network, while it is trained."""

from __future__ import annotations

from playground.analysis.gradients.view import SIMPLE
from playground.figures.palette import palette
from playground.figures.unrolled import unrolled_svg
from playground.gallery.exhibits.unrolled import roles
from playground.learn.flip_book import FlipBook, slider, themed
from playground.learn.recorded import recorded
from playground.wording import _, number

#: Training steps drawn: early ones change most.
STEPS = (0, 4, 8, 16, 24, 32, 40, 48, 64, 80, 100, 140, 200, 300)


def unrolled() -> FlipBook:
    """Return the first time steps of the exhibit's network, at several training steps."""
    network = recorded("unrolled")
    by_step = {frame.step: frame for frame in network.frames}
    frames = [by_step[step] for step in STEPS if step in by_step]
    light, dark = (palette(theme)["cells"][SIMPLE] for theme in (False, True))
    drawings, sentences = [], []
    for frame in frames:
        explanation = network.explanation(frame)
        states, x = explanation.layers[0]["hidden_state"], explanation.x[:, 0]
        path = roles(explanation)
        svg = unrolled_svg(x, states, explanation.y_hat, False, path)
        svg = svg.replace(light, themed(light, dark))
        drawings.append(svg.replace(f' color="{palette(False)["text"]}"', ""))
        sentences.append(_about(float(x[1]), float(explanation.y_hat[2]), path))
    steps = [str(frame.step) for frame in frames]
    return slider("unrolled", _("Training step"), steps, drawings, sentences, start=len(frames) - 1)


def _about(before: float, output: float, path: tuple[int, int] | None) -> str:
    answer = _(
        "At t = 3 it should output the previous input, {before}; it outputs {output}."
    ).format(before=number(before, 2), output=number(output, 2))
    if path is None:
        return answer + " " + _("No unit holds the previous input yet.")
    way = _("Coloured: the way of the second input, through unit {reads} and then unit {holds}.")
    return answer + " " + way.format(reads=path[0] + 1, holds=path[1] + 1)
