"""What many ask is computed once, and each remains free to leave."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import replace
from typing import Any

import pytest

from playground.config.experiment import Experiment
from playground.data.source import load
from playground.errors import TrainingError
from playground.execution import shared_calls
from playground.execution.run import Run
from playground.execution.shared_calls import SharedCalls, key_of
from playground.execution.sharing import Sharing
from playground.runs.messages import Budget
from playground.runs.recording import history_csv
from playground.training.advance import advance
from playground.visitor import acting_for, others

EXPERIMENT = Experiment.from_dict(
    {
        "data": {"length": 80},
        "problem": {"lookback": 4},
        "model": {"hidden_size": 2},
        "training": {"max_steps": 40, "evaluate_every": 7},
    }
)
DATA = load(EXPERIMENT.data, lookback=4)


class Counting:
    """Workers that share calls and count training steps; they answer when the test says so."""

    def __init__(self) -> None:
        self.active: set[Any] = set()
        self.steps = 0
        self.calls: list[tuple[Future, tuple[Any, ...]]] = []
        self.soon: list[Any] = []
        self.shared = SharedCalls(self.soon.append)

    def budget(self, tick: float) -> float:
        return tick

    def sharing(self, seat: Any) -> Sharing:
        return Sharing(others(self.active, seat))

    def submit(self, task: str, *args: Any, series: Any) -> Future:
        return self.shared.ask(key_of(task, args, series), lambda: self._make(args))

    def _make(self, args: tuple[Any, ...]) -> Future:
        self.calls.append((Future(), args))
        return self.calls[-1][0]

    def answer(self, steps: int = 5) -> None:
        """Deliver what is known, then answer the oldest call after at most so many steps."""
        while self.soon:
            self.soon.pop(0)()
        if self.calls:
            future, (experiment, state, budget) = self.calls.pop(0)
            if not future.cancelled():
                most = min(steps, budget.steps or steps)
                result = advance(experiment, DATA, state, Budget(most))
                self.steps += result.steps
                future.set_result(replace(result, seconds=0.0))

    def until_quiet(self) -> None:
        """Answer until nobody asks any more."""
        while self.calls or self.soon:
            self.answer()


@pytest.fixture
def workers() -> Counting:
    return Counting()


def runs(workers: Counting, count: int, first: int = 0) -> list[Run]:
    """Return the runs of as many visitors at one link."""
    opened = []
    for number in range(first, first + count):
        with acting_for(f"visitor {number}"):
            opened.append(Run(EXPERIMENT, DATA, workers))  # type: ignore[arg-type]
            opened[-1]._lease.seconds = 3600.0
    return opened


def test_thirty_who_press_train_at_one_link_cost_one_training(workers: Counting) -> None:
    """Each has the whole recording, in the same arrays; only one of them holds a seat."""
    class_ = runs(workers, 30)
    for run in class_:
        run.start()
        assert len(workers.active) == 1
    workers.answer()
    late = runs(workers, 1, first=30)
    late[0].start()
    workers.until_quiet()
    assert workers.steps == EXPERIMENT.training.max_steps
    assert all(run.finished for run in [*class_, *late])
    histories = {history_csv(run.recording.rows) for run in [*class_, *late]}
    assert len(histories) == 1
    assert len({id(frame.weights) for run in class_ for frame in [run.live]}) == 1
    assert len({id(run._initial) for run in class_}) == 1
    assert workers.active == set()


def test_one_who_pauses_stops_and_the_others_go_on(workers: Counting) -> None:
    """Whoever led included; who continues later gets what is known without a training."""
    first, second = runs(workers, 2)
    first.start()
    second.start()
    workers.answer()
    first.pause()
    workers.until_quiet()
    assert (first.step, second.step, second.finished) == (10, 40, True)  # its call under way counts
    assert not first.running
    first.start()
    workers.until_quiet()
    assert (first.finished, workers.steps) == (True, 40)
    assert history_csv(first.recording.rows) == history_csv(second.recording.rows)


def test_one_who_changes_a_field_leaves_with_their_own_run(workers: Counting) -> None:
    """The others keep theirs, and each is what an undisturbed run would be."""
    first, second = runs(workers, 2)
    first.start()
    second.start()
    workers.answer()
    first.change("learning_rate", 0.5)
    first.touch()
    workers.until_quiet()
    assert (first.step, second.step) == (40, 40)
    assert workers.steps == 40 + 35
    assert history_csv(first.recording.rows) != history_csv(second.recording.rows)


def test_a_call_is_cancelled_only_when_everyone_has_left(workers: Counting) -> None:
    """A run that is let go drops its answer, not the call that others wait for."""
    first, second = runs(workers, 2)
    first.start()
    second.start()
    (future, _args), *_rest = workers.calls
    first.let_go()
    assert not future.cancelled()
    second.let_go()
    assert future.cancelled()


def test_a_call_that_waits_for_long_is_not_joined_and_not_waited_for(
    workers: Counting, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It may stand behind forty others of its visitor."""
    first, second = runs(workers, 2)
    first.start()
    second.start()
    assert len(workers.calls) == 1
    monkeypatch.setattr(shared_calls, "PATIENCE", 0.0)
    monkeypatch.setattr(type(second._call), "stalled", True)
    second.touch()
    assert len(workers.calls) == 2
    assert len(workers.active) == 2


def test_an_error_reaches_all_who_asked_and_is_not_kept(workers: Counting) -> None:
    """The next one who asks makes a new call."""
    first, second = runs(workers, 2)
    first.start()
    second.start()
    workers.calls.pop()[0].set_exception(TrainingError("too large."))
    assert first.error is not None
    assert second.error is not None
    second.start()
    assert len(workers.calls) == 1


def test_answers_about_what_nobody_asks_any_more_are_forgotten(workers: Counting) -> None:
    """After two looks; what is asked in between stays."""
    (run,) = runs(workers, 1)
    run.start()
    workers.until_quiet()
    kept = workers.shared._kept
    assert len(kept) == 8
    workers.shared.forget_unused()
    run.reset()
    run.start()
    workers.until_quiet()
    workers.shared.forget_unused()
    assert (len(kept), workers.steps) == (8, 40)
    workers.shared.forget_unused()
    assert len(kept) == 0


def test_what_is_known_is_cancelled_while_the_server_goes_down(workers: Counting) -> None:
    """No thread is left that could deliver it."""

    def closed(_deliver: Any) -> None:
        raise RuntimeError("cannot schedule new futures after shutdown")

    (run,) = runs(workers, 1)
    run.start()
    workers.until_quiet()
    workers.shared._later = closed
    key = key_of("advance", (EXPERIMENT, None, Budget()), DATA)
    assert workers.shared.ask(key, Future).cancelled()


def test_only_calls_about_plain_values_are_shared() -> None:
    """And those with another state, description, data or number of steps are others."""
    changed = EXPERIMENT.with_values({"training.seed": 7})
    other = load(EXPERIMENT.data, lookback=5)
    args: list[tuple[Any, ...]] = [
        (EXPERIMENT, None, Budget(3, 0.1)),
        (EXPERIMENT, None, Budget(4, 0.1)),
        (EXPERIMENT, b"state", Budget(3, 0.1)),
        (changed, None, Budget(3, 0.1)),
    ]
    keys = [key_of("advance", each, DATA) for each in args]
    assert len({*keys, key_of("evaluate", args[0], DATA)}) == 5
    assert key_of("advance", (EXPERIMENT, None, Budget(3, 9.0)), DATA) == keys[0]
    assert key_of("advance", args[0], other) != keys[0] or other.digest() == DATA.digest()
    assert key_of("advance", (EXPERIMENT, object()), DATA) is None
    assert key_of("advance", (EXPERIMENT,), None) is None
