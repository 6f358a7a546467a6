"""What a worker makes of a look is what the page would draw itself."""

from __future__ import annotations

import copy
import json
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from playground.analysis.interventions import ClampedGate
from playground.analysis.probe import Probe, default_probe
from playground.config.experiment import Experiment
from playground.data.source import loaded
from playground.data.windowing.windows import make_windows
from playground.execution.looking import advance_and_look, look_at
from playground.figures.packed import packed
from playground.gallery.exhibits import EXHIBITS, Exhibit
from playground.live.charts import Network, prediction_charts
from playground.live.charts_look import CHARTS, SERIES, ChartsLook
from playground.live.exhibit_charts import DRAWINGS, exhibit_charts
from playground.live.frame_look import FrameLook, look_of
from playground.models.architecture import architecture_of
from playground.player.viewpoint import Viewpoint
from playground.runs.messages import Budget, Look
from playground.training.advance import advance

SMALL = {"data": {"length": 120}, "problem": {"lookback": 6}, "model": {"hidden_size": 3}}
TASK = {"data": {"source": "hold", "length": 60}, "problem": {"kind": "many_to_many"}}
EXPERIMENTS = {
    "a series": SMALL,
    "a task": {**TASK, "model": {"hidden_size": 1}},
    "two layers of a GRU": {**SMALL, "model": {"cell": "gru", "hidden_size": 5, "num_layers": 2}},
    "a decoder": {**SMALL, "problem": {"kind": "seq2seq", "lookback": 6, "horizon": 3}},
    "classes": {
        "data": {"source": "waveforms", "length": 60},
        "problem": {"kind": "classification", "lookback": 20},
    },
    "one step": {**SMALL, "problem": {"kind": "one_to_one"}},
    "an MLP": {**SMALL, "problem": {"kind": "one_to_one"}, "model": {"cell": "mlp"}},
}


def viewpoint_of(described: dict[str, Any], **changes: Any) -> Viewpoint:
    """Return the first view of an experiment."""
    experiment = Experiment.from_dict(described)
    data = loaded(experiment)
    windows = make_windows(data, experiment.problem, experiment.data.scale)
    recurrent = experiment.model.cell != "mlp"
    unit = 0 if recurrent else None
    viewpoint = Viewpoint(experiment, data, windows, default_probe(windows), unit=unit)
    return replace(viewpoint, **changes)


def frame_of(viewpoint: Viewpoint) -> Any:
    """Return the network after three training steps."""
    return advance(viewpoint.experiment, viewpoint.data, None, Budget(3)).live


@pytest.mark.parametrize("name", EXPERIMENTS)
def test_a_frame_of_a_worker_is_the_frame_of_the_film(name: str) -> None:
    """Byte for byte, after the look has travelled."""
    viewpoint = viewpoint_of(EXPERIMENTS[name])
    frame = frame_of(viewpoint)
    look: FrameLook = copy.deepcopy(look_of(viewpoint))
    assert look == look_of(viewpoint)
    architecture = architecture_of(viewpoint.experiment, viewpoint.data)
    drawn = viewpoint.frame(frame.step, architecture.unflatten(frame.weights))
    assert look(viewpoint.experiment, viewpoint.data, frame) == drawn


def test_an_edited_example_and_a_held_gate_travel_too() -> None:
    """What the reader did to the example and to the network."""
    viewpoint = viewpoint_of(EXPERIMENTS["a task"])
    probe: Probe = replace(viewpoint.probe, x=viewpoint.probe.x * 0.5, edited=True)
    changed = replace(viewpoint, probe=probe, changes=(ClampedGate("forget_gate", 1.0, 0),))
    frame = frame_of(viewpoint)
    architecture = architecture_of(changed.experiment, changed.data)
    drawn = changed.frame(frame.step, architecture.unflatten(frame.weights))
    assert look_of(changed)(changed.experiment, changed.data, frame) == drawn
    assert look_of(viewpoint)(changed.experiment, changed.data, frame) != drawn


@pytest.mark.parametrize("name", EXPERIMENTS)
@pytest.mark.parametrize("dark", [False, True])
def test_charts_of_a_worker_are_those_of_the_page(name: str, dark: bool) -> None:
    """Figure and words of each."""
    viewpoint = viewpoint_of(EXPERIMENTS[name])
    experiment, data, windows = viewpoint.experiment, viewpoint.data, viewpoint.windows
    frame = frame_of(viewpoint)
    weights = architecture_of(experiment, data).unflatten(frame.weights)
    network = Network(experiment, data, windows, viewpoint.probe, weights, frame.step, dark)
    drawn = prediction_charts(network)
    keys = frozenset({SERIES, *(chart.key for chart in drawn)})
    charts = json.loads(
        ChartsLook(keys, viewpoint.probe.address, dark, "en")(experiment, data, frame)
    )
    charts.pop(SERIES, None)
    assert list(charts) == [chart.key for chart in drawn]
    assert {chart.key for chart in drawn if chart.figure is not None} <= CHARTS
    for chart in drawn:
        assert charts[chart.key]["said"] == list(chart.sentences)
        if chart.figure is not None:
            assert charts[chart.key]["data"] == packed(chart.figure)["data"]


class Broken:
    """A look that cannot be taken."""

    def __call__(self, *_given: Any) -> bytes:
        raise ZeroDivisionError


def test_looking_changes_nothing_in_the_training(caplog: pytest.LogCaptureFixture) -> None:
    """The same weights with a look, without, and with one that fails; the failure is logged."""
    viewpoint = viewpoint_of(SMALL)
    given = (viewpoint.experiment, viewpoint.data, None, Budget(5))
    plain = advance(*given)
    looks: list[Look] = [look_of(viewpoint), Broken()]
    for look, seen in zip(looks, (True, False), strict=True):
        result = advance_and_look(*given, look)
        assert result.state == plain.state
        assert np.array_equal(result.live.weights, plain.live.weights)
        assert (result.picture is not None) == seen
    assert "could not be shown" in caplog.text
    caplog.clear()


def test_a_picture_tells_its_step_and_its_look() -> None:
    """So that nothing is shown under another step's number."""
    viewpoint = viewpoint_of(SMALL)
    look = look_of(viewpoint)
    picture = look_at(viewpoint.experiment, viewpoint.data, frame_of(viewpoint), look)
    assert (picture.step, picture.look) == (3, look)


@pytest.mark.parametrize("exhibit", EXHIBITS.values(), ids=list(EXHIBITS))
def test_an_exhibits_drawing_is_sent_with_the_network_of_the_step(exhibit: Exhibit) -> None:
    """And it follows the training: the untrained network is drawn otherwise."""
    experiment, data = exhibit.experiment, loaded(exhibit.experiment)
    windows = make_windows(data, experiment.problem, experiment.data.scale)
    address = default_probe(windows, exhibit.probe).address
    recording = exhibit.recording()
    assert recording.kept is not None
    trained = replace(recording.frames[-1], weights=recording.kept)
    look = ChartsLook(DRAWINGS, address, False, "en", exhibit.name)
    sent, before = (
        json.loads(look(experiment, data, frame)) for frame in (trained, recording.frames[0])
    )
    network = Network(
        experiment,
        data,
        windows,
        address.probe(windows),
        architecture_of(experiment, data).unflatten(trained.weights),
        trained.step,
        False,
    )
    drawn = {chart.key: chart.changed() for chart in exhibit_charts(exhibit.name, network, 0)}
    assert {key: sent[key] for key in drawn} == json.loads(json.dumps(drawn))
    assert set(drawn) == set(sent) & DRAWINGS == set(before) & DRAWINGS
    assert all(before[key] != sent[key] for key in drawn)
