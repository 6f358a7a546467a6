"""Lanes: what they share, what they are called, what a link may say, and what each may spend."""

from __future__ import annotations

import re
from typing import Any

import pytest
import torch

from playground.config.cells import GRU, LSTM, SIMPLE_RNN
from playground.config.experiment import Experiment
from playground.config.variants import (
    FIELDS,
    MOST,
    differing,
    from_link,
    names,
    to_link,
    usual_variants,
    variant,
)
from playground.data.source import loaded
from playground.errors import DescriptionError
from playground.evaluation.main_baseline import main_baseline
from playground.models.architecture import architecture_of
from playground.models.cells import recurrent_cells
from playground.models.size import cost_of, matching_units
from playground.runs.recording import Frame
from playground.sentences.comparison import Standing, about_comparison, about_linear_baseline
from playground.sentences.lane_reach import about_reach
from playground.sentences.size import about_size
from playground.training.network import Network

BASE = Experiment.from_dict(
    {"data": {"length": 120}, "problem": {"lookback": 8}, "model": {"hidden_size": 8}}
)
LANES = {
    n: BASE.with_values({"model.cell": cell})
    for n, cell in {"RNN": SIMPLE_RNN, "GRU": GRU, "LSTM": LSTM}.items()
}


def test_usual_lanes_are_the_cells_on_one_experiment() -> None:
    """And differ in nothing else."""
    usual = [variant(BASE, changes) for changes in usual_variants(BASE)]
    assert [lane.model.cell for lane in usual] == [*recurrent_cells()][:MOST]
    assert differing(usual) == ("model.cell",)
    assert all(lane in usual for lane in LANES.values())


@pytest.mark.parametrize(
    ("changes", "called"),
    [
        ([{}, {"model.forget_bias": 3.0}], ["LSTM · forget bias 1", "LSTM · forget bias 3"]),
        (
            [{"model.cell": "elman", "model.hidden_size": 32}, {"model.hidden_size": 1}],
            ["Simple RNN · 32 units", "LSTM · 1 unit"],
        ),
        ([{}, {}], ["LSTM", "LSTM (2)"]),
        (
            [{}, {}, {"training.grad_clip_norm": None}],
            ["LSTM · clip 1", "LSTM · clip 1 (2)", "LSTM · no clipping"],
        ),
    ],
)
def test_names_tell_lanes_apart(changes: list[dict[str, Any]], called: list[str]) -> None:
    """By the cell, and by what they do not share with most of the others."""
    assert names([variant(BASE, c) for c in changes]) == called


def test_a_link_gives_its_lanes_back() -> None:
    """Whatever kinds the fields have."""
    variants = [
        {"model.cell": "gru"},
        {"training.grad_clip_norm": None, "model.hidden_size": 3},
        {"training.learning_rate": 0.5},
        {},
    ]
    assert from_link(to_link(variants)) == variants
    assert from_link("t:9,open:listens.lane1," + to_link(variants)) == variants
    assert from_link("gates") is None
    assert from_link("islanes:model.cell=gru") is None


@pytest.mark.parametrize("text", ["lanes:" + ";" * 4, "lanes:model.cell", "lanes:" + "x" * 3000])
def test_a_link_that_is_no_list_of_lanes_is_refused(text: str) -> None:
    """In words that name it."""
    with pytest.raises(DescriptionError, match="show"):
        from_link(text)


@pytest.mark.parametrize(
    "changes",
    [
        {"data.seed": 1},
        {"model.seed": 1},
        {"training.changes": []},
        {"model.size": 3},
        {"model.hidden_size": 0},
    ],
)
def test_lanes_may_not_differ_in_data_or_seeds(changes: dict[str, Any]) -> None:
    """They would not be the same race."""
    with pytest.raises(DescriptionError):
        variant(BASE, changes)
    assert not any(name.endswith("seed") or name.startswith("data.") for name in FIELDS)


@pytest.mark.parametrize("cell", ["elman", "gru", "lstm"])
def test_parameters_are_those_of_torch(cell: str) -> None:
    """Counted, not computed by a formula of our own."""
    experiment = variant(BASE, {"model.cell": cell, "model.num_layers": 2})
    architecture = architecture_of(experiment, loaded(experiment))
    network = Network(architecture)
    assert architecture.parameters == sum(p.numel() for p in network.parameters())
    assert isinstance(next(network.parameters()), torch.Tensor)


@pytest.mark.parametrize("cell", ["elman", "gru", "lstm"])
@pytest.mark.parametrize("wanted", [1, 22, 500, 4353, 10**9])
def test_matching_units_come_closest(cell: str, wanted: int) -> None:
    """No other number of units does better."""
    experiment, data = variant(BASE, {"model.cell": cell}), loaded(BASE)

    def away(units: int) -> int:
        other = variant(experiment, {"model.hidden_size": units})
        return abs(architecture_of(other, data).parameters - wanted)

    found = matching_units(experiment, data, wanted)
    assert away(found) == min(map(away, range(1, 257)))


def test_more_units_and_longer_windows_take_more_memory() -> None:
    """And at least the weights, their gradients and Adam's two moments."""
    small, data = cost_of(BASE, loaded(BASE)), loaded(BASE)
    assert small.memory >= 16 * small.parameters
    assert cost_of(variant(BASE, {"model.hidden_size": 16}), data).memory > small.memory
    assert cost_of(BASE.with_values({"problem.lookback": 16}), data).memory > small.memory


def test_remarks_on_fairness_appear_only_where_they_are_true() -> None:
    """Equal units are unequal weights; one rate for all cells is remarked on, rates of their own
    are not.
    """
    counts = [architecture_of(e, loaded(e)).parameters for e in LANES.values()]
    said = " ".join(about_size(LANES, counts))
    assert re.search(r"weights in LSTM, 3\.7 times as many as the [\d,]+ in RNN ", said)
    assert "The same learning rate" in said
    assert "forget gate opened" in said
    own = {
        n: variant(e, {"training.learning_rate": 0.001 * (i + 1)})
        for i, (n, e) in enumerate(LANES.items())
    }
    said = " ".join(about_size(own, [100, 105, 110]))
    assert "The same learning rate" not in said
    assert "times as many" not in said
    batches = {"a": BASE, "b": variant(BASE, {"training.batch_size": 4})}
    assert "in different batches" in about_size(batches, [100, 100])[0]
    assert "same batches and the same order" in about_size(LANES, counts)[0]


@pytest.mark.parametrize(
    ("errors", "ended", "wanted"),
    [
        (
            (0.17, 0.001, 0.009),
            True,
            "Learned (error below 0.01): GRU with 0.001 and LSTM with 0.009.",
        ),
        ((0.17, 0.001, 0.009), True, "No better than the mean (0.17): RNN with 0.17."),
        ((0.001, 0.17, 0.2), True, "Learned (error below 0.01): RNN with 0.001."),
        (
            (0.12, 0.12, 0.12),
            True,
            "Better than the mean (0.17), but not twice as good: RNN with 0.12, GRU with 0.12 and LSTM with 0.12.",
        ),
        (
            (0.17, 0.001, 0.2),
            False,
            "Not yet better than the mean (0.17): RNN with 0.17 and LSTM with 0.2.",
        ),
    ],
)
def test_each_lane_is_in_the_first_group_that_fits(
    errors: tuple[float, ...], ended: bool, wanted: str
) -> None:
    """Only the task's own threshold decides what is learned, not half the error of a baseline."""
    standings = [Standing(n, e, 10, ended) for n, e in zip(LANES, errors, strict=True)]
    said = about_comparison(standings, 0.17, "the mean", 0.01)
    assert any(wanted in s for s in said), said
    assert not any("Learned" in s for s in about_comparison(standings, 0.17, "the mean"))
    luck = [s for s in said if "may be luck" in s]
    assert bool(luck) is ended


def test_lanes_are_described_before_training_and_after_divergence() -> None:
    """A diverged lane is in no other sentence."""
    assert about_comparison([Standing("a", None, 0)], 0.2)[0].startswith("Not trained yet")
    said = about_comparison(
        [Standing("a", 5.0, 18, True, True), Standing("b", 0.01, 50, True)], 0.2, "the mean"
    )
    assert said[0] == "a diverged after training step 18."
    assert not any("a " in s[:2] for s in said[1:])
    assert about_comparison([Standing("a", 0.3, 5), Standing("b", 0.2, 5)], None) == [
        "Lowest validation error so far: b, 0.2."
    ]


def test_longest_and_shortest_reach_are_named_and_what_training_changed() -> None:
    """Ties name all."""
    assert (
        about_reach({"a": 40, "b": 3}, {"a": 40, "b": 3}, 40)
        == "Longest reach: the whole window, a. Shortest: 3 steps, b."
    )
    assert about_reach({"a": 3, "b": 12}, {"a": 20, "b": 3}, 40) == (
        "Longest reach: 12 steps, b. Shortest: 3 steps, a. The reach grew in training: b from 3 to 12. The reach shrank in training: a from 20 to 3."
    )
    assert (
        about_reach({"a": 40, "b": 40}, {"a": 40, "b": 40}, 40)
        == "All of them reach back over the whole window."
    )
    tie = about_reach({"RNN": 2, "GRU": 5, "LSTM": 5}, {"RNN": 2, "GRU": 5, "LSTM": 5}, 40)
    assert tie == "Longest reach: 5 steps, GRU and LSTM. Shortest: 2 steps, RNN."


def test_seconds_of_a_curve_are_read_off_between_known_ones() -> None:
    """Rows lie between the ends of calls."""
    from playground.figures.race import Curve

    rows = [
        Frame(1, 1.0, 1.0, 0.1, 0.5),
        Frame(25, 1.0, 1.0, 0.1, 0.4),
        Frame(50, 1.0, 1.0, 0.1, 0.3),
    ]
    assert Curve(
        "a", "lstm", rows, [(10, 1.0), (40, 2.5), (50, 3.0)]
    ).seconds().tolist() == pytest.approx([0.1, 1.75, 3.0])


def test_lanes_are_compared_with_chance_on_tasks_and_with_the_best_baseline_on_series() -> None:
    """A linear model that solves a task is reported, and only there."""
    baselines = {"last_value": 0.9, "linear_ar": 1e-9, "mean": 0.5, "seasonal_naive": float("nan")}
    assert main_baseline(baselines, task=True) == ("mean", 0.5)
    assert main_baseline(baselines, task=False) == ("linear_ar", 1e-9)
    assert main_baseline(baselines | {"linear_ar": 1e-30}, task=False) == (
        "mean",
        0.5,
    )  # a rounding error is no baseline
    assert main_baseline({}, task=True) is None
    assert "linear model solves this task" in str(about_linear_baseline(baselines, 0.01))
    assert about_linear_baseline(baselines, None) is None
    assert about_linear_baseline(baselines | {"linear_ar": 0.17}, 0.02) is None
    assert "exact" in str(about_linear_baseline(baselines | {"linear_ar": 1e-30}, None))
