"""The test part is read within bounds: evenly spaced windows where all would take too long."""

from __future__ import annotations

import numpy as np
import pytest

from playground.config.experiment import Experiment
from playground.data.source import load, loaded
from playground.data.windowing.windows import make_windows
from playground.models import cost
from playground.models.architecture import architecture_of, flatten
from playground.sentences.results import about_measured
from playground.training.evaluate import evaluate


@pytest.mark.parametrize("kind", ["many_to_one", "many_to_many", "seq2seq"])
def test_thinned_test_part_gives_the_same_predictions_for_the_windows_it_reads(
    kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the windows' own numbers, and the network and the simple forecasts measured on the same
    ones.
    """
    experiment = Experiment.from_dict(
        {
            "data": {"length": 300},
            "problem": {"kind": kind, "lookback": 6, "horizon": 3},
            "model": {"hidden_size": 3},
        }
    )
    data = load(experiment.data, lookback=6)
    windows = make_windows(data, experiment.problem, experiment.data.scale)
    weights = flatten(architecture_of(experiment, data).initial_weights())
    whole = evaluate(experiment, data, weights)
    answers = len(windows.test.target_offsets)
    monkeypatch.setattr(cost, "MOST_PREDICTIONS", 7 * answers)
    some = evaluate(experiment, data, weights)
    read = np.unique(some.predictions["window"])
    assert len(read) == 7 < len(windows.test)
    assert (read[0], read[-1]) == (0, len(windows.test) - 1)
    chosen = np.isin(whole.predictions["window"], read)
    for name, column in some.predictions.items():
        np.testing.assert_allclose(column, whole.predictions[name][chosen], rtol=1e-6, atol=1e-6)
    assert some.network["mae"] == pytest.approx(
        np.abs(some.predictions["target"] - some.predictions["prediction"]).mean()
    )
    assert set(some.baselines) == set(whole.baselines)
    assert some.period == whole.period


@pytest.mark.parametrize(
    "data", [{"length": 300}, {"source": "waveforms", "length": 200}], ids=["series", "classes"]
)
def test_a_thinned_test_part_is_told_of_series_and_classes_alike(
    data: dict, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the windows that were read; nothing is said where all of them were."""
    kind = "classification" if "source" in data else "many_to_one"
    experiment = Experiment.from_dict(
        {"data": data, "problem": {"kind": kind, "lookback": 6}, "model": {"hidden_size": 3}}
    )
    series = loaded(experiment)
    windows = make_windows(series, experiment.problem, experiment.data.scale)
    weights = flatten(architecture_of(experiment, series).initial_weights())
    whole, every = evaluate(experiment, series, weights), len(windows.test)
    assert (whole.windows, about_measured(whole.windows, every)) == (every, "")
    monkeypatch.setattr(cost, "MOST_PREDICTIONS", 7 * len(windows.test.target_offsets))
    some = evaluate(experiment, series, weights)
    assert about_measured(some.windows, every).startswith(
        f"Evaluated on 7 of the {every} test windows"
    )
