"""Every number of the probe can be taken away and read again."""

from __future__ import annotations

import csv
import io

import numpy as np

from playground.export.probe_numbers import numbers_csv, numbers_npz

ARRAYS = {"x": np.array([[0.1, 1.0], [np.nan, 0.0]]), "y_hat": np.array([1 / 3, -0.0]), "loss": np.array(0.25)}


def test_the_table_holds_every_number_to_the_last_digit_with_its_place() -> None:
    """Time steps, units and inputs count from 1."""
    rows = list(csv.reader(io.StringIO(numbers_csv(ARRAYS))))
    assert rows[0] == ["name", "t", "unit", "value"]
    assert rows[1:] == [
        ["x", "1", "1", "0.1"], ["x", "1", "2", "1.0"], ["x", "2", "1", "nan"], ["x", "2", "2", "0.0"],
        ["y_hat", "1", "", repr(1 / 3)], ["y_hat", "2", "", "-0.0"], ["loss", "", "", "0.25"],
    ]  # fmt: skip


def test_the_arrays_come_back_in_double_precision() -> None:
    """Under the names they were given."""
    with np.load(io.BytesIO(numbers_npz(ARRAYS)), allow_pickle=False) as stored:
        assert set(stored) == set(ARRAYS)
        for name, values in ARRAYS.items():
            np.testing.assert_array_equal(stored[name], values)
            assert stored[name].dtype == np.float64
