"""The drawings that exhibits add to the tracks, of the network at one training step."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from playground.analysis.explain import Explanation
from playground.analysis.influence import influence
from playground.analysis.probe import explain_probe
from playground.figures.answer import answer_svg
from playground.figures.unit_lines import units_svg
from playground.figures.unrolled import MOST_UNITS, unrolled_svg
from playground.figures.vanishing import vanishing_chart
from playground.gallery.exhibits.answer_when_asked import remembering_unit
from playground.gallery.exhibits.unrolled import roles, the_state_carries_the_input
from playground.gallery.exhibits.vanishing import sentence as about_vanishing
from playground.live.charts import LiveChart, Network
from playground.models.cells import cell_of
from playground.player.viewpoint import Viewpoint
from playground.wording import _

#: Height of a chart in pixels, so that the first tracks stay on the first screen.
HEIGHT = 190
#: Time steps drawn of an unrolled network: so many are legible in the width of a phone.
_STEPS = 3


def exhibit_charts(exhibit: str, network: Network, layer: int) -> list[LiveChart]:
    """Return the drawings of an exhibit; none if it has none, or the experiment does not fit it.

    Parameters
    ----------
    exhibit : str
        Name of the exhibit; empty for none.
    network : Network
    layer : int
        Layer shown, from 0.
    """
    if exhibit not in _DRAW:
        return []
    explanation = explain_probe(network.architecture, network.weights, network.probe)
    chart = _DRAW[exhibit](network, explanation, layer)
    return [] if chart is None else [chart]


@dataclass(frozen=True)
class RecordedDrawings:
    """The drawings of an exhibit for the recorded steps of a film.

    Parameters
    ----------
    exhibit : str
        Name of the exhibit; empty for none.
    dark : bool
        Whether the theme of the page is dark.
    """

    exhibit: str
    dark: bool

    def at(
        self, viewpoint: Viewpoint, step: int, weights: Mapping[str, np.ndarray]
    ) -> dict[str, Any]:
        """Return what each drawing shows of a network, by its key."""
        v = viewpoint
        network = Network(v.experiment, v.data, v.windows, v.probe, weights, step, self.dark)
        return {c.key: c.changed() for c in exhibit_charts(self.exhibit, network, v.layer)}


def _unrolled(network: Network, explanation: Explanation, _layer: int) -> LiveChart | None:
    states = explanation.layers[0].get("hidden_state")
    if states is None or cell_of(network.experiment.model.cell).keeper is not None:
        return None
    if states.shape[1] > MOST_UNITS or explanation.x.shape[1] != 1:
        return None
    if len(explanation.y_hat) != len(explanation.x):
        return None
    path = roles(explanation) if the_state_carries_the_input(explanation) else None
    svg = unrolled_svg(explanation.x[:, 0], states, explanation.y_hat, network.dark, path, _STEPS)
    return LiveChart("unrolled", "", (), svg=svg)


def _vanishing(network: Network, explanation: Explanation, layer: int) -> LiveChart | None:
    mark = _last_mark(explanation)
    if explanation.x.shape[1] != 2 or mark is None or mark >= len(explanation.x) - 1:
        return None
    share = influence(explanation, layer).share
    figure = vanishing_chart(share, mark, network.experiment.model.cell, network.dark)
    return LiveChart("vanishing", "", (about_vanishing(explanation),), figure, HEIGHT)


def _units(network: Network, explanation: Explanation, _layer: int) -> LiveChart | None:
    """Name the two units, whose lines in the tracks differ in their dashes."""
    if explanation.layers[0]["hidden_state"].shape[1] != 2:
        return None
    memory = remembering_unit(explanation)
    names = (_("unit {unit} helps"), _("unit {unit} remembers"))
    if memory is None:  # neither does, before it has learned to
        names = (_("unit {unit}"), _("unit {unit}"))
    remembers = None if memory is None else memory.unit
    svg = units_svg([names[k == remembers].format(unit=k + 1) for k in (0, 1)], network.dark)
    return LiveChart("units", "", (), svg=svg)


def _answer(network: Network, explanation: Explanation, _layer: int) -> LiveChart | None:
    mark = _last_mark(explanation)
    if explanation.y is None or len(explanation.y_hat) != 1 or mark is None:
        return None
    marked, answer = float(explanation.x[mark, 0]), float(explanation.y_hat[0])
    svg = answer_svg(marked, mark + 1, answer, len(explanation.x), network.dark)
    return LiveChart("answer", "", (), svg=svg)


def _last_mark(explanation: Explanation) -> int | None:
    """Return the last time step at which the last input is on, from 0."""
    marks = np.flatnonzero(explanation.x[:, -1] > 0.5)
    return int(marks[-1]) if marks.size else None


_DRAW: dict[str, Callable[[Network, Explanation, int], LiveChart | None]] = {
    "unrolled": _unrolled,
    "vanishing": _vanishing,
    "answer_when_asked": _units,
    "long_recall": _answer,
}
#: Every drawing that `exhibit_charts` returns.
DRAWINGS = frozenset({"unrolled", "vanishing", "units", "answer"})
