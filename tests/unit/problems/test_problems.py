"""The problem types: their drawing tells them apart, their tables are in the data's own units."""

from __future__ import annotations

import numpy as np
import pytest

from playground.config import registry
from playground.config.experiment import Problem
from playground.data.series import Sequences, Series
from playground.data.windowing.windows import make_windows
from playground.errors import DataError
from playground.evaluation.predictions import table, targets, undo

KINDS = ("many_to_many", "many_to_one", "one_to_many", "one_to_one", "seq2seq")
ALL = (*KINDS, "classification")


def wavy(n: int = 200) -> Series:
    t = np.arange(n)
    values = np.column_stack([t / 7.0, 50 + 3 * np.sin(t / 5) + t / 30])
    return Series(values, ("time", "load"), 1, t, "wavy")


def of(kind: str, **rest) -> Problem:
    """Return a checked problem, parameters filled in."""
    params = registry.lookup("problem", kind).check_params(rest.pop("params", {}), "problem.params")
    return Problem(kind=kind, params=params, **rest)


def test_all_problem_types_are_registered():
    assert set(ALL) == set(registry.entries("problem"))


@pytest.mark.parametrize("kind", ALL)
def test_outputs_and_offsets_agree_in_number(kind):
    problem = registry.lookup("problem", kind).make
    spec = problem.spec(7, 3, "series", **of(kind).params)
    assert (
        len(spec.target_offsets)
        == {"last": 1, "every": spec.lookback, "decoder": 3, "generator": 3}[problem.readout]
    )
    assert len(spec.known_offsets) in (0, len(spec.target_offsets))
    if len(spec.known_offsets):
        assert (spec.target_offsets > spec.known_offsets).all()
    assert problem.loss == ("cross_entropy" if kind == "classification" else "mse")
    assert problem.equations


@pytest.mark.parametrize("kind", ALL)
def test_every_arrow_of_the_wiring_joins_two_drawn_nodes(kind):
    wiring = registry.lookup("problem", kind).make.wiring()
    nodes = {node["id"] for group in ("inputs", "cells", "outputs") for node in wiring[group]}
    assert all(arrow["from"] in nodes and arrow["to"] in nodes for arrow in wiring["arrows"])
    assert len(nodes) == sum(len(wiring[group]) for group in ("inputs", "cells", "outputs"))


def test_wiring_marks_the_outputs_that_enter_the_loss():
    counted = {
        kind: [o["in_loss"] for o in registry.lookup("problem", kind).make.wiring()["outputs"]]
        for kind in ALL
    }
    assert counted["many_to_one"] == [False, False, False, True]
    assert counted["classification"] == [False, False, False, True]
    assert all(counted["many_to_many"])
    assert all(counted["one_to_one"])
    assert all(counted["one_to_many"])
    assert counted["seq2seq"] == [False, False, True, True, True]


def test_only_decoder_and_generator_feed_on_their_own_answers_and_only_one_to_one_passes_no_state_on():
    arrows = {k: [a for a in registry.lookup("problem", k).make.wiring()["arrows"]] for k in ALL}
    assert [k for k in ALL if not any(a["kind"] == "state" for a in arrows[k])] == ["one_to_one"]
    feedback = {k: [a for a in arrows[k] if a["kind"] == "feedback"] for k in ALL}
    assert [k for k in ALL if feedback[k]] == ["one_to_many", "seq2seq"]
    assert feedback["one_to_many"][0] == {"from": "y0", "to": "c1", "kind": "feedback"}
    assert len([n for n in registry.lookup("problem", "one_to_many").make.wiring()["inputs"]]) == 1
    assert feedback["seq2seq"][0] == {"from": "y4", "to": "c5", "kind": "feedback"}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("form", ["value", "change"])
@pytest.mark.parametrize("scale", ["standard", "minmax", "none"])
def test_a_perfect_network_is_perfect_in_the_datas_own_units(kind, form, scale):
    params = {"answer": "next"} if kind == "one_to_one" else {}
    windows = make_windows(
        wavy(), of(kind, lookback=8, horizon=3, target_form=form, params=params), scale
    )
    own = undo(windows.test, windows.scaler, windows.test.y(slice(None)))
    assert own == pytest.approx(targets(windows.test), rel=1e-6)
    assert undo(windows.test, windows.scaler, windows.test.y([3, 1]), [3, 1]) == pytest.approx(
        targets(windows.test, [3, 1]), rel=1e-6
    )


def test_the_table_names_row_window_and_step_of_every_prediction():
    series = wavy()
    windows = make_windows(series, Problem(kind="seq2seq", lookback=8, horizon=3), "standard")
    prediction = np.arange(len(windows.test) * 3, dtype=float).reshape(-1, 3)
    rows = table(windows.test, windows, prediction)
    assert list(rows.columns) == ["index", "window", "step", "target", "prediction"]
    assert rows["index"].tolist()[:4] == [170, 171, 172, 171]
    assert rows["window"].tolist()[:4] == [0, 0, 0, 1]
    assert rows["step"].tolist()[:4] == [1, 2, 3, 1]
    assert rows["prediction"].tolist()[:4] == [0.0, 1.0, 2.0, 3.0]
    assert np.array_equal(rows["target"], series.values[rows["index"], 1])


def test_the_table_of_a_task_names_the_sequence():
    x = np.random.default_rng(0).random((20, 6, 2))
    data = Sequences(x, x[..., 0], ("value", "bell"), "task")
    windows = make_windows(data, of("many_to_many"), "standard")
    rows = table(windows.test, windows, windows.test.y(slice(None)))
    assert rows["index"].tolist() == [17] * 6 + [18] * 6 + [19] * 6
    assert np.array_equal(rows["target"], data.y[17:].ravel())


@pytest.mark.parametrize("scale", ["standard", "minmax", "none"])
@pytest.mark.parametrize("answer", ["running_mean", "cumulative_sum", "echo", "column"])
def test_a_perfect_network_is_perfect_at_whatever_is_asked_for_at_every_step(answer, scale):
    windows = make_windows(
        wavy(), of("many_to_many", lookback=8, params={"answer": answer, "delay": 3}), scale
    )
    own = undo(windows.test, windows.scaler, windows.test.y(slice(None)))
    assert own == pytest.approx(targets(windows.test), rel=1e-6, abs=1e-4)
    values, start = wavy().values[:, 1], windows.test.starts[4]
    read = values[start : start + 8]
    wanted = {
        "running_mean": [read[: t + 1].mean() for t in range(8)],
        "cumulative_sum": [read[: t + 1].sum() for t in range(8)],
        "echo": [0.0, 0.0, 0.0, *read[:5]],
        "column": read,
    }
    assert targets(windows.test)[4] == pytest.approx(np.array(wanted[answer]))


@pytest.mark.parametrize(
    ("answer", "function"), [("square", np.square), ("absolute", np.abs), ("sine", np.sin)]
)
def test_one_to_one_asks_for_a_function_of_each_value_and_reads_nothing_else(answer, function):
    series = wavy()
    windows = make_windows(series, of("one_to_one", params={"answer": answer}), "standard")
    assert windows.test.x(0).shape == (1, 1, 2)
    assert targets(windows.test)[:, 0] == pytest.approx(function(series.values[170:, 1]))
    assert undo(windows.test, windows.scaler, windows.test.y(slice(None))) == pytest.approx(
        targets(windows.test), rel=1e-5, abs=1e-5
    )


def test_a_column_that_is_asked_for_is_not_read():
    series = wavy()
    for problem in (of("one_to_one"), of("many_to_many", lookback=5, params={"answer": "column"})):
        windows = make_windows(series, problem, "none")
        assert windows.read == (0,)
        assert windows.test.x(0)[0, :, 0] == pytest.approx(
            series.values[windows.test.starts[0] :, 0][: windows.test.lookback], rel=1e-6
        )


def test_one_to_many_is_given_the_value_and_slope_of_one_row_and_asked_for_the_rows_after_it():
    windows = make_windows(wavy(), of("one_to_many", horizon=4), "none")
    values = wavy().values
    x, start = windows.test.x(0)[0], windows.test.starts[0]
    assert windows.test.target_index(0).tolist() == [[170, 171, 172, 173]]
    assert x.shape == (4, 5)
    assert x[0] == pytest.approx(
        [*values[start + 1], *(values[start + 1] - values[start]), 0.0], rel=1e-5
    )
    assert not x[1:].any()


def labeled(**rest) -> Sequences:
    """Return twenty courses of nine steps in three classes."""
    rng = np.random.default_rng(0)
    x = rng.random((20, 9, 1))
    return Sequences(
        x,
        x[..., 0],
        ("value",),
        "courses",
        classes=("a", "b", "c"),
        labels=np.arange(20) % 3,
        ahead=True,
        **rest,
    )


def test_labelled_courses_go_with_every_problem_type():
    data = labeled()
    told = {}
    for kind in ALL:
        windows = make_windows(data, of(kind, horizon=2), "standard")
        told[kind] = windows.test.x(0).shape, windows.test.y(0).shape
        assert windows.bounds == (14, 17)
    assert told == {
        "many_to_many": ((1, 7, 1), (1, 7)),
        "many_to_one": ((1, 7, 1), (1, 1)),
        "seq2seq": ((1, 7, 1), (1, 2)),
        "one_to_one": ((1, 1, 1), (1, 1)),
        "one_to_many": ((1, 2, 4), (1, 2)),
        "classification": ((1, 9, 1), (1, 1)),
    }


def test_courses_are_asked_for_what_lies_ahead_in_the_same_sequence():
    data = labeled()
    part = make_windows(data, of("seq2seq", horizon=2), "none").test
    assert part.y(0)[0] == pytest.approx(data.y[17, 7:], rel=1e-6)
    assert part.first(0)[0, 0] == pytest.approx(data.y[17, 6], rel=1e-6)
    nexts = make_windows(data, of("one_to_one", params={"answer": "next"}), "none").test
    assert len(nexts) == 3 * 8
    assert nexts.y(slice(None))[:, 0] == pytest.approx(data.y[17:, 1:].ravel(), rel=1e-6)


def test_a_label_is_the_condition_of_one_to_many_and_the_target_of_a_classification():
    data = labeled()
    generated = make_windows(data, of("one_to_many", horizon=2), "none").test
    assert generated.x(0)[0].tolist() == [[0.0, 0.0, 1.0, 0.0], [0.0, 0.0, 0.0, 0.0]]
    classes = make_windows(data, of("classification"), "none").test
    assert classes.y(slice(None)).tolist() == [[2], [0], [1]]
    assert classes.y(0).dtype == np.int64


def test_a_series_with_tags_is_classified_by_the_tag_of_the_last_row_read():
    values = np.arange(100.0)[:, None]
    series = Series(
        values,
        ("v",),
        0,
        np.arange(100),
        "tagged",
        classes=("calm", "wild"),
        labels=(np.arange(100) // 10) % 2,
    )
    part = make_windows(series, of("classification", lookback=5), "standard").test
    assert part.y(slice(None))[:, 0].tolist() == series.labels[85:].tolist()
    tags = make_windows(
        series, of("many_to_many", lookback=5, params={"answer": "tag"}), "standard"
    )
    assert undo(tags.test, tags.scaler, tags.test.y(0))[0] == pytest.approx(
        series.labels[85:90], abs=1e-6
    )
    assert tags.read == (0,)


@pytest.mark.parametrize(
    ("data", "problem", "field"),
    [
        (wavy(), of("classification"), "problem.kind"),
        (
            Sequences(np.ones((20, 6, 2)), np.ones((20, 6)), ("a", "b"), "task"),
            of("seq2seq"),
            "problem.kind",
        ),
        (
            Sequences(np.ones((20, 6, 2)), np.ones((20, 6)), ("a", "b"), "task"),
            of("one_to_many"),
            "problem.kind",
        ),
        (labeled(), of("many_to_one", horizon=9), "problem.horizon"),
        (labeled(), of("many_to_many", params={"answer": "column"}), "problem.params.answer"),
        (wavy(), of("many_to_many", params={"answer": "tag"}), "problem.params.answer"),
        (wavy(), of("one_to_one", target_form="change"), "problem.target_form"),
        (labeled(), of("many_to_one", target_form="change"), "problem.target_form"),
    ],
)
def test_what_does_not_go_together_is_refused_with_its_field(data, problem, field):
    with pytest.raises(DataError) as caught:
        make_windows(data, problem, "standard")
    assert caught.value.field == field


def test_a_class_missing_from_the_training_part_is_told():
    x = np.zeros((20, 4, 1))
    data = Sequences(
        x,
        x[..., 0],
        ("v",),
        "sorted",
        classes=("early", "late"),
        labels=(np.arange(20) > 13).astype(int),
    )
    assert "late" in make_windows(data, of("classification"), "none").notes[0]
