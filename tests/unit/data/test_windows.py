"""Splitting and cutting: windows computed by hand, refusals, batches as a function of the step."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from playground.config.experiment import Problem
from playground.data.series import Sequences, Series
from playground.data.windowing.batches import batch, evaluation_rows
from playground.data.windowing.windows import make_windows
from playground.errors import DataError
from playground.evaluation.predictions import targets, undo


def counting(n: int, features: int = 1) -> Series:
    """Return a series whose value in column f and row r is r + 1000 f."""
    values = np.arange(n, dtype=float)[:, None] + 1000.0 * np.arange(features)
    return Series(values, tuple("abcdefgh"[:features]), 0, np.arange(n), "counting")


def numbered_task(n: int, length: int) -> Sequences:
    steps = np.arange(n * length, dtype=float).reshape(n, length)
    return Sequences(np.stack([steps, -steps], axis=2), steps / 2, ("value", "mark"), "numbered")


def refused(data, problem, scale="none") -> DataError:
    with pytest.raises(DataError) as caught:
        make_windows(data, problem, scale)
    return caught.value


def test_many_to_one_predicts_the_target_horizon_rows_after_the_window():
    windows = make_windows(counting(100, 2), Problem(lookback=4, horizon=3), "none")
    assert windows.bounds == (70, 85)
    assert np.array_equal(windows.train.x(0)[0], [[0, 1000], [1, 1001], [2, 1002], [3, 1003]])
    assert windows.train.y([0, 1]).tolist() == [[6.0], [7.0]]
    assert windows.train.known(0).tolist() == [[3.0]]
    assert windows.train.target_index(slice(-1, None)).tolist() == [[69]]
    assert windows.validation.y(0).tolist() == [[70.0]]
    assert windows.validation.x(0)[0, :, 0].tolist() == [64.0, 65.0, 66.0, 67.0]
    assert windows.test.y([0, len(windows.test) - 1]).tolist() == [[85.0], [99.0]]


def test_many_to_many_predicts_at_every_step_the_target_horizon_rows_later():
    windows = make_windows(
        counting(100), Problem(kind="many_to_many", lookback=4, horizon=2), "none"
    )
    assert windows.train.y(0).tolist() == [[2.0, 3.0, 4.0, 5.0]]
    assert windows.train.known(0).tolist() == [[0.0, 1.0, 2.0, 3.0]]
    assert windows.validation.target_index(0).tolist() == [[70, 71, 72, 73]]
    assert len(windows.test) == 15 - 4 + 1


def test_seq2seq_predicts_the_horizon_rows_after_the_window():
    windows = make_windows(counting(100), Problem(kind="seq2seq", lookback=4, horizon=3), "none")
    assert windows.train.y(0).tolist() == [[4.0, 5.0, 6.0]]
    assert windows.train.known(0).tolist() == [[3.0, 3.0, 3.0]]
    assert windows.train.first(0).tolist() == [[3.0]]
    assert windows.test.target_index(0).tolist() == [[85, 86, 87]]


def test_change_is_the_difference_from_the_last_known_value():
    problem = Problem(kind="seq2seq", lookback=4, horizon=3, target_form="change")
    windows = make_windows(counting(100), problem, "none")
    assert windows.train.y(5).tolist() == [[1.0, 2.0, 3.0]]
    assert windows.train.first(5).tolist() == [[8.0]]


def test_stride_counts_from_the_first_eligible_window_of_each_part():
    windows = make_windows(counting(100), Problem(lookback=4, stride=5), "none")
    assert windows.train.starts[:3].tolist() == [0, 5, 10]
    assert windows.validation.target_index(slice(None)).ravel().tolist() == [70, 75, 80]
    assert windows.test.target_index(slice(None)).ravel().tolist() == [85, 90, 95]


def test_parts_share_their_rows_and_hand_out_single_precision():
    windows = make_windows(counting(100), Problem(lookback=4), "standard")
    assert windows.train.rows is windows.test.rows
    assert windows.train.x(slice(0, 8)).dtype == windows.train.y(slice(0, 8)).dtype == np.float32
    assert windows.train.x(slice(0, 8)).shape == (8, 4, 1)


@pytest.mark.parametrize("kind", ["many_to_one", "many_to_many", "seq2seq"])
@pytest.mark.parametrize("scale", ["standard", "minmax", "none"])
def test_no_column_lets_a_later_reading_into_an_input(kind, scale):
    """Every reading from row 80 on is replaced in every column, the target's own too: nothing that
    ends before it may notice.
    """
    problem = Problem(kind=kind, lookback=4, horizon=3)
    series = Series(
        np.random.default_rng(0).standard_normal((100, 3)),
        ("a", "b", "c"),
        1,
        np.arange(100),
        "three",
    )
    other = replace(
        series,
        values=np.concatenate([series.values[:80], np.random.default_rng(1).normal(9, 5, (20, 3))]),
    )
    one, two = (make_windows(data, problem, scale) for data in (series, other))
    for name in ("train", "validation", "test"):
        a, b = getattr(one, name), getattr(two, name)
        early = np.flatnonzero(a.starts + 4 <= 80)
        np.testing.assert_array_equal(a.x(early), b.x(early))
        np.testing.assert_array_equal(a.first(early), b.first(early))
        assert (a.index(early, a.known_offsets) < 80).all()
    assert not np.array_equal(one.test.x(slice(None)), two.test.x(slice(None)))


def test_a_task_is_split_by_sequence_and_never_scaled():
    windows = make_windows(
        numbered_task(20, 6),
        Problem(kind="many_to_many", lookback=50, horizon=9, stride=3),
        "standard",
    )
    assert windows.task
    assert windows.bounds == (14, 17)
    assert [len(windows.train), len(windows.validation), len(windows.test)] == [14, 3, 3]
    assert windows.validation.x(0)[0, :, 0].tolist() == [84.0, 85.0, 86.0, 87.0, 88.0, 89.0]
    assert windows.validation.y(0).tolist() == [[42.0, 42.5, 43.0, 43.5, 44.0, 44.5]]
    assert windows.test.known([0, 1]).shape == (2, 0)


def test_a_many_to_one_task_asks_for_the_last_step():
    windows = make_windows(numbered_task(20, 6), Problem(), "standard")
    assert windows.test.y(0).tolist() == [[(17 * 6 + 5) / 2]]


def test_a_lookback_longer_than_the_data_is_told_with_the_largest_that_fits():
    series, problem = counting(90), Problem(lookback=80)
    error = refused(series, problem)
    assert error.field == "problem.lookback"
    assert "63" in error.message
    assert "62" in error.message
    assert len(make_windows(series, replace(problem, lookback=62), "none").train) == 1
    assert refused(series, replace(problem, lookback=63)).field == "problem.lookback"


def test_a_validation_part_shorter_than_one_answer_is_named():
    series, problem = counting(90), Problem(kind="many_to_many", lookback=20)
    error = refused(series, problem)
    assert error.field == "problem.lookback"
    assert "validation" in error.message
    assert "13" in error.message
    assert make_windows(series, replace(problem, lookback=13), "none")


def test_a_horizon_longer_than_a_part_is_told_with_the_largest_that_fits():
    series, problem = counting(90), Problem(kind="seq2seq", lookback=5, horizon=30)
    error = refused(series, problem)
    assert error.field == "problem.horizon"
    assert "13" in error.message
    assert make_windows(series, replace(problem, horizon=13), "none")


@pytest.mark.parametrize(
    ("n", "field"),
    [(1, "problem.train_share"), (2, "problem.train_share"), (3, "problem.validation_share")],
)
def test_a_series_of_a_few_rows_is_refused_at_a_share(n, field):
    error = refused(counting(n), Problem(lookback=1))
    assert error.field == field
    assert f"of {n} rows" in error.message


def test_a_task_with_too_few_sequences_is_refused():
    error = refused(numbered_task(3, 6), Problem())
    assert error.field == "problem.validation_share"
    assert "sequences" in error.message


def test_change_is_refused_for_tasks():
    error = refused(numbered_task(20, 6), Problem(target_form="change"))
    assert error.field == "problem.target_form"


def test_seq2seq_is_refused_for_tasks():
    assert refused(numbered_task(20, 6), Problem(kind="seq2seq")).field == "problem.kind"


@pytest.mark.parametrize("scale", ["none", "standard"])
def test_numbers_beyond_single_precision_are_refused(scale):
    series = counting(100)
    error = refused(replace(series, values=series.values * 1e306), Problem(lookback=4), scale)
    assert error.field == "data.scale"
    assert "column a" in error.message.lower()


def test_evaluation_looks_at_no_more_windows_than_asked_evenly_and_at_both_ends():
    part = make_windows(counting(2000), Problem(lookback=4), "none").train
    rows = evaluation_rows(part)
    assert len(rows) == 256
    assert [rows[0], rows[-1]] == [0, len(part) - 1]
    assert set(np.diff(rows)) <= {5, 6}
    assert evaluation_rows(part, 10_000).tolist() == list(range(len(part)))
    assert evaluation_rows(part, 1).tolist() == [0]


def test_an_epoch_visits_every_window_once_and_keeps_its_small_last_batch():
    batches = [batch(10, 4, 7, step) for step in (1, 2, 3)]
    assert [len(b) for b in batches] == [4, 4, 2]
    assert sorted(np.concatenate(batches)) == list(range(10))
    assert np.array_equal(np.concatenate(batches), np.random.default_rng([7, 3, 0]).permutation(10))


def test_a_batch_is_a_function_of_seed_and_step_alone():
    later = batch(1000, 32, 1, 500).copy()
    for step in range(1, 700, 3):
        batch(1000, 32, 1, step)
    assert np.array_equal(batch(1000, 32, 1, 500), later)
    assert not np.array_equal(batch(1000, 32, 2, 500), later)
    assert not np.array_equal(batch(1000, 32, 1, 1), batch(1000, 32, 1, 33))


def test_a_batch_larger_than_the_part_is_the_whole_part():
    assert sorted(batch(5, 32, 0, 3)) == [0, 1, 2, 3, 4]


def test_small_changes_of_large_numbers_are_exact_even_unscaled():
    """Neighbors of 1e6 lie 0.06 apart in float32; their change of 0.01 must not be rounded with
    them.
    """
    values = 1e6 + 0.01 * np.arange(60.0)[:, None]
    series = Series(values, ("value",), 0, np.arange(60), "large")
    windows = make_windows(series, Problem(lookback=4, target_form="change"), "none")
    np.testing.assert_allclose(windows.train.y(slice(None)), 0.01, rtol=1e-6)
    np.testing.assert_allclose(
        undo(windows.test, windows.scaler, windows.test.y(slice(None))),
        targets(windows.test),
        rtol=0,
        atol=1e-9,
    )
