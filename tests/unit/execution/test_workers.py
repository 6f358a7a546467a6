"""The executor: answers, errors and series come through, and a dying worker harms nobody but its
own call.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest

from playground.config.experiment import Experiment
from playground.data.series import Sequences, Series
from playground.data.source import load
from playground.errors import DataError, TrainingError
from playground.execution.retry_queue import MOST_FAILURES
from playground.execution.tasks import Missing, perform
from playground.execution.workers import Workers, shared_workers, stop_workers
from playground.runs.messages import Advanced, Budget

EXPERIMENT = Experiment.from_dict(
    {
        "data": {"length": 80},
        "problem": {"lookback": 4},
        "model": {"hidden_size": 2},
        "training": {"max_steps": 12, "evaluate_every": 5},
    }
)
WAIT = 120


def data(seed: int = 0) -> Series | Sequences:
    """Return the experiment's series, or another one."""
    return load(EXPERIMENT.with_values({"data.seed": seed}).data, lookback=4)


def lethal(diary: Path, times: int) -> Any:
    """Return a budget that kills its worker in the middle of the training, ``times`` times, counted
    in a file.
    """

    class Lethal:  # a class inside a function travels by value, so the worker needs no test module
        steps = None

        def __init__(self) -> None:
            self.asked = 0

        @property
        def seconds(self) -> float:
            self.asked += 1
            if self.asked == 4 and len(diary.read_bytes()) < times:
                with diary.open("ab") as file:
                    file.write(b"x")
                os.kill(os.getpid(), 9)
            return 1e9

    diary.touch()
    return Lethal()


def ask(workers: Workers, budget: Any = None, state: bytes | None = None) -> Future:
    """Ask for the whole training, or for the rest of it."""
    return workers.submit("advance", EXPERIMENT, state, budget or Budget(), series=data())


def done(budget: Budget, state: bytes | None = None) -> Advanced:
    """Return the answer of a worker that is left alone."""
    answer = perform("advance", "a name", data(), (EXPERIMENT, state, budget), {})
    assert isinstance(answer, Advanced)
    return answer


def same(one: Advanced, other: Advanced) -> bool:
    """Return whether two answers are the same training, bit for bit."""
    return one.state == other.state and [(f.step, f.train_loss) for f in one.frames] == [
        (f.step, f.train_loss) for f in other.frames
    ]


@pytest.fixture(scope="module")
def undisturbed() -> Advanced:
    """The whole training."""
    return done(Budget())


@pytest.fixture(scope="module")
def loky() -> Iterator[Workers]:
    """One pool of a single worker, so that pending calls share its fate."""
    workers = Workers("loky", 1)
    workers.start()
    yield workers
    workers.stop()


@pytest.fixture
def inline() -> Iterator[Workers]:
    """This process as its own worker."""
    workers = Workers("inline")
    yield workers
    workers.stop()


def test_inline_and_loky_give_the_same_bytes(
    inline: Workers, loky: Workers, undisturbed: Advanced
) -> None:
    """Another process computes what this one does."""
    assert same(ask(inline).result(WAIT), undisturbed)
    assert same(ask(loky).result(WAIT), undisturbed)


@pytest.mark.parametrize("kind", ["inline", "loky"])
def test_sentence_for_the_reader_survives_the_way_back(
    kind: str, request: pytest.FixtureRequest
) -> None:
    """An error keeps its kind, its field and its words."""
    workers = request.getfixturevalue(kind)
    with pytest.raises(DataError) as caught:
        workers.submit("guess", b"", "empty.csv").result(WAIT)
    assert caught.value.message.endswith(".")


def test_series_travels_once(inline: Workers, loky: Workers) -> None:
    """Asked for by name alone, a worker that lacks it says so, and the call is repeated with it."""
    assert perform(
        "advance", "never sent", None, (EXPERIMENT, None, Budget(steps=1)), {}
    ) == Missing("never sent")
    fresh = data(seed=5)
    loky._sent.add(fresh.digest())  # as if another worker had been sent it
    assert (
        loky.submit("advance", EXPERIMENT, None, Budget(steps=1), series=fresh).result(WAIT).steps
        == 1
    )


def test_worker_killed_in_the_middle_changes_nothing(
    loky: Workers, undisturbed: Advanced, tmp_path: Path
) -> None:
    """The call is repeated from the same state on a new pool; calls that waited beside it come
    through too.
    """
    begun = done(Budget(steps=5)).state
    killed = ask(loky, lethal(tmp_path / "diary", 1), begun)
    beside = [ask(loky), ask(loky)]
    assert same(killed.result(WAIT), done(Budget(), begun))
    assert all(same(future.result(WAIT), undisturbed) for future in beside)
    assert len((tmp_path / "diary").read_bytes()) == 1


def test_call_that_ends_its_worker_three_times_ends_alone(
    loky: Workers, undisturbed: Advanced, tmp_path: Path
) -> None:
    """It gets a sentence; the innocent calls get their answers, and the pool serves on."""
    innocent = [ask(loky) for _ in range(2)]
    guilty = ask(loky, lethal(tmp_path / "diary", 99))
    innocent += [ask(loky) for _ in range(3)]
    with pytest.raises(TrainingError, match="3 times"):
        guilty.result(WAIT)
    assert len((tmp_path / "diary").read_bytes()) == MOST_FAILURES
    assert all(same(future.result(WAIT), undisturbed) for future in [*innocent, ask(loky)])


def test_worker_that_died_while_idle_is_replaced(loky: Workers, undisturbed: Advanced) -> None:
    """The next call finds a broken pool and does not mind."""
    ask(loky).result(WAIT)
    for process in list(loky._pool._processes.values()):
        os.kill(process.pid, 9)
        process.join(WAIT)
    assert same(ask(loky).result(WAIT), undisturbed)


def test_cancelled_call_is_dropped(inline: Workers) -> None:
    """One that has not begun is never done; nobody hears of one that has."""
    first, second = ask(inline), ask(inline, Budget(steps=1))
    second.cancel()
    assert first.result(WAIT).stop_reason == "max_steps"
    assert second.cancelled()
    assert ask(inline, Budget(steps=1)).result(WAIT).steps == 1


def test_stopped_workers_cancel_what_is_asked_of_them() -> None:
    """No pool is made behind the server's back while it goes down."""
    workers = Workers("inline")
    ask(workers, Budget(steps=1)).result(WAIT)
    workers.stop()
    assert ask(workers).cancelled()
    assert workers._pool is None


@pytest.mark.parametrize(
    ("active", "share"), [(0, 0.2), (1, 0.2), (2, 0.2), (4, 0.1), (10, 0.04), (1000, 0.01)]
)
def test_share_of_the_workers_shrinks_with_the_runs(active: int, share: float) -> None:
    """Everyone hears back about once a tick, in calls of at least 10 ms."""
    workers = Workers("loky", 2)
    workers.active = set(range(active))
    assert workers.budget(0.2) == pytest.approx(share)
    workers.stop()


def test_unknown_executor_is_refused_with_the_known_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    """The setting is read from the environment."""
    monkeypatch.setenv("PLAYGROUND_EXECUTOR", "threads")
    with pytest.raises(TrainingError, match="loky, inline"):
        shared_workers()
    monkeypatch.setenv("PLAYGROUND_EXECUTOR", "inline")
    assert shared_workers().kind == "inline"
    stop_workers()
