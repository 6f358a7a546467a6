"""The task of the first screen: repeat the last marked number."""

from __future__ import annotations

import inspect

import numpy as np
import pytest

from playground.config.experiment import Data, Experiment
from playground.config.registry import lookup
from playground.data.series import Sequences
from playground.data.source import load
from playground.data.sources.tasks.hold import held, hold
from playground.errors import DataError


def make(count: int = 200, lookback: int = 40, **params: object) -> Sequences:
    """Return sequences as a description asks for them."""
    sequences = load(Data(source="hold", length=count, params=params), lookback=lookback)
    assert isinstance(sequences, Sequences)
    return sequences


def test_target_is_the_last_marked_number() -> None:
    """Followed by hand, step by step."""
    task = make(20)
    for x, y in zip(task.x, task.y, strict=True):
        held = np.nan
        for (value, bell), answer in zip(x, y, strict=True):
            held = value if bell else held
            assert answer == held


def test_bell_rings_at_the_first_step_and_as_often_as_asked() -> None:
    """A value is defined from the beginning."""
    bells = make(2000, bell_chance=0.3).x[:, :, 1]
    assert (bells[:, 0] == 1).all()
    assert set(np.unique(bells)) == {0.0, 1.0}
    assert bells[:, 1:].mean() == pytest.approx(0.3, abs=0.01)


def test_numbers_fill_the_range_evenly() -> None:
    """Uniform between -1 and 1, so that guessing the mean costs a third."""
    values = make(2000).x[:, :, 0]
    assert -1 <= values.min() < -0.99
    assert 0.99 < values.max() <= 1
    assert values.var() == pytest.approx(1 / 3, rel=0.02)


def test_noise_and_scaling_do_not_reach_a_task() -> None:
    """Its values are what they are."""
    plain, noisy = (
        load(Data(source="hold", length=10, noise=n, scale="minmax"), lookback=5)
        for n in (0.0, 5.0)
    )
    assert plain.digest() == noisy.digest()


def test_default_length_is_the_tasks_own() -> None:
    """Enough sequences not to be learned by heart."""
    made = Experiment.from_dict({"data": {"source": "hold"}, "problem": {"kind": "many_to_many"}})
    assert made.data.length == 2000


def test_more_steps_than_memory_allows_are_refused() -> None:
    """In a sentence, before anything is made."""
    with pytest.raises(DataError, match="fewer sequences or a shorter lookback"):
        make(100_000, 1000)


def test_source_text_runs_on_its_own() -> None:
    """It is pasted into an exported script."""
    space: dict[str, object] = {"np": np}
    exec(inspect.getsource(held) + inspect.getsource(hold), space)
    for ours, theirs in zip(
        hold(5, 7, np.random.default_rng(0), bell_chance=0.2),
        space["hold"](5, 7, np.random.default_rng(0), bell_chance=0.2),
        strict=True,
    ):
        np.testing.assert_array_equal(ours, theirs)


def test_preset_is_a_valid_description() -> None:
    """Remember: one LSTM unit, forty steps."""
    made = Experiment.from_dict(
        {"data": {"source": "hold"}, "problem": {"kind": "many_to_many"}}
    ).with_values(lookup("source", "hold").facts["preset"])
    assert (made.model.hidden_size, made.problem.lookback) == (1, 40)
