"""The charts of the predictions for each problem type, drawn at rest and while it trains."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from playground.analysis.accuracy import validation_accuracy
from playground.analysis.exposure_bias import free_running
from playground.analysis.first_step import mapping, single_step
from playground.analysis.probe import Probe, explain_probe
from playground.config.cells import has_memory
from playground.config.experiment import Experiment
from playground.data.class_names import class_names
from playground.data.series import Sequences, Series
from playground.data.windowing.windows import Windows
from playground.evaluation.class_metrics import softmax
from playground.figures.class_shares import class_shares_chart
from playground.figures.mapping import mapping_chart
from playground.figures.packed import packed
from playground.figures.side_by_side import prediction_over_target
from playground.figures.written import error_by_step, free_running_chart
from playground.models.architecture import Architecture, architecture_of
from playground.models.cells import cell_of
from playground.sentences.first_step import about_first_step
from playground.sentences.free_running import about_free_running, about_steps_ahead
from playground.wording import _, counted, number


@dataclass(frozen=True)
class LiveChart:
    """One chart with its words, or words alone.

    Parameters
    ----------
    key : str
        Name of the element.
    title : str
        Heading.
    sentences : tuple of str
        About the numbers drawn; the first is also a figure's text alternative. Plain text.
    figure : dict or None
        Plotly's traces and layout; None for words alone or a drawing.
    height : int
        Pixels.
    caption : str
        A remark that does not change while it trains.
    svg : str
        A drawing with its text alternative; empty for none.
    """

    key: str
    title: str
    sentences: tuple[str, ...]
    figure: dict[str, Any] | None = None
    height: int = 280
    caption: str = ""
    svg: str = ""

    def changed(self) -> dict[str, Any]:
        """Return what changes while it trains, as a page's elements read it."""
        words = {"said": list(self.sentences)} if self.sentences else {}
        drawing = {"svg": self.svg} if self.svg else {}
        return {**(packed(self.figure) if self.figure else {}), **drawing, **words}


@dataclass(frozen=True)
class Network:
    """A network at one training step, and the example that it is shown on.

    Parameters
    ----------
    experiment, data, windows, probe
        As in `playground.player.viewpoint.Viewpoint`.
    weights : mapping of str to ndarray
        By PyTorch's names.
    step : int
        Training step.
    dark : bool
        Whether the theme of the page is dark.
    """

    experiment: Experiment
    data: Series | Sequences
    windows: Windows
    probe: Probe
    weights: Mapping[str, np.ndarray]
    step: int
    dark: bool

    @property
    def architecture(self) -> Architecture:
        """The network's architecture."""
        return architecture_of(self.experiment, self.data)

    @property
    def unit(self) -> str:
        """The unit of the target, or an empty text."""
        return self.data.unit


def prediction_charts(network: Network) -> list[LiveChart]:
    """Return the charts of the problem type; some types have none beside the tracks."""
    draw = _CHARTS.get(network.experiment.problem.kind)
    return [] if draw is None else draw(network)


def _classes(network: Network) -> list[LiveChart]:
    """Return the probability of each class over the sequence, and the accuracy so far."""
    along = explain_probe(network.architecture, network.weights, network.probe).along
    if along is None:
        return []
    names = class_names(network.experiment, network.data)
    share, count = validation_accuracy(network.architecture, network.weights, network.windows)
    sentence = _(
        "It classifies {share} % of {sequences} correctly; guessing at random would be right in {chance} %."
    ).format(
        share=number(100 * share, 3),
        sequences=counted(count, "{n} validation sequence", "{n} validation sequences"),
        chance=number(100 / len(names), 2),
    )
    return [
        LiveChart(
            "class-shares",
            _("The prediction while the sequence is read"),
            (sentence,),
            class_shares_chart(softmax(along), names, int(network.probe.y[0]), network.dark),
            caption=_(
                "The output layer is applied after every step, though only its output after the last step enters the loss."
            ),
        )
    ]


def _generated(network: Network) -> list[LiveChart]:
    """Return the free-running and the teacher-forced predictions, and the error at each step."""
    result = free_running(network.architecture, network.weights, network.windows, network.probe)
    unit, dark = network.unit, network.dark
    charts = [
        LiveChart(
            "written",
            _("Free running and with the true values"),
            (
                about_free_running(
                    result.free_error,
                    result.forced_error,
                    network.experiment.problem.teacher_forcing,
                    unit,
                    network.step == 0,
                ),
            ),
            free_running_chart(result.truth, result.free, result.forced, unit, dark),
        )
    ]
    if len(result.free_error) < 2:  # a single step, whose error is in the sentence
        return charts
    windows = counted(
        result.windows, "For one validation window.", "Mean over {n} validation windows."
    )
    by_step = error_by_step(result.free_error, result.forced_error, unit, dark)
    sentence = about_steps_ahead(result.free_error, unit)
    title = _("Error by forecast step")
    return [*charts, LiveChart("by-step", title, (sentence,), by_step, caption=windows)]


def _one_to_one(network: Network) -> list[LiveChart]:
    """Return the learned curve, and why a recurrent cell is a feed-forward network here."""
    inputs, target, prediction = mapping(network.architecture, network.weights, network.windows)
    if inputs.shape[1] == 1:
        sentence = _(
            "Dots: targets. Line: the network's predictions for {count} inputs of the validation set."
        )
        names = (network.data.columns[network.windows.read[0]], _("prediction"))
        figure = mapping_chart(inputs[:, 0], target, prediction, names, network.dark)
    else:
        sentence = _(
            "Each dot is one of {count} inputs of the validation set: on the diagonal the prediction is exact."
        )
        name = _("this network")
        cell = network.experiment.model.cell
        figure = prediction_over_target(target, {name: prediction}, {name: cell}, network.dark)
    chart = LiveChart(
        "mapping",
        _("The prediction for each input"),
        (sentence.format(count=len(target)),),
        figure,
        300,
    )
    return [chart, LiveChart("cell-remains", _("What remains of the cell"), _remains(network))]


def _remains(network: Network) -> tuple[str, ...]:
    model = network.experiment.model
    if not has_memory(model.cell):
        count = number(network.architecture.parameters, 6)
        return (
            _(
                "An MLP has no state: all of its {count} weights act on every prediction. PyTorch has one bias for each of its units, and two for those of a recurrent cell."
            ).format(count=count),
            _(
                "A sequence of one step needs no memory, so an MLP can learn the same curve as a recurrent network."
            ),
        )
    idle = cell_of(model.cell).idle_at_first_step
    explanation = explain_probe(network.architecture, network.weights, network.probe)
    gate = explanation.layers[0][idle[0]][0] if idle else None
    comparison = single_step(network.architecture, network.weights, network.windows)
    return tuple(about_first_step(model.cell, comparison, gate, model.nonlinearity))


_CHARTS: dict[str, Callable[[Network], list[LiveChart]]] = {
    "classification": _classes,
    "one_to_many": _generated,
    "seq2seq": _generated,
    "one_to_one": _one_to_one,
}
