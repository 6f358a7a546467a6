"""Windows of any series, problem and split: no look into the future, nothing left out."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import assume, given
from hypothesis import strategies as st

from playground.config.experiment import Problem
from playground.data.series import Sequences, Series
from playground.data.windowing.batches import batch, evaluation_rows
from playground.data.windowing.scaler import fit_scaler
from playground.data.windowing.split import Split
from playground.data.windowing.windows import Windows, make_windows
from playground.errors import DataError

KINDS = ("many_to_many", "many_to_one", "one_to_many", "one_to_one", "seq2seq")


strides = st.integers(1, 5)


@st.composite
def problems(draw: st.DrawFn, stride: st.SearchStrategy[int] = strides) -> Problem:
    """Draw a problem small enough for short series."""
    train = draw(st.floats(0.3, 0.8))
    kind = draw(st.sampled_from(KINDS))
    return Problem(
        kind=kind,
        params={"answer": "next"} if kind == "one_to_one" else {},
        lookback=draw(st.integers(1, 20)),
        horizon=draw(st.integers(1, 8)),
        stride=draw(stride),
        target_form=draw(st.sampled_from(["value", "change"])),
        train_share=train,
        validation_share=draw(st.floats(0.05, 0.95 - train)),
    )


def counted(n: int, problem: Problem) -> Windows:
    """Return the windows of a series whose value is its row number; a problem that does not fit is
    not looked at.
    """
    series = Series(np.arange(n, dtype=float)[:, None], ("row",), 0, np.arange(n), "rows")
    try:
        return make_windows(series, problem, "none")
    except DataError as error:
        assume(False)
        raise error


def read(part: Split, problem: Problem) -> np.ndarray:
    """Return the row numbers a window's input is made of: a generator's condition is a row's value
    and how far it lies from the one before.
    """
    x = part.x(slice(None))
    if problem.kind != "one_to_many":
        return x[..., 0]
    assert not x[:, 1:].any()
    assert not x[:, 0, -1].any()
    return np.stack([x[:, 0, 0] - x[:, 0, 1], x[:, 0, 0]], axis=1)


rows = st.integers(20, 150)


@given(rows, problems())
def test_every_target_of_a_part_lies_in_that_part(n, problem):
    windows = counted(n, problem)
    a, b = windows.bounds
    for part, low, high in (
        (windows.train, 0, a),
        (windows.validation, a, b),
        (windows.test, b, n),
    ):
        assert len(part) > 0
        index = part.target_index(slice(None))
        assert low <= index.min()
        assert index.max() < high


@given(rows, problems())
def test_training_windows_lie_wholly_in_the_training_part(n, problem):
    windows = counted(n, problem)
    x = read(windows.train, problem)
    assert x.max() < windows.bounds[0]
    assert x.min() >= 0


@given(rows, problems())
def test_inputs_are_never_later_than_the_last_known_row(n, problem):
    windows = counted(n, problem)
    for part in (windows.train, windows.validation, windows.test):
        x, known = read(part, problem), part.known(slice(None))
        if problem.kind in ("many_to_many", "one_to_one"):  # output t has read up to row t
            assert np.array_equal(x, known)
        else:
            assert (x.max(axis=1, keepdims=True) == known).all()
        assert (part.target_index(slice(None)) > known).all()


@given(rows, problems())
def test_windows_are_consecutive_rows_of_the_series(n, problem):
    windows = counted(n, problem)
    for part in (windows.train, windows.validation, windows.test):
        assert np.array_equal(read(part, problem), part.starts[:, None] + np.arange(part.lookback))


@given(rows, problems(stride=st.just(1)))
def test_every_eligible_window_is_there_with_stride_one(n, problem):
    windows = counted(n, problem)
    a, b = windows.bounds
    offsets = windows.train.target_offsets

    def eligible(low: int, high: int, first_row: int) -> list[int]:
        return [
            s
            for s in range(n)
            if s >= first_row
            and low <= s + offsets.min()
            and s + max(offsets.max(), windows.train.lookback - 1) < high
        ]

    assert windows.train.starts.tolist() == eligible(0, a, 0)
    assert windows.validation.starts.tolist() == eligible(a, b, 0)
    assert windows.test.starts.tolist() == eligible(b, n, 0)


@given(rows, problems())
def test_a_stride_keeps_every_so_many_th_window(n, problem):
    windows = counted(n, problem)
    all_of_them = counted(n, replace(problem, stride=1))
    for name in ("train", "validation", "test"):
        assert np.array_equal(
            getattr(windows, name).starts, getattr(all_of_them, name).starts[:: problem.stride]
        )


@given(rows, problems())
def test_what_lies_after_the_training_part_changes_nothing_in_it(n, problem):
    windows = counted(n, problem)
    a = windows.bounds[0]
    values = np.sin(np.arange(n, dtype=float))[:, None]
    changed = values.copy()
    changed[a:] = 1e3
    one, other = (
        make_windows(Series(v, ("v",), 0, np.arange(n), "s"), problem, "standard").train
        for v in (values, changed)
    )
    assert np.array_equal(one.x(slice(None)), other.x(slice(None)))
    assert np.array_equal(one.y(slice(None)), other.y(slice(None)))


@st.composite
def collections(draw: st.DrawFn) -> tuple[Sequences, Problem]:
    """Draw labeled courses whose value is sequence number + step / 1000, and a problem that
    fits.
    """
    n, steps = draw(st.integers(10, 40)), draw(st.integers(4, 20))
    kind = draw(st.sampled_from([*KINDS, "classification"]))
    y = np.arange(n)[:, None] + np.arange(steps) / 1000
    data = Sequences(
        y[..., None], y, ("v",), "courses", classes=("a", "b"), labels=np.arange(n) % 2, ahead=True
    )
    train = draw(st.floats(0.3, 0.7))
    answer = {"one_to_one": {"answer": draw(st.sampled_from(["next", "square"]))}}.get(kind, {})
    horizon, share = draw(st.integers(1, steps - 1)), draw(st.floats(0.1, 0.9 - train))
    return data, Problem(
        kind=kind, params=answer, horizon=horizon, train_share=train, validation_share=share
    )


@given(collections())
def test_sequences_are_split_whole_and_never_mixed(drawn):
    data, problem = drawn
    windows = make_windows(data, problem, "none")
    a, b = windows.bounds
    for part, low, high in (
        (windows.train, 0, a),
        (windows.validation, a, b),
        (windows.test, b, len(data.x)),
    ):
        number = part.starts // windows.length
        assert set(number.tolist()) == set(range(low, high))
        assert (part.target_index(slice(None)) // windows.length == number[:, None]).all()
        if problem.kind == "classification":
            assert np.array_equal(part.y(slice(None))[:, 0], data.labels[number])
        if problem.kind != "one_to_many":
            assert np.array_equal(
                np.round(part.x(slice(None))[..., 0]).astype(int),
                np.broadcast_to(number[:, None], (len(part), part.steps)),
            )


@given(
    rows,
    problems(),
    st.sampled_from(["running_mean", "cumulative_sum", "echo"]),
    st.integers(1, 30),
)
def test_answers_made_of_what_was_read_use_nothing_later(n, problem, answer, delay):
    problem = replace(
        problem, kind="many_to_many", target_form="value", params={"answer": answer, "delay": delay}
    )
    series = Series(np.random.default_rng(n).normal(size=(n, 1)), ("v",), 0, np.arange(n), "noise")
    if refusal(series, problem) is not None:
        return
    part, whole = (
        make_windows(series, replace(problem, lookback=steps), "none").train
        for steps in (max(1, problem.lookback // 2), problem.lookback)
    )
    common = min(len(part), len(whole))
    short, long = part.y(slice(0, common)), whole.y(slice(0, common))
    assert np.allclose(short, long[:, : short.shape[1]], atol=1e-5)


@given(st.integers(1, 60), problems())
def test_a_problem_that_does_not_fit_is_told_with_a_field_and_a_way_out(n, problem):
    series = Series(np.arange(n, dtype=float)[:, None], ("row",), 0, np.arange(n), "rows")
    error = refusal(series, problem)
    if error is None:
        return
    assert error.field in (
        "problem.lookback",
        "problem.horizon",
        "problem.train_share",
        "problem.validation_share",
    )
    assert "\n" not in error.message
    if "fits is" in error.message:
        most, name = (
            int(error.message.split("fits is ")[1].split(":")[0]),
            error.field.removeprefix("problem."),
        )
        assert refusal(series, replace(problem, **{name: most})) is None
        assert refusal(series, replace(problem, **{name: most + 1})) is not None


def refusal(series: Series, problem: Problem) -> DataError | None:
    """Return why a series is refused, or None."""
    try:
        make_windows(series, problem, "none")
    except DataError as error:
        return error
    return None


finite = st.floats(-1e6, 1e6, allow_subnormal=False)


@given(
    st.lists(st.tuples(finite, finite), min_size=2, max_size=40),
    st.sampled_from(["standard", "minmax", "none"]),
)
def test_scaling_then_unscaling_returns_the_series(pairs, kind):
    values = np.array(pairs)
    scaler = fit_scaler(values[: max(1, len(values) // 2)], kind, 1)
    back = scaler.inverse(scaler.transform(values))
    assert np.allclose(back, values, rtol=1e-12, atol=1e-9 * max(1.0, np.abs(values).max()))
    assert np.array_equal(back[:, 1], scaler.inverse_target(scaler.transform(values)[:, 1]))


@given(st.integers(1, 300), st.integers(1, 64), st.integers(0, 5), st.integers(0, 20))
def test_every_epoch_visits_every_window_once(n, batch_size, seed, epoch):
    per_epoch = -(-n // batch_size)
    seen = [batch(n, batch_size, seed, epoch * per_epoch + k) for k in range(1, per_epoch + 1)]
    assert np.array_equal(np.sort(np.concatenate(seen)), np.arange(n))
    assert all(len(b) == batch_size for b in seen[:-1])


@given(rows, problems(), st.integers(1, 60))
def test_evaluation_rows_are_distinct_windows_in_order(n, problem, most):
    part = counted(n, problem).train
    chosen = evaluation_rows(part, most)
    assert len(chosen) == min(most, len(part))
    assert (np.diff(chosen) > 0).all()
    assert chosen.min() >= 0
    assert chosen.max() < len(part)
