"""What goes into the network and what it is asked for, as tracks: of every problem type."""

from __future__ import annotations

from typing import Protocol

import numpy as np

from playground.analysis.explain import Explanation
from playground.analysis.probe import Probe
from playground.config.experiment import Experiment
from playground.data.class_names import class_names
from playground.data.series import Sequences, Series
from playground.data.windowing.matching import answer_of
from playground.data.windowing.windows import Windows
from playground.player.payload import Track
from playground.wording import _

#: Answers that live on the scale of what is read, and so share its row.
SAME_SCALE = ("", "ahead", "next", "running_mean", "echo")
#: More classes than this are not drawn one by one: only the true one and the one that is named.
MOST_CLASSES = 8


class Shown(Protocol):
    """What a picture knows of the sequence it shows; see `playground.player.scene.Scene`."""

    @property
    def experiment(self) -> Experiment: ...
    @property
    def data(self) -> Series | Sequences: ...
    @property
    def windows(self) -> Windows: ...
    @property
    def probe(self) -> Probe: ...
    @property
    def explanation(self) -> Explanation: ...


def own_inputs(scene: Shown) -> tuple[list[str], np.ndarray]:
    """Return the names of the inputs and their values (T, F) in their own units; a generator's
    input is its own last answer.
    """
    windows, x = scene.windows, scene.explanation.x
    if scene.probe.part.spec.generated:
        fed = windows.scaler.inverse_target(x[:, -1:]) if not windows.task else x[:, -1:].copy()
        fed[0] = np.nan
        return [_("Its own last answer")], fed
    read = list(windows.read)
    own = (
        scene.probe.x.astype(np.float64) * windows.scaler.factor[read] + windows.scaler.shift[read]
    )
    if not windows.differenced:
        logged = [i for i, column in enumerate(read) if column in windows.scaler.log]
        own[:, logged] = np.exp(own[:, logged])
    return [scene.data.columns[column] for column in read], own


def input_names(scene: Shown) -> list[str]:
    """Return the names of all features the network reads, in their order; of a generator those of
    its condition and its own answer.
    """
    if not scene.probe.part.spec.generated:
        return own_inputs(scene)[0]
    if scene.windows.task:
        given = class_names(scene.experiment, scene.data)
    else:
        columns = [scene.data.columns[column] for column in scene.windows.read]
        given = [*columns, *(_("slope of {column}").format(column=column) for column in columns)]
    return [*given, _("Its own last answer")]


def main_input(scene: Shown) -> int:
    """Return which input shares its row with target and prediction."""
    data, read = scene.data, scene.windows.read
    return (
        read.index(data.target)
        if isinstance(data, Series) and data.target in read and not scene.probe.part.spec.generated
        else 0
    )


def answer_row(scene: Shown) -> str:
    """Return the row of target and prediction: that of the input where they have one scale."""
    problem = scene.experiment.problem
    same = (
        problem.kind not in ("one_to_one", "many_to_many")
        or answer_of(scene.data, problem) in SAME_SCALE
    )
    return "data" if same else "answer"


def class_shares(along: np.ndarray) -> np.ndarray:
    """Return the share of each class at every step (T, C), the softmax of logits."""
    with np.errstate(over="ignore", invalid="ignore"):
        share = np.exp(along - along.max(axis=1, keepdims=True))
        return share / share.sum(axis=1, keepdims=True)


def class_tracks(scene: Shown) -> list[Track]:
    """Return what the network would answer after each step, a line for each class: the true one,
    the one it names, and the others.
    """
    assert scene.explanation.along is not None
    shares = class_shares(scene.explanation.along)
    true, named = int(scene.probe.y[0]), int(shares[-1].argmax())
    tracks = []
    for number, name in enumerate(class_names(scene.experiment, scene.data)):
        if len(scene.data.classes) > MOST_CLASSES and number not in (true, named):
            continue
        label = _("{name} (true)") if number == true else "{name}"
        style, colour = (
            ("thick", "prediction")
            if number == named
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
