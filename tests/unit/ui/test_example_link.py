"""The example looked at and its edits, as text in the link and back."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from playground.config.experiment import Experiment
from playground.execution.run import Run
from playground.execution.workers import Workers
from playground.gallery.exhibits import EXHIBITS
from playground.ui.session import example_link
from playground.ui.session.focus import Focus
from playground.ui.session.loading import opened
from playground.ui.session.session import Session, initial_probe

TASK = EXHIBITS["remember"].experiment
SERIES = Experiment.from_dict({"data": {"length": 120}, "problem": {"lookback": 6}})


@pytest.fixture
def workers() -> Iterator[Workers]:
    """Workers in this process."""
    workers = Workers("inline")
    yield workers
    workers.stop()


def session_of(experiment: Experiment, workers: Workers) -> Session:
    """Return a session as it opens."""
    data, windows = opened(experiment, {})
    focus = Focus(initial_probe(experiment, windows))
    return Session(Run(experiment, data, workers), windows, focus)


@pytest.mark.parametrize("experiment", [TASK, SERIES], ids=["task", "series"])
def test_what_opens_by_itself_is_not_written(experiment: Experiment, workers: Workers) -> None:
    """Before anyone has chosen another example."""
    assert example_link.items(session_of(experiment, workers)) == []


@pytest.mark.parametrize("experiment", [TASK, SERIES], ids=["task", "series"])
def test_another_example_returns(experiment: Experiment, workers: Workers) -> None:
    """By its number."""
    session, other = session_of(experiment, workers), session_of(experiment, workers)
    session.focus.move(session.windows, -1)
    items = example_link.items(session)
    assert len(items) == 1
    example_link.apply(items, other)
    np.testing.assert_array_equal(other.focus.probe.x, session.focus.probe.x)
    example_link.apply([], other)
    assert example_link.items(other) == []


def test_edits_return_to_the_last_digit(workers: Workers) -> None:
    """Numbers, marks that were set and marks that were taken away, with the targets they cause."""
    session, other = session_of(TASK, workers), session_of(TASK, workers)
    x = session.focus.probe.x
    signs = (x[:, 1] > 0.5).astype(float)
    values = x[:, 0].astype(float)
    values[3], values[5] = -0.123456789, 1.1
    signs[2] = 1 - signs[2]
    signs[int(np.flatnonzero(signs)[-1])] = 0
    session.edit(np.stack([values, signs], axis=1), 7)
    items = example_link.items(session)
    assert sum(item.startswith("x:") for item in items) == 2
    assert sum(item.startswith("mark:") for item in items) == 2
    assert all(map(example_link.is_item, items))
    example_link.apply(items, other)
    np.testing.assert_array_equal(other.focus.probe.x, session.focus.probe.x)
    np.testing.assert_array_equal(other.focus.probe.y, session.focus.probe.y)
    assert other.focus.edited is not None
    assert example_link.items(other) == items


@pytest.mark.parametrize(
    "item",
    ["x:0=1", "x:9999=1", "x:2=nan", "x:2=1e9", "mark:2=77", "mark:-1=1", "example:0", "x:="],
)
def test_nonsense_changes_nothing(item: str, workers: Workers) -> None:
    """What is no step, no number and no mark is ignored."""
    session = session_of(TASK, workers)
    before = session.focus.probe
    example_link.apply([item], session)
    np.testing.assert_array_equal(session.focus.probe.x, before.x)
    assert session.focus.edited is None


def test_the_examples_of_a_series_cannot_be_edited(workers: Workers) -> None:
    """Their targets are given by the series."""
    session = session_of(SERIES, workers)
    example_link.apply(["x:2=0.5"], session)
    assert session.focus.edited is None
