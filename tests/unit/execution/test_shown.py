"""Visitors who look at one training differently share it, and each has their own picture."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any

from playground.config.experiment import Experiment
from playground.data.source import load
from playground.errors import TrainingError
from playground.execution.shared_calls import SharedCalls
from playground.execution.shown import SHOW, TRAIN_AND_SHOW, ask
from playground.runs.messages import Budget
from playground.runs.recording import Frame

EXPERIMENT = Experiment.from_dict({"data": {"length": 80}, "problem": {"lookback": 4}})
DATA = load(EXPERIMENT.data, lookback=4)


@dataclass(frozen=True)
class Look:
    """What somebody looks at."""

    unit: int


@dataclass(frozen=True)
class Picture:
    """A step as a look shows it."""

    look: Look
    step: int


@dataclass(frozen=True)
class Result:
    """What a training call answers."""

    live: Frame
    picture: Picture | None = None


class Asked:
    """Calls that the test answers."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, tuple[Any, ...], Future]] = []
        self.shared = SharedCalls(lambda deliver: deliver())

    def submit(self, task: str, *args: Any, series: Any = DATA) -> Future:
        def make() -> Future:
            self.calls.append((task, args, Future()))
            return self.calls[-1][2]

        return ask(self.shared, self.submit, make, task, args, series)

    def train(self, unit: int) -> Future:
        return self.submit(TRAIN_AND_SHOW, EXPERIMENT, None, Budget(3), Look(unit))


def frame() -> Frame:
    """Return the step that the training reached."""
    return Frame(3, 1.0, 1.0, 0.01)


def test_equal_looks_cost_one_call_and_another_look_one_picture_more() -> None:
    """The training is one; and who looks alike shares the second picture too."""
    asked = Asked()
    first, same, other, like_other = (asked.train(unit) for unit in (1, 1, 2, 2))
    assert [task for task, _args, _future in asked.calls] == [TRAIN_AND_SHOW]
    asked.calls.pop()[2].set_result(Result(frame(), Picture(Look(1), 3)))
    assert first.result(0).picture == same.result(0).picture == Picture(Look(1), 3)
    ((task, args, future),) = asked.calls
    assert (task, args[1:]) == (SHOW, (frame(), Look(2)))
    future.set_result(Picture(Look(2), 3))
    assert other.result(0).picture == like_other.result(0).picture == Picture(Look(2), 3)
    assert other.result(0).live == first.result(0).live


def test_a_step_that_cannot_be_shown_trains_on() -> None:
    """Without its picture, as when a worker fails to show it."""
    asked = Asked()
    asked.train(1)
    other = asked.train(2)
    asked.calls.pop()[2].set_result(Result(frame(), Picture(Look(1), 3)))
    asked.calls.pop()[2].set_exception(ValueError("no such unit"))
    assert other.result(0) == Result(frame())


def test_an_error_of_the_training_and_leaving_it_reach_as_far_as_without_a_look() -> None:
    """The error everyone; leaving only whoever leaves, and the call when all have left."""
    asked = Asked()
    first, second = asked.train(1), asked.train(2)
    assert first.cancel()
    assert not asked.calls[0][2].cancelled()
    assert second.cancel()
    assert asked.calls.pop()[2].cancelled()
    third, fourth = asked.train(1), asked.train(2)
    asked.calls.pop()[2].set_exception(TrainingError("too large."))
    assert isinstance(third.exception(0), TrainingError)
    assert isinstance(fourth.exception(0), TrainingError)
