"""What a network remembers: weights set by hand know their answer, and a trained one finds the lag
of its series.
"""

from __future__ import annotations

import numpy as np
import pytest

from playground.analysis.memory_curve import (
    Memory,
    enough,
    matters,
    remembered,
    step_down,
    swapped_errors,
)
from playground.config.experiment import Experiment
from playground.data.series import Series
from playground.data.source import loaded
from playground.data.windowing.windows import make_windows
from playground.models.architecture import Architecture
from playground.runs.messages import Budget
from playground.sentences.memory import about_memory
from playground.training.advance import advance


def lagged(lag: int, rows: int = 900, seed: int = 0) -> Series:
    """Return a series that repeats chance: x_t = 0.95 x_(t-lag) + fresh chance; what is younger
    tells nothing.
    """
    rng = np.random.default_rng(seed)
    x = list(rng.standard_normal(lag))
    for e in 0.3 * rng.standard_normal(rows - lag):
        x.append(0.95 * x[-lag] + e)
    return Series(np.array(x)[:, None], ("value",), 0, np.arange(rows), "lagged")


def delay_line(lag: int) -> dict[str, np.ndarray]:
    """Return a ReLU network that hands two copies (x and -x) down a line of units and says the
    reading ``lag`` steps before the end + 1.
    """
    H = 2 * lag
    hand_on = np.zeros((H, H))
    hand_on[np.arange(2, H), np.arange(H - 2)] = 1.0
    enter = np.zeros((H, 1))
    enter[0], enter[1] = 1.0, -1.0
    head = np.zeros((1, H))
    head[0, -2], head[0, -1] = 1.0, -1.0
    return {
        "rnn.weight_ih_l0": enter,
        "rnn.weight_hh_l0": hand_on,
        "rnn.bias_ih_l0": np.zeros(H),
        "rnn.bias_hh_l0": np.zeros(H),
        "head.weight": head,
        "head.bias": np.zeros(1),
    }


@pytest.mark.parametrize("lag", [1, 5, 12])
def test_a_delay_line_steps_down_exactly_at_its_lag(lag: int) -> None:
    """By construction it says the reading ``lag`` rows before the target and nothing else."""
    experiment = Experiment.from_dict(
        {
            "problem": {"lookback": 20},
            "model": {"cell": "elman", "nonlinearity": "relu", "hidden_size": 2 * lag},
            "data": {"scale": "none"},
        }
    )
    windows = make_windows(lagged(lag), experiment.problem, "none")
    memory = swapped_errors(Architecture(experiment.model, 1), delay_line(lag), windows)
    assert step_down(memory) == lag
    assert np.ptp(memory.error[:lag]) == 0
    assert np.ptp(memory.error[lag:]) == 0
    assert f"drops at k = {lag}:" in about_memory(memory)


def test_a_trained_network_on_a_lag_12_series_steps_down_at_12() -> None:
    """Nothing younger than 12 tells anything, and nothing older adds to it."""
    series = lagged(12)
    experiment = Experiment.from_dict(
        {
            "problem": {"lookback": 16},
            "model": {"cell": "elman", "hidden_size": 24, "recurrent_init": "orthogonal"},
            "training": {"learning_rate": 0.005, "max_steps": 700, "batch_size": 64},
        }
    )
    kept = advance(experiment, series, None, Budget()).kept
    memory = remembered(experiment, series, kept)
    assert memory.k.tolist() == list(range(17))
    assert step_down(memory) == 12


def test_a_network_that_ignores_its_window_is_said_to() -> None:
    """Zero weights: the error does not depend on k."""
    experiment = Experiment.from_dict(
        {
            "problem": {"lookback": 20},
            "model": {"cell": "elman", "hidden_size": 10, "nonlinearity": "relu"},
        }
    )
    silent = {name: np.zeros_like(w) for name, w in delay_line(5).items()}
    windows = make_windows(lagged(5), experiment.problem, "none")
    memory = swapped_errors(Architecture(experiment.model, 1), silent, windows)
    assert np.ptp(memory.error) == 0
    assert not matters(memory)
    assert "hardly help" in about_memory(memory)


def test_a_gradual_fall_names_the_inputs_that_account_for_nine_tenths() -> None:
    """No step is claimed where there is none."""
    k = np.arange(11)
    memory = Memory(k, 1.0 + 9.0 * 0.5**k, True, 50)
    assert step_down(Memory(k, 10.0 - k, True, 50)) is None
    assert enough(memory) == 4
    assert "The newest 5 of its 10" in about_memory(
        Memory(k, np.linspace(10, 1, 11).clip(5.5) - 4.0, True, 50)
    )


def test_of_classes_the_share_told_wrong_is_measured() -> None:
    """Between none and all of them, whatever numbers the classes have."""
    experiment = Experiment.from_dict(
        {
            "data": {"source": "digits_by_row"},
            "problem": {"kind": "classification"},
            "training": {"max_steps": 60},
            "model": {"hidden_size": 8},
        }
    )
    data = loaded(experiment)
    memory = remembered(experiment, data, advance(experiment, data, None, Budget()).kept)
    assert 0 <= memory.error.min()
    assert memory.error.max() <= 1
    assert memory.error[-1] < memory.error[0]
