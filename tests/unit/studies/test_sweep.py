"""Sweeps and searches for a learning rate: their trials, results and sentences."""

from __future__ import annotations

import math
from typing import Any

import pytest

from playground.config.experiment import Experiment
from playground.config.lookup import setting_of
from playground.config.variants import variant
from playground.errors import DescriptionError
from playground.evaluation.score import baseline_scores, score, score_name
from playground.evaluation.significance import Point
from playground.execution.trials import Outcome
from playground.runs.messages import Evaluated
from playground.runs.recording import Frame
from playground.sentences.learning_rate_search import about_learning_rates
from playground.sentences.sweep import about_sweep
from playground.studies import learning_rate_search, sweep

BASE = Experiment.from_dict(
    {"data": {"length": 120}, "problem": {"lookback": 8}, "model": {"hidden_size": 4}}
)
TASK = Experiment.from_dict(
    {"data": {"source": "long_recall"}, "problem": {"kind": "many_to_one", "lookback": 10}}
)
LANES = {"GRU": variant(BASE, {"model.cell": "gru"}), "LSTM": BASE}


def found(rmse: float, guess: float = 1.0) -> Evaluated:
    """Return results by hand."""
    return Evaluated(
        {"mae": rmse / 2, "rmse": rmse, "mase": None},
        {"mean": {"mae": guess / 2, "rmse": guess, "mase": None}},
        1,
        {},
    )


def outcome(
    experiment: Experiment,
    loss: float,
    *,
    reason: str = "max_steps",
    steps: int = 100,
    rmse: float = 0.1,
) -> Outcome:
    """Return a run by hand."""
    return Outcome(
        experiment, [Frame(steps, loss, 1.0, 0.1, loss)], steps, 1.0, reason, None, found(rmse)
    )


def test_values_lie_evenly_or_in_equal_factors() -> None:
    """As the field's control moves; whole numbers stay whole, and no value comes twice."""
    settings = {
        f: setting_of(BASE, f)
        for f in ("problem.lookback", "model.forget_bias", "model.hidden_size")
    }
    assert sweep.values(settings["problem.lookback"], 10, 160, 5) == [10, 20, 40, 80, 160]
    assert sweep.values(settings["model.forget_bias"], -1, 5, 4) == [-1, 1, 3, 5]
    assert sweep.values(settings["model.hidden_size"], 1, 3, 12) == [1, 2, 3]


@pytest.mark.parametrize(
    ("low", "high", "count"),
    [(10, 5, 3), (0, 5, 3), (5, 5000, 3), (5, 10, 1), (5, 10, 99), (math.nan, 5, 3)],
)
def test_impossible_ranges_are_refused_in_words(low: float, high: float, count: int) -> None:
    """Outside the field's own range, the wrong way round, too many points."""
    with pytest.raises(DescriptionError, match="lookback"):
        sweep.values(setting_of(BASE, "problem.lookback"), low, high, count)


def test_every_field_on_offer_changes_a_number_of_the_experiment() -> None:
    """A source's own numbers first; the noise of a task is none of its fields."""
    for base in (BASE, TASK):
        for field in sweep.sweepable(base):
            low, high = (
                v
                for v in (
                    setting_of(base, field).minimum,
                    setting_of(base, field).maximum,
                )
            )
            assert low is not None or high is not None, field
            assert base.with_values({field: low if low is not None else high}).digest() != "", field
    assert "data.noise" not in sweep.sweepable(TASK)
    assert "data.params.early" in sweep.sweepable(TASK)
    assert "data.noise" in sweep.sweepable(BASE)


def test_trials_of_a_sweep_give_every_lane_the_same_seeds_and_values() -> None:
    """A whole curve of one seed comes before the next seed; too many runs are refused."""
    made = sweep.trials(LANES, "problem.lookback", [4, 8], 2)
    assert list(made)[:4] == [("GRU", 0, 4), ("LSTM", 0, 4), ("GRU", 0, 8), ("LSTM", 0, 8)]
    assert made["LSTM", 1, 4].problem.lookback == 4
    assert made["LSTM", 1, 4].data.seed == made["GRU", 1, 4].data.seed == 1
    with pytest.raises(DescriptionError, match="at most 240 runs"):
        sweep.trials(LANES, "problem.lookback", list(range(4, 16)), 11)


def test_curves_contain_the_finished_runs() -> None:
    """In the order of the values; a diverged run has an infinite score and is not in the median."""
    outcomes: dict[Any, Outcome] = {
        ("GRU", 0, 8): outcome(BASE, 0.1, rmse=0.4),
        ("GRU", 1, 8): outcome(BASE, 0.1, rmse=0.2),
        ("GRU", 0, 4): outcome(BASE, 0.1, reason="diverged"),
    }
    (points,) = sweep.curves(outcomes).values()
    assert [p.value for p in points] == [4, 8]
    assert points[1].quartiles[1] == pytest.approx(0.15)
    assert points[1].baseline == 0.5
    assert math.isinf(points[0].scores[0])


@pytest.mark.parametrize(
    ("errors", "wanted"),
    [
        ((0.1, 0.1, 0.9), "A did well up to Lookback 20, but not at 40."),
        ((0.9, 0.1, 0.1), "A did well from Lookback 20 on, but not at 10."),
        ((0.1, 0.1, 0.1), "A did well at every value of Lookback tried, 10 to 40."),
        ((0.9, 0.9, 0.9), "A did well at no value of Lookback tried."),
        ((0.1, 0.9, 0.1), "A did well at Lookback 10 and 40, but not at 20."),
    ],
)
def test_sentence_of_a_sweep_says_where_it_was_learned(
    errors: tuple[float, ...], wanted: str
) -> None:
    """Half the best baseline's error is the threshold."""
    points = [Point(v, {0: e}, 1.0) for v, e in zip((10, 20, 40), errors, strict=True)]
    assert about_sweep({"A": points}, "Lookback")[0] == wanted
    assert (
        about_sweep({"A": points}, "Lookback", 0.05)[0]
        == "A learned it at no value of Lookback tried."
    )
    assert about_sweep({}, "Lookback") == ["No run of the sweep has finished yet."]


def test_best_rate_is_the_lowest_error_and_with_a_target_the_first_there() -> None:
    """Diverged rates are no candidates, and a rate at an edge is reported."""
    outcomes: dict[Any, Outcome] = {
        ("LSTM", 0.001): outcome(BASE, 0.3),
        ("LSTM", 0.01): outcome(BASE, 0.2),
        ("LSTM", 0.1): outcome(BASE, 0.01, reason="diverged"),
        ("GRU", 0.001): outcome(BASE, 0.009, reason="target_loss", steps=300),
        ("GRU", 0.01): outcome(BASE, 0.0099, reason="target_loss", steps=90),
        ("GRU", 0.1): outcome(BASE, 0.02),
    }
    losses = learning_rate_search.losses(outcomes)
    best = learning_rate_search.best_rates(losses, outcomes)
    assert best == {"LSTM": 0.01, "GRU": 0.01}
    said = about_learning_rates(losses, best)
    assert said[0] == "The same rate is best for all: 0.01."
    assert "LSTM diverged with 0.1." in said
    assert not any("edge" in s for s in said)
    edge = about_learning_rates(
        {"A": {0.1: 0.2, 0.2: 0.1}, "B": {0.1: 0.1, 0.2: 0.3}}, {"A": 0.2, "B": 0.1}
    )
    assert "At the edge of the range tried, so a better rate may lie beyond it: A and B." in edge


def test_score_is_what_its_name_says() -> None:
    """Mean squared error for tasks, mean error for series, error rate for classes; infinite if
    missing.
    """
    assert (score(found(0.1), TASK), score_name(TASK)) == (
        pytest.approx(0.01),
        "mean squared error",
    )
    assert (score(found(0.1), BASE), score_name(BASE)) == (0.05, "mean error")
    assert score(Evaluated({"accuracy": 0.9}, {}, 1, {}), BASE) == pytest.approx(0.1)
    assert math.isinf(score(Evaluated({"mae": None, "rmse": None, "mase": None}, {}, 1, {}), BASE))
    assert baseline_scores(found(0.1, 2.0), TASK) == {"mean": 4.0}
