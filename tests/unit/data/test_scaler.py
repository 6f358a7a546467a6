"""The scaler: fitted on the training rows, undone exactly, harmless on constant columns."""

from __future__ import annotations

import numpy as np
import pytest

from playground.config.experiment import Problem
from playground.data.series import Series
from playground.data.windowing.scaler import fit_scaler
from playground.data.windowing.windows import make_windows

VALUES = np.array([[1.0, 10.0], [3.0, 20.0], [5.0, 60.0]])


def test_standard_gives_mean_zero_and_population_deviation_one():
    scaled = fit_scaler(VALUES, "standard", 0).transform(VALUES)
    assert scaled.mean(axis=0) == pytest.approx([0.0, 0.0], abs=1e-15)
    assert scaled.std(axis=0) == pytest.approx([1.0, 1.0])
    assert scaled[:, 0] == pytest.approx([-np.sqrt(1.5), 0.0, np.sqrt(1.5)])


def test_minmax_gives_the_range_zero_to_one():
    scaled = fit_scaler(VALUES, "minmax", 0).transform(VALUES)
    assert scaled[:, 1] == pytest.approx([0.0, 0.2, 1.0])


def test_none_changes_nothing():
    assert np.array_equal(fit_scaler(VALUES, "none", 0).transform(VALUES), VALUES)


@pytest.mark.parametrize("kind", ["standard", "minmax"])
def test_a_constant_column_is_left_unscaled_and_named(kind):
    values = np.column_stack(
        [np.arange(7.0), np.full(7, 0.1)]
    )  # the mean of seven times 0.1 is not exactly 0.1
    scaler = fit_scaler(values, kind, 1)
    assert scaler.constant == (1,)
    assert np.array_equal(scaler.transform(values)[:, 1], values[:, 1])


def test_a_spread_too_small_to_square_does_not_divide_by_zero():
    values = np.array([[0.0], [1e-200]])
    assert np.isfinite(fit_scaler(values, "standard", 0).transform(values)).all()


def test_the_target_is_put_back_into_its_own_unit():
    scaler = fit_scaler(VALUES, "standard", 1)
    assert scaler.inverse_target(scaler.transform(VALUES)[:, 1]) == pytest.approx(VALUES[:, 1])
    assert scaler.inverse(scaler.transform(VALUES)) == pytest.approx(VALUES)


def test_scaler_is_fitted_on_the_training_part_only():
    values = np.concatenate([np.sin(np.arange(70.0)), 100 + np.arange(30.0)])[:, None]
    series = Series(values, ("value",), 0, np.arange(100), "step")
    windows = make_windows(series, Problem(lookback=5), "standard")
    assert windows.scaler.shift[0] == pytest.approx(values[:70].mean())
    assert windows.scaler.factor[0] == pytest.approx(values[:70].std())


def test_a_constant_series_runs_unscaled_and_says_so():
    series = Series(np.full((100, 1), 7.0), ("load",), 0, np.arange(100), "flat")
    windows = make_windows(series, Problem(lookback=5), "standard")
    assert set(np.unique(windows.train.rows)) == {7.0}
    assert len(windows.notes) == 1
    assert "load" in windows.notes[0]
    assert "is not scaled" in windows.notes[0]
