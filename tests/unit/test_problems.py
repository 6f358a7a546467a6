"""The problem types: their drawing tells them apart, their tables are in the data's own units."""

from __future__ import annotations

import numpy as np
import pytest

from playground import registry
from playground.data.series import Sequences, Series
from playground.data.windows import make_windows
from playground.experiment import Problem
from playground.problems.predictions import table, targets, undo

KINDS = ("many_to_many", "many_to_one", "seq2seq")


def wavy(n: int = 200) -> Series:
    t = np.arange(n)
    values = np.column_stack([t / 7.0, 50 + 3 * np.sin(t / 5) + t / 30])
    return Series(values, ("time", "load"), 1, t, "wavy")


def test_the_three_problem_types_are_registered():
    assert set(KINDS) <= set(registry.entries("problem"))


@pytest.mark.parametrize("kind", KINDS)
def test_outputs_and_offsets_agree_in_number(kind):
    problem = registry.lookup("problem", kind).make
    target_offsets, known_offsets = problem.alignment(7, 3)
    assert len(target_offsets) == len(known_offsets) == {"last": 1, "every": 7, "decoder": 3}[problem.outputs_at]
    assert (target_offsets > known_offsets).all()
    assert problem.loss == "mse"
    assert problem.equations


@pytest.mark.parametrize("kind", KINDS)
def test_every_arrow_of_the_wiring_joins_two_drawn_nodes(kind):
    wiring = registry.lookup("problem", kind).make.wiring()
    nodes = {node["id"] for group in ("inputs", "cells", "outputs") for node in wiring[group]}
    assert all(arrow["from"] in nodes and arrow["to"] in nodes for arrow in wiring["arrows"])
    assert len(nodes) == sum(len(wiring[group]) for group in ("inputs", "cells", "outputs"))


def test_wiring_marks_the_outputs_that_enter_the_loss():
    counted = {kind: [o["in_loss"] for o in registry.lookup("problem", kind).make.wiring()["outputs"]] for kind in KINDS}
    assert counted["many_to_one"] == [False, False, False, True]
    assert all(counted["many_to_many"])
    assert counted["seq2seq"] == [False, False, True, True, True]


def test_only_the_decoder_feeds_on_its_own_answers():
    feedback = {k: [a for a in registry.lookup("problem", k).make.wiring()["arrows"] if a["kind"] == "feedback"] for k in KINDS}
    assert not feedback["many_to_one"]
    assert not feedback["many_to_many"]
    assert feedback["seq2seq"][0] == {"from": "y4", "to": "c5", "kind": "feedback"}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("form", ["value", "change"])
@pytest.mark.parametrize("scale", ["standard", "minmax", "none"])
def test_a_perfect_network_is_perfect_in_the_datas_own_units(kind, form, scale):
    windows = make_windows(wavy(), Problem(kind=kind, lookback=8, horizon=3, target_form=form), scale)
    own = undo(windows.test, windows.scaler, windows.test.y(slice(None)))
    assert own == pytest.approx(targets(windows.test), rel=1e-6)
    assert undo(windows.test, windows.scaler, windows.test.y([3, 1]), [3, 1]) == pytest.approx(targets(windows.test, [3, 1]), rel=1e-6)


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
    windows = make_windows(data, Problem(kind="many_to_many"), "standard")
    rows = table(windows.test, windows, windows.test.y(slice(None)))
    assert rows["index"].tolist() == [17] * 6 + [18] * 6 + [19] * 6
    assert np.array_equal(rows["target"], data.y[17:].ravel())
