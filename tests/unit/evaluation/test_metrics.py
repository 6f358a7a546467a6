"""Metrics against formulas written out another way."""

from __future__ import annotations

import json
import statistics

import numpy as np
import pytest

from playground.config.experiment import Problem
from playground.data.series import Sequences, Series
from playground.data.windowing.windows import make_windows
from playground.evaluation.metrics import mae, mase, metrics, naive_scale, rmse


def test_metrics_agree_with_formulas_in_plain_python():
    rng = np.random.default_rng(0)
    target, prediction = rng.normal(size=(40, 3)), rng.normal(size=(40, 3))
    errors = [
        p - t for p, t in zip(prediction.ravel().tolist(), target.ravel().tolist(), strict=True)
    ]
    assert mae(target, prediction) == pytest.approx(statistics.fmean(map(abs, errors)), rel=1e-12)
    assert rmse(target, prediction) == pytest.approx(
        statistics.fmean(e * e for e in errors) ** 0.5, rel=1e-12
    )
    assert mase(target, prediction, 0.25) == pytest.approx(4 * mae(target, prediction))


def test_naive_scale_is_the_mean_step_of_the_training_rows():
    values = np.concatenate([np.arange(70.0) * 2, 1e6 * np.ones(30)])[:, None]
    series = Series(values, ("value",), 0, np.arange(100), "ramp")
    assert naive_scale(
        make_windows(series, Problem(lookback=5), "standard"), series
    ) == pytest.approx(2.0)


def test_naive_scale_of_a_task_never_steps_from_one_sequence_to_the_next():
    y = np.arange(20.0)[:, None] * 100 + np.arange(6.0)
    data = Sequences(y[..., None], y, ("value",), "steps")
    assert naive_scale(
        make_windows(data, Problem(kind="many_to_many"), "none"), data
    ) == pytest.approx(1.0)
    assert naive_scale(make_windows(data, Problem(kind="many_to_one"), "none"), data) is None


@pytest.mark.parametrize("scale", [0.0, None])
def test_without_a_scale_mase_is_none_and_json_still_works(scale):
    values = metrics(np.zeros((3, 1)), np.ones((3, 1)), scale)
    assert values == {"mae": 1.0, "rmse": 1.0, "mase": None}
    assert json.dumps(values, allow_nan=False)


def test_a_network_that_ran_away_has_no_finite_error():
    assert metrics(np.zeros((2, 1)), np.array([[1.0], [np.inf]]), 1.0) == {
        "mae": None,
        "rmse": None,
        "mase": None,
    }
