"""What an error measures is said wherever it is drawn, and an axis is wide enough to be read."""

from __future__ import annotations

from typing import Any

import pytest

from playground.config.experiment import Experiment
from playground.evaluation.score import loss_name, score_name
from playground.figures.benchmark import benchmark_chart
from playground.figures.race import race_chart
from playground.figures.seeds import bands_chart
from playground.figures.sweep import learning_rate_chart

WAVES = Experiment.from_dict(
    {"data": {"source": "waveforms"}, "problem": {"kind": "classification", "lookback": 32}}
)
HOLD = Experiment.from_dict(
    {"data": {"source": "hold"}, "problem": {"kind": "many_to_many", "lookback": 20}}
)
SERIES = Experiment()


def _title(figure: dict[str, Any], axis: str = "yaxis") -> str:
    """Return the title of an axis, which may be in two lines."""
    return str(figure["layout"][axis]["title"]["text"]).replace("<br>", " ")


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
