"""The estimate of a training step's cost, and the refusal of what nobody would wait for."""

from __future__ import annotations

import pytest

from playground.cost import MOST_SECONDS, check_cost, step_seconds
from playground.errors import TrainingError
from playground.experiment import Experiment


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
