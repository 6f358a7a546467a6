"""Outputs of each problem type on the Train page, computed from weights, in the data's units."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from playground.analysis.accuracy import validation_accuracy
from playground.analysis.explain import predict
from playground.analysis.exposure_bias import free_running
from playground.analysis.first_step import mapping, mlp_like, single_step, without_recurrence
from playground.analysis.probe import default_probe, explain_probe
from playground.config.experiment import Experiment
from playground.data.source import loaded
from playground.data.windowing.windows import make_windows
from playground.figures.class_shares import class_shares_chart
from playground.figures.confusion import confusion_chart
from playground.gallery.exhibits.problem_types import PROBLEM_TYPES, TARGET_LOSSES, as_problem_type
from playground.models.architecture import architecture_of
from playground.runs.messages import Budget
from playground.sentences.classes import about_class, about_classes
from playground.sentences.condition import about_condition
from playground.sentences.first_step import about_first_step
from playground.sentences.free_running import about_free_running, about_steps_ahead
from playground.training.advance import advance
from playground.training.network import Network, load_weights


def made(source: str, kind: str, cell: str = "lstm", **problem: object):
    """Return (experiment, data, windows, weights) of an untrained network."""
    experiment = Experiment.from_dict(
        {
            "data": {"source": source, "length": 120},
            "problem": {"kind": kind, "lookback": 9, "horizon": 5, **problem},
            "model": {"cell": cell, "hidden_size": 6, "num_layers": 2},
        }
    )
    data = loaded(experiment)
    architecture = architecture_of(experiment, data)
    windows = make_windows(data, experiment.problem, experiment.data.scale)
    return architecture, data, windows, architecture.initial_weights()


@pytest.mark.parametrize(
    ("source", "kind"), [("sine", "seq2seq"), ("sine", "one_to_many"), ("waveforms", "one_to_many")]
)
@pytest.mark.parametrize("cell", ["elman", "gru", "lstm"])
def test_teacher_forcing_in_numpy_is_what_torch_trains_with(
    source: str, kind: str, cell: str
) -> None:
    """The same weights, the true values at every step."""
    architecture, _data, windows, weights = made(source, kind, cell)
    part = windows.validation
    x, y, first = part.x([0, 2]), part.y([0, 2]), part.first([0, 2])
    network = Network(architecture)
    load_weights(network, weights)
    with torch.inference_mode():
        wanted = network(
            torch.tensor(x), torch.tensor(first), torch.tensor(y), None, y.shape[1]
        ).numpy()
    found = predict(architecture, weights, x, first[:, 0], y.shape[1], truth=y)
    np.testing.assert_allclose(found, wanted, atol=1e-6)
    assert np.abs(found - predict(architecture, weights, x, first[:, 0], y.shape[1])).max() > 1e-4


def test_what_is_written_is_in_own_units_and_the_first_answer_knows_no_truth_yet() -> None:
    """Free running and teacher-forced agree at the first step."""
    architecture, data, windows, weights = made("mauna_loa_co2", "one_to_many")
    probe = default_probe(windows)
    found = free_running(architecture, weights, windows, probe)
    assert found.truth == pytest.approx(data.values[probe.number + 2 : probe.number + 7, 0])
    assert found.free[0] == pytest.approx(found.forced[0])
    assert found.free_error.shape == found.forced_error.shape == (5,)
    assert 300 < found.free.mean() < 450  # parts per million


def test_a_recurrent_network_with_one_step_to_go_is_what_is_left_of_it() -> None:
    """The weights that do not act are counted, and the answers without them are the same to the
    last digit.
    """
    for cell, idle in (
        ("elman", 2 * 6 * 6),
        ("gru", 2 * 3 * 6 * 6),
        ("lstm", 2 * 4 * 6 * 6 + 6 * (1 + 6) + 4 * 6),
    ):
        architecture, _data, windows, weights = made("sine", "one_to_one", cell)
        found = single_step(architecture, weights, windows)
        assert found.weights - found.acting == idle
        assert found.difference == 0.0
        cut = without_recurrence(architecture, weights)
        assert sum(int((w == 0).sum()) for w in cut.values()) >= idle
        assert all((w != 0).any() for name, w in weights.items() if "weight" in name), (
            "the network itself was changed"
        )


@pytest.mark.parametrize(("source", "hidden"), [("sine", 1), ("sine", 32), ("lorenz", 200)])
def test_the_mlp_beside_it_has_as_many_weights(source: str, hidden: int) -> None:
    """Within five percent, with as many layers as that takes."""
    experiment = Experiment.from_dict(
        {
            "data": {"source": source},
            "problem": {"kind": "one_to_one"},
            "model": {"cell": "lstm", "hidden_size": hidden},
        }
    )
    data = loaded(experiment)
    other = mlp_like(experiment, data)
    assert other.model.cell == "mlp"
    wanted = architecture_of(experiment, data).parameters
    assert architecture_of(other, data).parameters == pytest.approx(wanted, rel=0.05, abs=3)


def test_the_curve_of_one_to_one_is_in_own_units() -> None:
    """Reading, target and answer."""
    architecture, data, windows, weights = made("mauna_loa_co2", "one_to_one")
    reading, target, answer = mapping(architecture, weights, windows)
    assert reading[:, 0] ** 2 == pytest.approx(target, rel=1e-5)
    assert data.values[:, 0].min() <= reading.min()
    assert answer.shape == target.shape


def test_accuracy_is_counted_as_torch_would() -> None:
    """The share over the validation sequences."""
    architecture, _data, windows, weights = made("waveforms", "classification")
    part = windows.validation
    network = Network(architecture)
    load_weights(network, weights)
    with torch.inference_mode():
        named = network(torch.tensor(part.x(slice(None)))).argmax(1).numpy()
    assert validation_accuracy(architecture, weights, windows) == (
        pytest.approx((named == part.y(slice(None))[:, 0]).mean()),
        len(part),
    )


def test_the_answer_after_each_step_ends_with_the_logits() -> None:
    """The head over every h_t of the top layer; the last is the network's answer."""
    architecture, _data, windows, weights = made("waveforms", "classification")
    found = explain_probe(architecture, weights, default_probe(windows))
    assert found.along.shape == (9, 4)
    np.testing.assert_allclose(found.along[-1], found.y_hat)
    for steps in (1, 4):
        np.testing.assert_allclose(
            predict(architecture, weights, found.x[None, :steps])[0],
            found.along[steps - 1],
            rtol=1e-9,
        )


def test_sentences_about_classes_follow_the_numbers() -> None:
    """Right or wrong, and since when."""
    shares = np.array([[0.6, 0.4], [0.3, 0.7], [0.2, 0.8]])
    assert "correctly" in about_class(shares, 1, ["a", "b"])
    assert "since step 2 of 3" in about_class(shares, 1, ["a", "b"])
    assert "but the true class is a" in about_class(shares, 0, ["a", "b"])
    beside = {"majority_class": {"accuracy": 0.5}, "nearest_neighbour": {"accuracy": 0.8}}
    said = {
        mine: about_classes({"accuracy": mine, "confusion": [[5, 1], [1, 5]]}, beside)
        for mine in (0.9, 0.7, 0.5)
    }
    assert "better than the nearest neighbor" in said[0.9]
    assert "no better than the nearest neighbor" in said[0.7]
    assert "no better than predicting the class frequencies" in said[0.5]


def test_sentences_about_free_running_follow_the_numbers() -> None:
    """Whether errors compound, and how they grow."""
    good, bad = np.array([0.1, 0.1]), np.array([0.1, 0.5])
    assert "errors compound" in about_free_running(bad, good, 1.0, "")
    assert "costs little" in about_free_running(good, good, 0.5, "")
    assert "50 % of the steps" in about_free_running(good, good, 0.5, "")
    assert "5 times as much" in about_steps_ahead(bad, "")
    assert "times" not in about_steps_ahead(good, "")


def test_condition_and_reduction_are_told_in_the_datas_own_words() -> None:
    """A class by name; a value with its unit; f_1 · C_0 = … · 0."""
    _architecture, data, windows, _weights = made("waveforms", "one_to_many")
    probe = default_probe(windows)
    assert data.classes[int(probe.x[0, :4].argmax())] in about_condition(
        probe, data, windows, data.classes
    )
    _architecture, data, windows, _weights = made("mauna_loa_co2", "one_to_many")
    assert data.unit in about_condition(default_probe(windows), data, windows, ())
    architecture, _data, windows, weights = made("sine", "one_to_one")
    said = about_first_step("lstm", single_step(architecture, weights, windows), np.array([0.73]))
    assert "0.73 · 0 = 0" in said[1]
    assert "to the last digit" in said[-1]


def test_shares_of_many_classes_are_put_together_and_still_add_up() -> None:
    """Eleven classes: the likeliest by name, the rest as one band."""
    rng = np.random.default_rng(0)
    logits = rng.normal(size=(6, 11))
    shares = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    figure = class_shares_chart(shares, [f"class {k}" for k in range(11)], 3, dark=False)
    assert figure["data"][0]["name"] == "class 3 (true)"
    assert len(figure["data"]) == 8
    assert sum(trace["y"] for trace in figure["data"]) == pytest.approx(np.ones(6), abs=1e-6)


def test_confusion_is_drawn_as_counts_of_true_rows() -> None:
    """Written while they fit."""
    figure = confusion_chart([[3, 1], [0, 4]], ["a", "b"], dark=True)
    assert {(n["x"], n["y"]): n["text"] for n in figure["layout"]["annotations"]} == {
        (0, 0): "3",
        (1, 0): "1",
        (0, 1): "0",
        (1, 1): "4",
    }
    assert figure["data"][0]["z"].tolist() == [[0.75, 0.25], [0.0, 1.0]]


def test_the_mlp_beside_a_recurrent_cell_learns_the_parabola_from_every_seed() -> None:
    """In five seeds of five, well below the exhibit's own target loss; beside 32 units."""
    usual = {"model.hidden_size": 32, "training.learning_rate": 0.01}
    base = Experiment.from_dict(PROBLEM_TYPES.description).with_values(
        {**as_problem_type("one_to_one"), **usual}
    )
    for seed in range(5):
        experiment = base.with_values(
            {"model.seed": seed, "data.seed": seed, "training.seed": seed}
        )
        data = loaded(experiment)
        done = advance(mlp_like(experiment, data), data, None, Budget(steps=150))
        errors = [
            frame.validation_loss for frame in done.frames if frame.validation_loss is not None
        ]
        assert errors[-1] < 0.1 * TARGET_LOSSES["one_to_one"], f"seed {seed}: {errors}"
