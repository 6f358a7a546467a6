"""What an error measures is said wherever it is drawn, and an axis is wide enough to be read."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from playground.config.experiment import Experiment
from playground.evaluation.score import loss_name, score_name
from playground.figures.benchmark import benchmark_chart
from playground.figures.errors import error_curve
from playground.figures.race import race_chart
from playground.figures.seeds import bands_chart
from playground.figures.sweep import learning_rate_chart
from playground.runs.recording import Frame, Recording

WAVES = Experiment.from_dict(
    {"data": {"source": "waveforms"}, "problem": {"kind": "classification", "lookback": 32}}
)
HOLD = Experiment.from_dict(
    {"data": {"source": "hold"}, "problem": {"kind": "many_to_many", "lookback": 20}}
)
SERIES = Experiment()


def _title(figure: dict[str, Any], axis: str = "yaxis") -> str:
    return str(figure["layout"][axis]["title"]["text"])


@pytest.mark.parametrize(
    ("experiment", "loss", "score"),
    [
        (WAVES, "validation error (cross-entropy)", "error rate on the test set"),
        (HOLD, "validation error (mean squared error)", "mean squared error on the test set"),
        (SERIES, "validation error (mean squared error)", "mean error (°C) on the test set"),
    ],
)
def test_every_chart_of_errors_names_what_they_measure(
    experiment: Experiment, loss: str, score: str
) -> None:
    """Classes are judged by another loss than numbers, and a unit is that of the data."""
    measure, unit = loss_name(experiment), "°C" if experiment is SERIES else ""
    assert _title(race_chart([], {}, measure, False)) == loss
    assert _title(bands_chart({}, {}, measure, False)) == loss
    assert (
        _title(learning_rate_chart({"LSTM": {0.01: 0.5}}, {}, {"LSTM": "lstm"}, measure, False))
        == loss
    )
    assert (
        _title(
            benchmark_chart([0.1], {"last value": 0.2}, score_name(experiment), unit, False),
            "xaxis",
        )
        == score
    )


@pytest.mark.parametrize(
    ("baselines", "room"),
    [
        ({"mean": 2.2470689}, True),
        ({"mean": 0.5, "last_value": 0.4}, True),
        ({"mean": 1.0, "last_value": 0.01}, False),
    ],
)
def test_an_axis_fitted_to_next_to_nothing_gets_a_decade_of_room(
    baselines: dict[str, float], room: bool
) -> None:
    """Before training only the baselines are drawn; no range is set, to keep the reader's zoom."""
    figure = error_curve(
        Recording(1), Frame(0, math.nan, math.nan, math.nan), baselines, False, 100
    )
    drawn = np.concatenate([np.asarray(trace["y"], np.float64) for trace in figure["data"]])
    assert "range" not in figure["layout"]["yaxis"]
    assert (
        drawn.max() / drawn.min() > 3 * max(baselines.values()) / min(baselines.values())
    ) == room
