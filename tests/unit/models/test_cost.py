"""The estimate of a training step's cost, and the refusal of what nobody would wait for."""

from __future__ import annotations

import pytest

from playground.config.experiment import Experiment
from playground.errors import TrainingError
from playground.models.cost import (
    MOST_EVALUATION,
    MOST_PREDICTIONS,
    MOST_SECONDS,
    check_cost,
    evaluation_windows,
    forward_seconds,
    memory_points,
    step_seconds,
)


def of(**groups: dict) -> Experiment:
    """Return a description."""
    return Experiment.from_dict(groups)


def test_default_is_cheap() -> None:
    """About two milliseconds."""
    assert 0.0005 < step_seconds(Experiment(), 1) < 0.01
    check_cost(Experiment(), 1)


@pytest.mark.parametrize(
    ("small", "large"),
    [
        ({}, {"model": {"hidden_size": 128}}),
        ({}, {"model": {"num_layers": 3}}),
        ({}, {"problem": {"lookback": 200}}),
        ({}, {"training": {"batch_size": 512}}),
        ({"problem": {"horizon": 40}}, {"problem": {"horizon": 40, "kind": "seq2seq"}}),
    ],
)
def test_more_work_is_estimated_to_take_longer(small: dict, large: dict) -> None:
    """Units, layers, time steps, sequences and a decoder all cost."""
    assert step_seconds(of(**large), 1) > 1.2 * step_seconds(of(**small), 1)


def test_step_of_more_than_half_a_second_is_refused_with_the_estimate() -> None:
    """With what would help."""
    huge = of(model={"hidden_size": 256, "num_layers": 4}, problem={"lookback": 500})
    with pytest.raises(TrainingError, match="about") as caught:
        check_cost(huge, 1)
    assert caught.value.field == "model.hidden_size"
    assert str(MOST_SECONDS) in caught.value.message


def test_looking_once_at_the_validation_part_is_estimated_too() -> None:
    """A batch of one makes a step cheap, but not the 256 windows looked at between steps."""
    wide = of(
        model={"hidden_size": 256, "num_layers": 4},
        problem={"lookback": 1000},
        training={"batch_size": 1},
        data={"length": 5000},
    )
    assert step_seconds(wide, 1) < MOST_SECONDS
    with pytest.raises(TrainingError, match="validation set"):
        check_cost(wide, 1)


def test_evaluation_reads_as_many_windows_as_its_estimate_allows() -> None:
    """All that an ordinary test part has; of large networks or many answers, fewer, and always
    one.
    """
    assert evaluation_windows(Experiment(), 1, 1) > 20_000
    wide = of(model={"hidden_size": 128}, problem={"lookback": 1000}, data={"length": 100_000})
    most = evaluation_windows(wide, 1, 1)
    assert (
        most * forward_seconds(wide, 1) <= MOST_EVALUATION < (most + 1) * forward_seconds(wide, 1)
    )
    assert evaluation_windows(Experiment(), 1, 1000) == MOST_PREDICTIONS // 1000
    assert evaluation_windows(Experiment(), 1, 10 * MOST_PREDICTIONS) == 1
    assert evaluation_windows(Experiment(), 1, 1, 8_000_000) < evaluation_windows(
        Experiment(), 1, 1
    )


def test_curve_of_what_is_remembered_has_fewer_points_for_a_large_network() -> None:
    """As many as wished for an ordinary one, and never fewer than three."""
    assert memory_points(5000, 50, 8, 100) == 100
    assert 3 <= memory_points(2_000_000, 1000, 8, 100) < 10
