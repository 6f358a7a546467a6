"""Inputs, targets and predictions as tracks, for every problem type."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from playground.data.class_names import class_names
from playground.data.series import Series
from playground.data.windowing.matching import answer_of
from playground.evaluation.class_metrics import softmax
from playground.player.editing import EDITABLE, is_editable, mark_kinds
from playground.player.groups import INPUTS
from playground.player.payload import Track
from playground.player.shown import Shown
from playground.player.time_axis import at_targets
from playground.wording import _

#: Target functions whose values have the scale of the input, so that both share a row.
SAME_SCALE = ("", "ahead", "next", "running_mean", "echo")
#: Most classes that are all drawn; of more, only the true and the predicted one are drawn.
MOST_CLASSES = 8


def inputs_in_data_units(shown: Shown) -> tuple[list[str], np.ndarray]:
    """Return the names of the inputs and their values (T, F) in the data's units.

    The input of a generator is its previous prediction.
    """
    windows, x = shown.windows, shown.explanation.x
    if shown.probe.part.spec.generated:
        fed = windows.scaler.inverse_target(x[:, -1:]) if not windows.task else x[:, -1:].copy()
        fed[0] = np.nan
        return [_("Its own previous prediction")], fed
    read = list(windows.read)
    values = (
        shown.probe.x.astype(np.float64) * windows.scaler.factor[read] + windows.scaler.shift[read]
    )
    if not windows.differenced:
        logged = [i for i, column in enumerate(read) if column in windows.scaler.log]
        values[:, logged] = np.exp(values[:, logged])
    return _column_names(shown), values


def input_names(shown: Shown) -> list[str]:
    """Return the names of all features that the network reads, in order.

    Those of a generator are its condition and its previous prediction.
    """
    if not shown.probe.part.spec.generated:
        return inputs_in_data_units(shown)[0]
    if shown.windows.task:
        given = class_names(shown.experiment, shown.data)
    else:
        columns = _column_names(shown)
        given = [*columns, *(_("slope of {column}").format(column=column) for column in columns)]
    return [*given, _("Its own previous prediction")]


def _column_names(shown: Shown) -> list[str]:
    """Return the names of the columns that are read; those of a task in the language in use."""
    names = [shown.data.columns[column] for column in shown.windows.read]
    return [_(name) for name in names] if shown.experiment.source().is_task else names


def main_input(shown: Shown) -> int:
    """Return the index of the input that shares its row with target and prediction."""
    data, read = shown.data, shown.windows.read
    return (
        read.index(data.target)
        if isinstance(data, Series) and data.target in read and not shown.probe.part.spec.generated
        else 0
    )


def output_row(shown: Shown) -> str:
    """Return the row of target and prediction: that of the input if they have its scale."""
    problem = shown.experiment.problem
    same = (
        problem.kind not in ("one_to_one", "many_to_many")
        or answer_of(shown.data, problem) in SAME_SCALE
    )
    return "data" if same else "answer"


@dataclass(frozen=True)
class _Output:
    """Values at the targets, and those for the steps before the first of them."""

    values: np.ndarray
    colour: str
    before: np.ndarray = field(default_factory=lambda: np.empty(0))

    def placed(self, shown: Shown) -> np.ndarray:
        """Return the values on the time axis, NaN elsewhere."""
        placed = at_targets(shown, self.values)
        if count := len(self.before):
            first = int(shown.probe.part.target_offsets[0])
            placed[first - count : first] = self.before
        return placed


def further_inputs(shown: Shown) -> list[Track]:
    """Return the inputs besides the first one and the marks, which fold together."""
    names, inputs = inputs_in_data_units(shown)
    main = main_input(shown)
    channels = {_(mark.channel) for mark in mark_kinds(shown)}  # as the names are
    others = [c for c in range(inputs.shape[1]) if c != main and names[c] not in channels]
    return [
        Track(
            f"x{c}",
            "x_t",
            spaced(names[c]),
            "series",
            inputs[:, c],
            colour="data",
            row=f"x{c}",
            style="solid",
            stepped=shown.windows.task,
            group=INPUTS,
        )
        for c in others
    ]


def data_tracks(shown: Shown) -> list[Track]:
    """Return input, target and prediction in the data's units."""
    names, inputs = inputs_in_data_units(shown)
    main = main_input(shown)
    channels = {_(mark.channel) for mark in mark_kinds(shown)}  # as the names are
    first = [] if names[main] in channels else [_input_track(shown, names, inputs, main)]
    if shown.probe.part.spec.classes:
        return [*first, *class_tracks(shown)]
    target, prediction = shown.target(), _Output(shown.prediction(), "prediction", shown.earlier)
    outputs = [
        _output_track(
            shown, "target", "y_t", _("Target"), _Output(target, "target"), "dotted", "always"
        ),
        _output_track(shown, "prediction", "ŷ_t", _("Prediction"), prediction, "thick", "always"),
    ]
    if shown.untouched is not None:
        label, unchanged = (
            _("Without the intervention"),
            _Output(shown.prediction(shown.untouched), "prediction"),
        )
        outputs.append(_output_track(shown, "untouched", "ŷ_t", label, unchanged, "solid", "wide"))
    return [*first, *outputs]


def error_track(shown: Shown) -> list[Track]:
    """Return prediction minus target; of classes, whose shares are shown, nothing."""
    if shown.probe.part.spec.classes:
        return []
    difference = at_targets(shown, shown.prediction() - shown.target())
    note = _("prediction − target")
    return [Track("error", "", _("Error"), "line", difference, note=note, opens="asked")]


def _input_track(shown: Shown, names: list[str], inputs: np.ndarray, main: int) -> Track:
    alone = (len(names) == 1 or shown.windows.task) and not shown.probe.part.spec.generated
    low, high = EDITABLE if is_editable(shown) else (None, None)  # a fixed scale during edits
    return Track(
        "x",
        "x_t",
        _("Input") if alone else spaced(names[main]),
        "series",
        inputs[:, main],
        colour="data",
        row="data",
        opens="always",
        style="dots" if shown.windows.task else "solid",
        stepped=shown.windows.task,
        low=low,
        high=high,
    )


def _output_track(
    shown: Shown,
    name: str,
    symbol: str,
    label: str,
    output: _Output,
    style: str,
    opens: str,
) -> Track:
    return Track(
        name,
        symbol,
        label,
        "series",
        output.placed(shown),
        colour=output.colour,
        row=output_row(shown),
        opens=opens,
        style=style,
        stepped=shown.windows.task,
    )


def spaced(name: str) -> str:
    """Return a column's name without underscores, which the player would read as subscripts."""
    return name.replace("_", " ")


def class_tracks(shown: Shown) -> list[Track]:
    """Return the probability of each class after each time step.

    If there are many classes, only the true and the predicted one have a line.
    """
    assert shown.explanation.along is not None
    shares = softmax(shown.explanation.along)
    true, predicted = int(shown.probe.y[0]), int(shares[-1].argmax())
    tracks = []
    for number, name in enumerate(class_names(shown.experiment, shown.data)):
        if len(shown.data.classes) > MOST_CLASSES and number not in (true, predicted):
            continue
        label = _("{name} (true)") if number == true else "{name}"
        style, colour = (
            ("thick", "prediction")
            if number == predicted
            else ("solid", "text")
            if number == true
            else ("dotted", "data")
        )
        tracks.append(
            Track(
                f"class{number}",
                "p",
                label.format(name=name),
                "series",
                shares[:, number],
                low=0.0,
                high=1.0,
                colour=colour,
                row="classes",
                opens="always",
                style=style,
            )
        )
    return tracks
