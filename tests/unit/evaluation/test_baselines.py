"""The baselines: what they find, what they may not see, and what they cost."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from playground.config.experiment import Problem
from playground.data.series import Sequences, Series
from playground.data.windowing.windows import make_windows
from playground.evaluation.baselines import baselines, linear_ar
from playground.evaluation.metrics import rmse
from playground.evaluation.predictions import targets
from playground.evaluation.season import detect_period, find_period

KINDS = ("many_to_many", "many_to_one", "seq2seq")


def series_of(values: np.ndarray, **rest) -> Series:
    values = np.asarray(values, dtype=float).reshape(len(values), -1)
    return Series(
        values, tuple("abcdefgh"[: values.shape[1]]), 0, np.arange(len(values)), "test", **rest
    )


def second_order(n: int) -> np.ndarray:
    """Return y_t = 1.5 y_{t-1} - 0.9 y_{t-2} + 2 + noise of deviation 0.1."""
    noise, y = np.random.default_rng(1).normal(0, 0.1, n), np.zeros(n)
    for t in range(2, n):
        y[t] = 1.5 * y[t - 1] - 0.9 * y[t - 2] + 2 + noise[t]
    return y


def monthly(n: int, noise: float = 1.0) -> np.ndarray:
    """Return something like a monthly count: a bent trend, a season that is no sine, noise."""
    t = np.arange(n)
    season = np.array([0, -4, 3, 1, 4, 9, 16, 15, 5, -2, -9, 0])[t % 12]
    return 100 + 0.4 * t + (t / 40) ** 2 + season + np.random.default_rng(2).normal(0, noise, n)


def test_linear_ar_recovers_a_second_order_autoregression():
    y = second_order(3000)
    rows = np.arange(2500, 2990)
    forecast = linear_ar(series_of(y), 2000, 2, rows, np.array([1, 2]))
    one_ahead = 1.5 * y[rows] - 0.9 * y[rows - 1] + 2
    assert np.abs(forecast[:, 0] - one_ahead).max() < 0.05
    assert np.abs(forecast[:, 1] - (1.5 * one_ahead - 0.9 * y[rows] + 2)).max() < 0.1


@pytest.mark.parametrize("kind", KINDS)
def test_linear_ar_continues_a_clean_sine_exactly(kind):
    series = series_of(np.sin(2 * np.pi * np.arange(600) / 25))
    windows = make_windows(series, Problem(kind=kind, lookback=20, horizon=4), "standard")
    assert rmse(targets(windows.test), baselines(windows, series)["linear_ar"]) < 1e-3


def test_last_value_is_the_last_one_seen():
    series = series_of(np.arange(100.0))
    windows = make_windows(series, Problem(kind="seq2seq", lookback=5, horizon=3), "standard")
    assert (targets(windows.test) - baselines(windows, series)["last_value"]).tolist()[0] == [
        1.0,
        2.0,
        3.0,
    ]


@pytest.mark.parametrize("n", [84, 150, 400])
def test_seasonal_naive_finds_the_year_of_a_monthly_series(n):
    assert detect_period(monthly(n)) == 12


@pytest.mark.parametrize("period", [7, 12, 25, 50])
@pytest.mark.parametrize("noise", [0.05, 0.5])
def test_the_period_of_a_noisy_sine_on_a_trend_is_found(period, noise):
    t = np.arange(420)
    values = (
        np.sin(2 * np.pi * t / period) + 0.02 * t + np.random.default_rng(3).normal(0, noise, 420)
    )
    assert detect_period(values) == pytest.approx(period, abs=1)


def test_noise_and_random_walks_hardly_ever_show_a_season():
    rng = np.random.default_rng(4)
    found = [
        detect_period(v) > 1
        for _ in range(100)
        for v in (rng.normal(size=300), rng.normal(size=300).cumsum())
    ]
    assert np.mean(found) < 0.03


@pytest.mark.parametrize(
    "values", [np.zeros(3), np.full(50, 2.0), np.arange(50.0), np.arange(50.0) ** 2]
)
def test_a_series_without_a_season_has_period_one(values):
    assert detect_period(values) == 1


def test_a_declared_period_is_taken_as_it_is():
    series = series_of(monthly(200), period=5)
    assert find_period(make_windows(series, Problem(lookback=5), "standard"), series) == 5


def test_without_a_season_the_seasonal_forecast_is_the_last_value():
    series = series_of(np.arange(100.0))
    found = baselines(make_windows(series, Problem(lookback=5, horizon=2), "standard"), series)
    assert np.array_equal(found["seasonal_naive"], found["last_value"])


def test_seasonal_naive_repeats_the_newest_whole_season():
    series = series_of(np.tile(np.arange(4.0), 50), period=4)
    windows = make_windows(series, Problem(kind="seq2seq", lookback=5, horizon=10), "standard")
    assert np.array_equal(baselines(windows, series)["seasonal_naive"], targets(windows.test))


def test_a_season_longer_than_the_series_falls_back_to_the_last_value():
    series = series_of(np.arange(100.0), period=500)
    found = baselines(make_windows(series, Problem(lookback=5), "standard"), series)
    assert np.array_equal(found["seasonal_naive"], found["last_value"])


@pytest.mark.parametrize("kind", KINDS)
def test_no_baseline_uses_a_value_later_than_the_last_known_row(kind):
    values = np.column_stack([monthly(200), np.random.default_rng(5).normal(size=200)])
    problem = Problem(kind=kind, lookback=14, horizon=3)
    windows = make_windows(series_of(values), problem, "standard")
    before = baselines(windows, series_of(values))
    known = windows.test.index(slice(None), windows.test.known_offsets)
    for row in (172, 180, 195):
        changed = values.copy()
        changed[row:] += 1000
        after = baselines(windows, series_of(changed))
        for name in before:
            assert np.array_equal(before[name][known < row], after[name][known < row]), name


def test_change_and_scaling_make_no_difference_to_the_baselines():
    series = series_of(monthly(200))
    problem = Problem(kind="seq2seq", lookback=14, horizon=3)
    one = baselines(make_windows(series, problem, "standard"), series)
    other = baselines(make_windows(series, replace(problem, target_form="change"), "none"), series)
    assert all(np.array_equal(one[name], other[name]) for name in one)


def test_a_short_training_part_gets_fewer_lags_instead_of_an_exact_fit():
    series = series_of(second_order(120))
    windows = make_windows(
        series, Problem(lookback=60), "standard"
    )  # 24 windows to learn 61 numbers from
    found = baselines(windows, series)
    assert rmse(targets(windows.test), found["linear_ar"]) < rmse(
        targets(windows.test), found["last_value"]
    )


def test_dependent_columns_and_constant_series_still_give_finite_forecasts():
    y = monthly(200)
    for values in (np.column_stack([y, y, np.ones(200)]), np.full(200, 3.0)):
        series = series_of(values)
        windows = make_windows(series, Problem(lookback=10), "standard")
        assert all(np.isfinite(v).all() for v in baselines(windows, series).values())


def test_mean_is_that_of_the_training_part():
    series = series_of(np.concatenate([np.tile([1.0, 3.0], 35), np.full(30, 99.0)]))
    windows = make_windows(series, Problem(lookback=5), "standard")
    assert set(np.unique(baselines(windows, series)["mean"])) == {2.0}


@pytest.mark.parametrize("kind", ["many_to_many", "many_to_one"])
def test_tasks_have_the_same_baselines(kind):
    rng = np.random.default_rng(6)
    x = rng.uniform(-1, 1, (400, 12, 2))
    echo = np.concatenate(
        [np.zeros((400, 3)), x[:, :-3, 0]], axis=1
    )  # the value three steps ago: linear in the inputs
    data = Sequences(x, echo, ("value", "noise"), "echo")
    windows = make_windows(data, Problem(kind=kind), "standard")
    found = baselines(windows, data)
    assert {v.shape for v in found.values()} == {targets(windows.test).shape}
    assert (
        rmse(targets(windows.test), found["linear_ar"]) < 1e-7
    )  # the inputs are float32, as the network sees them
    assert np.array_equal(
        found["last_value"], x[340:, :, 0] if kind == "many_to_many" else x[340:, -1:, 0]
    )
    assert find_period(windows, data) == 1


def test_a_long_series_is_fitted_on_a_bounded_number_of_equations():
    """Costs do not grow with the series: see the limits at the top of the module."""
    series = series_of(
        np.sin(np.arange(20_000) / 4) + np.random.default_rng(7).normal(0, 0.1, 20_000)
    )
    windows = make_windows(series, Problem(lookback=500), "standard")
    assert rmse(targets(windows.test), baselines(windows, series)["linear_ar"]) < 0.12
