"""The wirings of the problem types, each with what a trained network of that type does."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from playground.analysis.first_step import mapping
from playground.config import registry
from playground.data.class_names import class_names
from playground.evaluation.class_metrics import softmax
from playground.figures.palette import palette
from playground.figures.wiring import wiring_svg
from playground.learn.flip_book import FlipBook, framed, text, themed
from playground.learn.recorded import RecordedNetwork, recorded
from playground.wording import _, counted, number

_WIDTH, _HEIGHT = 400, 300
_LEFT, _RIGHT, _TOP, _BOTTOM = 24, 388, 186, 272
#: Each problem type with the recorded variation of the exhibit.
_VARIATIONS = {
    "one_to_one": "One-to-one",
    "one_to_many": "One-to-many",
    "many_to_one": "Many-to-one",
    "classification": "Classification",
    "many_to_many": "",
    "seq2seq": "Sequence-to-sequence",
}


@dataclass(frozen=True)
class _Example:
    """What a network reads and says, over positions on the horizontal axis.

    Parameters
    ----------
    read, target, predicted : (positions, values)
    sentence : str
        HTML.
    words : tuple of str
        Written above the chart, at the right.
    axis : str
        Name of the horizontal axis.
    """

    read: tuple[np.ndarray, np.ndarray]
    target: tuple[np.ndarray, np.ndarray]
    predicted: tuple[np.ndarray, np.ndarray]
    sentence: str
    words: tuple[str, ...] = ()
    axis: str = field(default_factory=lambda: _("time step"))


def wirings() -> FlipBook:
    """Return the diagrams of all problem types; a button shows one with its network."""
    entries = registry.entries("problem")
    drawings, sentences = [], []
    for kind, label in _VARIATIONS.items():
        network = recorded("problem_types", label)
        example = _EXAMPLES.get(kind, _sequence)(network)
        make: Any = registry.lookup("problem", kind).make
        drawings.append(_drawing(make.wiring(), example, _(entries[kind].summary)))
        sentences.append(f"{_(entries[kind].summary)} {example.sentence}")
    return FlipBook(
        "wirings",
        "buttons",
        _("Problem type"),
        tuple(_(entries[kind].label) for kind in _VARIATIONS),
        tuple(drawings),
        tuple(sentences),
        start=list(_VARIATIONS).index("many_to_one"),
    )


def _drawing(diagram: Mapping[str, Any], example: _Example, alt: str) -> str:
    """Return the diagram above the chart."""
    wiring = wiring_svg(dict(diagram), "currentColor").replace(
        "<svg ", f'<svg x="{(_WIDTH - _width(diagram)) / 2:.0f}" y="0" ', 1
    )
    return framed(_WIDTH, _HEIGHT, alt, wiring + _chart(example))


def _width(diagram: Mapping[str, Any]) -> int:
    return 4 + 46 * len(diagram["steps"])


def _chart(example: _Example) -> str:
    courses = (example.read, example.target, example.predicted)
    positions = np.concatenate([p for p, _v in courses])
    values = np.concatenate([v for _p, v in courses])
    first, last = float(positions.min()), float(positions.max())
    lowest, highest = float(values.min()), float(values.max())

    def points(course: tuple[np.ndarray, np.ndarray]) -> list[tuple[float, float]]:
        x = _LEFT + (course[0] - first) / ((last - first) or 1) * (_RIGHT - _LEFT)
        y = _BOTTOM - (course[1] - lowest) / ((highest - lowest) or 1) * (_BOTTOM - _TOP)
        return list(zip(x.tolist(), y.tolist(), strict=True))

    violet, grey = _colour("prediction"), _colour("data")
    legend = [(_("input"), grey), (_("target"), ""), (_("prediction"), violet)]
    shown = [item for item, course in zip(legend, courses, strict=True) if len(course[0])]
    return "".join(
        (
            _line(points(example.read), grey, dots=True),
            _dots(points(example.target), "currentColor", 2.6, hollow=True),
            _line(points(example.predicted), violet, dots=len(example.predicted[0]) < 12),
            *(
                text(_LEFT + 96 * k, _TOP - 16, word, fill=colour)
                for k, (word, colour) in enumerate(shown)
            ),
            text(_RIGHT, _TOP - 16, " · ".join(example.words), anchor="end", fill=violet),
            text(_RIGHT, _BOTTOM + 22, example.axis, anchor="end"),
        )
    )


def _colour(name: str) -> str:
    return themed(palette(False)[name], palette(True)[name])


def _line(points: list[tuple[float, float]], colour: str, *, dots: bool) -> str:
    if not points:
        return ""
    corners = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    line = f'<polyline points="{corners}" style="stroke:{colour}" stroke-width="2"/>'
    return line + (_dots(points, colour, 2.6) if dots else "")


def _dots(
    points: list[tuple[float, float]], colour: str, radius: float, *, hollow: bool = False
) -> str:
    style = f"stroke:{colour}" if hollow else f"fill:{colour};stroke:none"
    return "".join(
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius}" style="{style}"/>' for x, y in points
    )


def _nothing() -> tuple[np.ndarray, np.ndarray]:
    return np.empty(0), np.empty(0)


def _sequence(network: RecordedNetwork) -> _Example:
    """Return a window with the outputs at the steps that they are about."""
    explanation = network.explanation()
    x, y, y_hat = explanation.x[:, 0], np.asarray(explanation.y), explanation.y_hat
    steps = np.arange(1, len(x) + 1)
    # Every output predicts the value one step later; those after the window follow it.
    later = np.arange(len(y)) + (2 if len(y) == len(x) else len(x) + 1)
    error = number(float(np.abs(y_hat - y).mean()), 2)
    sentence = _("Here it reads {steps} and outputs {outputs}, off by {error} on average.")
    return _Example(
        (steps, x),
        (later, y),
        (later, y_hat),
        sentence.format(
            steps=counted(len(x), "{n} value", "{n} values"),
            outputs=counted(len(y), "{n} value", "{n} values"),
            error=error,
        ),
    )


def _one_to_one(network: RecordedNetwork) -> _Example:
    inputs, target, prediction = mapping(network.architecture, network.weights(), network.windows)
    order = np.argsort(inputs[:, 0])
    x, y = inputs[order, 0], target[order]
    thin = slice(None, None, max(1, len(x) // 120))
    error = float(np.abs(prediction[order] - y).mean())
    return _Example(
        _nothing(),
        (x[thin], y[thin]),
        (x, prediction[order]),
        _("The line is its output for each input, off by {error} on average.").format(
            error=number(error, 2)
        ),
        axis=_("input"),
    )


def _one_to_many(network: RecordedNetwork) -> _Example:
    explanation = network.explanation()
    y, y_hat = np.asarray(explanation.y), explanation.y_hat
    names = class_names(network.experiment, network.data)
    chosen = names[int(explanation.x[0, : len(names)].argmax())]
    steps = np.arange(1, len(y) + 1)
    sentence = _("Its only input is the name “{wave}”; it generates {outputs} from it.")
    count = counted(len(y), "{n} value", "{n} values")
    return _Example(
        _nothing(), (steps, y), (steps, y_hat), sentence.format(wave=_(chosen), outputs=count)
    )


def _classification(network: RecordedNetwork) -> _Example:
    explanation = network.explanation()
    x, shares = explanation.x[:, 0], softmax(explanation.y_hat)
    names = class_names(network.experiment, network.data)
    order = np.argsort(-shares)[:2]
    right = int(np.asarray(explanation.y)[0])
    words = tuple(f"{_(names[k])} {number(100 * float(shares[k]), 2)} %" for k in order)
    sentence = _("After {steps} its verdict is: {verdict}. The right answer: {wave}.")
    steps = counted(len(x), "{n} value", "{n} values")
    return _Example(
        (np.arange(1, len(x) + 1), x),
        _nothing(),
        _nothing(),
        sentence.format(steps=steps, verdict=words[0], wave=_(names[right])),
        words,
    )


_EXAMPLES: dict[str, Callable[[RecordedNetwork], _Example]] = {
    "one_to_one": _one_to_one,
    "one_to_many": _one_to_many,
    "classification": _classification,
}
