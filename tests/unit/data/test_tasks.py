"""The targets of every task, computed by hand; its declared facts; and edits of an example."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from playground.analysis.probe import edited_inputs
from playground.config import registry
from playground.config.experiment import Data, Experiment
from playground.data.series import Sequences
from playground.data.source import load
from playground.errors import DataError

TASKS = [
    entry
    for entry in registry.entries("source").values()
    if entry.facts["kind"] == "task" and "yardstick" in entry.facts
]
by_name = pytest.mark.parametrize("entry", TASKS, ids=lambda entry: entry.name)


def made(
    source: str, count: int = 40, lookback: int = 20, seed: int = 0, **params: Any
) -> Sequences:
    """Return sequences as a description asks for them."""
    sequences = load(Data(source=source, length=count, params=params, seed=seed), lookback=lookback)
    assert isinstance(sequences, Sequences)
    return sequences


def test_recall_answers_the_last_marked_number_where_asked_and_nothing_elsewhere() -> None:
    """And never at a bell."""
    task = made("recall")
    for x, y in zip(task.x, task.y, strict=True):
        kept = np.nan
        for (value, bell, query), answer in zip(x, y, strict=True):
            assert not (bell and query)
            kept = value if bell else kept
            assert answer == (kept if query else 0.0)


def test_stopwatch_counts_from_the_last_tick() -> None:
    """In tens of steps."""
    task = made("stopwatch", tick_chance=0.3)
    for x, y in zip(task.x, task.y, strict=True):
        age = -1
        for tick, answer in zip(x[:, 0], y, strict=True):
            age = 0 if tick else age + 1
            assert answer == pytest.approx(age / 10)


def test_long_recall_marks_one_early_number() -> None:
    """The answer at the end is that number."""
    task = made("long_recall", early=3)
    assert (task.x[:, :, 1].sum(axis=1) == 1).all()
    assert {int(place) for place in task.x[:, :, 1].argmax(axis=1)} == {0, 1, 2}
    assert task.y[:, -1] == pytest.approx((task.x[:, :, 0] * task.x[:, :, 1]).sum(axis=1))


def test_adding_has_a_mark_in_each_half_and_asks_for_the_sum() -> None:
    """The form of later papers, with a chance level of a sixth."""
    task = made("adding", 400)
    assert (task.x[:, :10, 1].sum(axis=1) == 1).all()
    assert (task.x[:, 10:, 1].sum(axis=1) == 1).all()
    assert task.x[:, :, 0].min() >= 0
    for x, y in zip(task.x, task.y, strict=True):
        assert y[-1] == pytest.approx(sum(value for value, mark in x if mark))


def test_adding_in_its_first_form_is_experiment_4_of_the_paper() -> None:
    """Marks 1 among the first 10 and the first T/2 - 1 pairs, -1 at both ends, target 0.5 + sum /
    4, a marked first number is 0.
    """
    task = made("adding", 2000, 100, form="original")
    for x, y in zip(task.x, task.y, strict=True):
        marks = np.flatnonzero(x[:, 1] == 1)
        assert len(marks) == 2
        assert marks[0] < 10
        assert marks[1] < 49
        assert x[0, 1] in (-1, 1)
        assert x[-1, 1] == -1
        assert x[0, 1] == -1 or x[0, 0] == 0
        assert y[-1] == pytest.approx(0.5 + x[marks, 0].sum() / 4)
    assert {int(place) for place in np.flatnonzero((task.x[:, :, 1] == 1).any(axis=0))} == set(
        range(49)
    )


def test_echo_comes_so_many_steps_later() -> None:
    """Nothing before."""
    task = made("echo", delay=7)
    assert (task.y[:, :7] == 0).all()
    assert (task.y[:, 7:] == task.x[:, :-7, 0]).all()
    assert set(np.unique(task.x)) == {-1.0, 1.0}


def test_parity_turns_round_at_every_one() -> None:
    """It starts even."""
    task = made("parity")
    for x, y in zip(task.x, task.y, strict=True):
        sign = -1.0
        for bit, answer in zip(x[:, 0], y, strict=True):
            sign = -sign if bit else sign
            assert answer == sign


def test_copy_says_the_items_again_after_the_silence() -> None:
    """In order, from the question on."""
    task = made("copy", items=4)
    for x, y in zip(task.x, task.y, strict=True):
        assert set(x[:4, 0]) <= {-1.0, 1.0}
        assert (x[4:, 0] == 0).all()
        assert x[:, 1].tolist() == [float(t == 16) for t in range(20)]
        assert y.tolist() == [0.0] * 16 + x[:4, 0].tolist()


@by_name
def test_the_declared_chance_is_what_the_best_constant_reaches(entry: registry.Entry) -> None:
    """On data of the task, for its default parameters and its default length."""
    length, yardstick, params = (
        entry.facts["preset"]["problem.lookback"],
        entry.facts["yardstick"],
        entry.check_params({}, ""),
    )
    task = made(entry.name, 8000, length, seed=5)
    if yardstick.classes:
        share = np.bincount(task.y[:, -1].astype(int)) / len(task.y)
        assert share.max() == pytest.approx(yardstick.chance(length, **params), abs=0.02)
        return
    asked = task.y if "many_to_many" in entry.facts["problems"] else task.y[:, -1]
    assert asked.var() == pytest.approx(yardstick.chance(length, **params), rel=0.05)
    last = yardstick.last or (
        yardstick.chance if entry.name in ("hold", "long_recall", "adding") else None
    )
    if last is not None and "many_to_one" in entry.facts["problems"]:
        assert task.y[:, -1].var() == pytest.approx(last(length, **params), rel=0.05)
    assert yardstick.solved < yardstick.chance(length, **params) / 5


@by_name
def test_the_answer_to_an_edited_example_is_the_tasks_own(entry: registry.Entry) -> None:
    """What it gives for inputs nobody touched is what the task asks for."""
    if "answer" in entry.facts:
        task = made(entry.name)
        answer = entry.facts["answer"](task.x, **entry.check_params({}, ""))
        np.testing.assert_allclose(answer, task.y)


@by_name
def test_marks_are_channels_of_which_one_at_most_stands_at_a_step(entry: registry.Entry) -> None:
    """So that one lane of signs can show them."""
    task = made(entry.name)
    channels = [task.columns.index(mark.channel) for mark in entry.facts["marks"]]
    assert ((task.x[:, :, channels] > 0.5).sum(axis=2) <= 1).all()


@by_name
def test_preset_and_default_length_make_a_description(entry: registry.Entry) -> None:
    """A length of its own, the preset's steps long enough for the task."""
    experiment = Experiment.from_dict(
        {"data": {"source": entry.name}, "problem": {"kind": entry.facts["problems"][0]}}
    )
    experiment = experiment.with_values(entry.facts["preset"])
    assert experiment.data.length == entry.facts["defaults"]["data.length"] >= 2000
    assert experiment.problem.lookback >= entry.facts.get("shortest", 1)


@by_name
def test_the_shortest_sequences_still_work_and_shorter_ones_are_refused(
    entry: registry.Entry,
) -> None:
    """At the field to change."""
    shortest = entry.facts.get("shortest", 1)
    assert np.isfinite(made(entry.name, lookback=shortest).y).all()
    if shortest > 1:
        with pytest.raises(DataError, match="longer lookback") as error:
            made(entry.name, lookback=shortest - 1)
        assert error.value.field == "problem.lookback"


def test_a_hand_changes_numbers_and_signs_but_no_other_channel() -> None:
    """Signs are numbered from 1; the -1 at the ends of the first form of the adding problem
    stays.
    """
    recall, adding = (registry.lookup("source", name).facts for name in ("recall", "adding"))
    x = edited_inputs(
        np.zeros((3, 3)),
        np.array([0.1, 0.2, 0.3]),
        np.array([1, 0, 2]),
        recall["columns"],
        recall["marks"],
    )
    assert x.tolist() == [[0.1, 1, 0], [0.2, 0, 0], [0.3, 0, 1]]
    x = edited_inputs(
        np.array([[0.0, -1], [0, 1]]),
        np.array([0.5, 0.5]),
        np.array([0, 0]),
        adding["columns"],
        adding["marks"],
    )
    assert x.tolist() == [[0.5, -1], [0.5, 0]]


def test_temporal_order_names_the_two_symbols_in_their_order() -> None:
    """E first, B last, X or Y at two places, and one symbol at every step."""
    task = made("temporal_order", 300, 50)
    assert (task.x.sum(axis=2) == 1).all()
    names = np.array(task.columns)[task.x.argmax(axis=2)]
    assert task.labels is not None
    for row, label in zip(names, task.labels, strict=True):
        assert (row[0], row[-1]) == ("E", "B")
        said = [str(symbol) for symbol in row if symbol in "XY"]
        assert task.classes[label] == f"{said[0]} then {said[1]}"


#: The grammar once more, written down as a walk: place and symbol lead to the next place.
EDGES = {
    ("0", "T"): "1",
    ("0", "P"): "2",
    ("1", "S"): "1",
    ("1", "X"): "3",
    ("2", "T"): "2",
    ("2", "V"): "4",
    ("3", "X"): "2",
    ("3", "S"): "5",
    ("4", "P"): "3",
    ("4", "V"): "5",
}


def test_reber_strings_follow_the_grammar_and_the_class_is_their_second_symbol() -> None:
    """Walked through symbol by symbol; empty steps stand in front only."""
    task = made("reber", 300, 20)
    assert task.labels is not None
    lengths = set()
    for row, label in zip(task.x, task.labels, strict=True):
        text = "".join(task.columns[step.argmax()] if step.any() else " " for step in row).lstrip()
        lengths.add(len(text))
        assert " " not in text
        assert text[:3] == "B" + "TP"[label] + "B"
        node = "0"
        for symbol in text[3:-1]:
            node = EDGES[node, symbol]
        assert node == "5"
        assert text[-1] == "E"
    assert min(lengths) == 7
    assert max(lengths) == 20
