"""The forecast beyond the end, with networks whose answer is known, and the calendar that goes
on.
"""

from __future__ import annotations

import numpy as np
import pytest

from playground.analysis.forecast_ahead import MOST_ROWS, ahead
from playground.config.experiment import Experiment
from playground.data.series import Series
from playground.data.windowing.calendar import continued
from playground.data.windowing.windows import make_windows
from playground.models.architecture import architecture_of


def wave(rows: int = 120, columns: int = 1) -> Series:
    """Return a rising series whose later columns are noise."""
    values = np.column_stack(
        [np.arange(rows) / 10.0, *np.random.default_rng(0).standard_normal((columns - 1, rows))]
    )
    return Series(values, tuple("abc"[:columns]), 0, np.arange(rows), "wave")


def repeater(columns: int = 1) -> dict[str, np.ndarray]:
    """Return a ReLU network of one unit that says its newest reading of column 0."""
    first = np.zeros((1, columns))
    first[0, 0] = 1.0
    zero, one = np.zeros(1), np.ones((1, 1))
    return {
        "rnn.weight_ih_l0": first,
        "rnn.weight_hh_l0": 0 * one,
        "rnn.bias_ih_l0": zero,
        "rnn.bias_hh_l0": zero,
        "head.weight": one,
        "head.bias": zero,
    }


def told(kind: str, horizon: int, columns: int = 1, **problem: object):
    experiment = Experiment.from_dict(
        {
            "data": {"scale": "minmax"},
            "problem": {"kind": kind, "lookback": 5, "horizon": horizon, **problem},
            "model": {"cell": "elman", "nonlinearity": "relu", "hidden_size": 1},
        }
    )
    series = wave(columns=columns)
    windows = make_windows(series, experiment.problem, "minmax")
    weights = repeater(columns)
    if kind == "seq2seq":
        weights |= {
            name.replace("rnn.", "decoder."): w
            for name, w in repeater().items()
            if name.startswith("rnn.")
        }
    return ahead(architecture_of(experiment, series), weights, series, windows)


@pytest.mark.parametrize("kind", ["many_to_one", "many_to_many"])
def test_the_last_windows_give_as_many_rows_as_the_horizon_from_readings_alone(kind: str) -> None:
    """A network that repeats the newest reading says the last three ones, then feeds on what it
    said.
    """
    found = told(kind, 3)
    assert found.rows[:4].tolist() == [120, 121, 122, 123]
    np.testing.assert_allclose(found.values[:6], [11.7, 11.8, 11.9] * 2, atol=1e-5)
    assert found.fed_back[:4].tolist() == [False, False, False, True]
    assert len(found.values) == MOST_ROWS


def test_with_several_columns_it_stops_where_its_readings_stop() -> None:
    """Nobody predicts the other columns."""
    found = told("many_to_one", 3, columns=2)
    np.testing.assert_allclose(found.values, [11.7, 11.8, 11.9], atol=1e-5)


def test_a_predicted_change_is_added_to_the_value_it_is_counted_from() -> None:
    """Scaled reading 11.9 / 8.3 says a change of 11.9 in own units."""
    found = told("many_to_one", 1, target_form="change")
    assert found.values[0] == pytest.approx(23.8, abs=1e-4)


def test_a_decoder_writes_its_horizon_after_the_last_window() -> None:
    """It repeats the last observed value."""
    found = told("seq2seq", 4)
    np.testing.assert_allclose(found.values, [11.9] * 4, atol=1e-5)
    assert found.fed_back.tolist() == [False, True, True, True]


@pytest.mark.parametrize(
    ("index", "expected"),
    [
        (np.array([4, 5, 6]), [7, 8, 9]),
        (
            np.array(["2020-01-31", "2020-02-29", "2020-03-31"], "M8[s]"),
            ["2020-04-30", "2020-05-31", "2020-06-30"],
        ),
        (
            np.array(["2019-11-15", "2019-12-15", "2020-01-15"], "M8[s]"),
            ["2020-02-15", "2020-03-15", "2020-04-15"],
        ),
        (
            np.array(["1998-01-01", "1999-01-01", "2000-01-01", "2001-01-01"], "M8[s]"),
            ["2002-01-01", "2003-01-01", "2004-01-01"],
        ),
        (
            np.array(
                [
                    "2024-05-27",
                    "2024-05-28",
                    "2024-05-29",
                    "2024-05-30",
                    "2024-05-31",
                    "2024-06-03",
                    "2024-06-04",
                    "2024-06-05",
                    "2024-06-06",
                ],
                "M8[s]",
            ),
            ["2024-06-07", "2024-06-10", "2024-06-11"],
        ),
        (
            np.array(["2024-05-30T22:00", "2024-05-30T23:00"], "M8[s]"),
            ["2024-05-31T00:00", "2024-05-31T01:00", "2024-05-31T02:00"],
        ),
        (
            np.array(["2024-05-01", "2024-05-02", "2024-05-05", "2024-05-06"], "M8[s]"),
            ["2024-05-07", "2024-05-08", "2024-05-09"],
        ),
    ],
)
def test_dates_go_on_as_the_calendar_does(index: np.ndarray, expected: list) -> None:
    """Rows, month ends, the 15th, years, working days, hours, and the usual step where steps are
    uneven.
    """
    np.testing.assert_array_equal(continued(index, 3), np.array(expected, index.dtype))
