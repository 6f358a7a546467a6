"""Shares belong to visitors: however many pages, lanes and searches one has, another's calls come
through.
"""

from __future__ import annotations

import threading
import time
from concurrent.futures import BrokenExecutor, Future, ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest

from playground import visitor
from playground.config.experiment import Experiment
from playground.config.limits import LIMITS
from playground.data.source import load, loaded
from playground.execution import trials as trials_module
from playground.execution import turns as turns_module
from playground.execution.run import Run
from playground.execution.trials import Trials
from playground.execution.turns import Turns
from playground.execution.workers import Workers
from playground.visitor import Seat, acting_for, share

EXPERIMENT = Experiment.from_dict(
    {
        "data": {"length": 80},
        "problem": {"lookback": 4},
        "model": {"hidden_size": 2},
        "training": {"max_steps": 12, "evaluate_every": 5},
    }
)
DATA = load(EXPERIMENT.data, lookback=4)


class Pool:
    """A pool whose calls end when the test says so."""

    def __init__(self) -> None:
        self.inside: list[tuple[str, Future]] = []

    def submit(self, name: str) -> Future:
        self.inside.append((name, Future()))
        return self.inside[-1][1]

    def end(self, name: str) -> None:
        """End the oldest call of this name."""
        at = next(i for i, (own, _future) in enumerate(self.inside) if own == name)
        self.inside.pop(at)[1].set_result(name)

    @property
    def names(self) -> list[str]:
        """Whose calls are inside."""
        return sorted(name for name, _future in self.inside)


def ask(turns: Turns, who: str, times: int = 1) -> list[Future]:
    """Ask so many times for one visitor."""
    with acting_for(who):
        return [turns.submit(who) for _n in range(times)]  # type: ignore[arg-type]


def test_a_visitor_alone_has_all_workers_and_gives_them_up_as_soon_as_another_comes() -> None:
    """A hundred calls of one are before the other's only one, which comes next all the same."""
    pool, active = Pool(), set()
    turns = Turns(pool, 2, lambda: active)  # type: ignore[arg-type]
    many = ask(turns, "greedy", 100)
    assert pool.names == ["greedy", "greedy"]
    (one,) = ask(turns, "honest")
    pool.end("greedy")
    assert pool.names == ["greedy", "honest"]
    active |= {Seat("honest", 1), *(Seat("greedy", n) for n in range(50))}
    pool.end("honest")
    assert one.result() == "honest"
    assert pool.names == ["greedy"]  # the other's next call finds its worker free
    ask(turns, "honest")
    assert pool.names == ["greedy", "honest"]
    active.clear()
    while pool.inside:
        pool.end(pool.names[0])
    assert all(future.result() == "greedy" for future in many)


def test_many_visitors_take_turns_in_the_order_in_which_they_came() -> None:
    """With more visitors than workers each has one call after the other's."""
    pool = Pool()
    turns = Turns(pool, 2)  # type: ignore[arg-type]
    ask(turns, "x", 2)
    for who in "abc":
        ask(turns, who, 3)
    for _n in range(2):
        pool.end("x")
    order = []
    while pool.inside:
        name = pool.inside[0][0]
        order.append(name)
        pool.end(name)
    assert [sorted(order[n : n + 3]) for n in (0, 3, 6)] == [["a", "b", "c"]] * 3


def test_one_call_more_waits_inside_the_pool_and_only_of_a_visitor_without_a_worker() -> None:
    """So that a process need not wait for the server; whoever has a worker waits outside."""
    pool, active = Pool(), {Seat(who, 1) for who in "abcd"}
    turns = Turns(pool, 2, lambda: active, ahead=1)  # type: ignore[arg-type]
    for who in "abca":
        ask(turns, who)
    assert pool.names == ["a", "b", "c"]
    pool.end("b")
    assert pool.names == ["a", "c"]
    ask(turns, "d")
    assert pool.names == ["a", "c", "d"]


def test_what_waits_inside_the_pool_does_not_count_as_computing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The time of a call that was put in ahead begins when another has ended."""
    clock = [0.0]
    monkeypatch.setattr(time, "monotonic", lambda: clock[0])
    monkeypatch.setattr(turns_module, "LIMITS", replace(LIMITS, cpu=30))
    pool = Pool()
    turns = Turns(pool, 1, ahead=1)  # type: ignore[arg-type]
    ask(turns, "long")
    ask(turns, "ahead")
    assert pool.names == ["ahead", "long"]
    clock[0] = 40.0
    pool.end("long")
    clock[0] = 45.0
    pool.end("ahead")
    assert (turns.rest("long") > 0.0, turns.rest("ahead")) == (True, 0.0)


def test_beyond_the_visitors_that_may_train_at_once_the_others_queue_in_their_order(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A place that becomes free is the first one's, and each knows their place."""
    monkeypatch.setattr(turns_module, "LIMITS", replace(LIMITS, training=2))
    pool, active = Pool(), {Seat("a", 1), Seat("b", 1)}
    turns = Turns(pool, 4, lambda: active)  # type: ignore[arg-type]
    for who in "abcd":
        ask(turns, who)
    assert pool.names == ["a", "b"]
    assert [turns.place(who) for who in "abcd"] == [0, 0, 1, 2]
    pool.end("a")
    assert pool.names == ["b"]  # the next call of the first is about to come
    active.discard(Seat("a", 1))
    pool.end("b")
    assert pool.names == ["c"]
    assert [turns.place(who) for who in "abcd"] == [0, 0, 0, 1]
    active.clear()
    turns._let_in()
    assert pool.names == ["c", "d"]


def test_after_its_term_a_visitor_makes_room_for_one_who_queues(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """And queues behind them; without anybody in the queue it goes on."""
    clock = [0.0]
    monkeypatch.setattr(time, "monotonic", lambda: clock[0])
    monkeypatch.setattr(turns_module, "LIMITS", replace(LIMITS, training=1))
    pool = Pool()
    turns = Turns(pool, 1, lambda: {Seat("long", 1)})  # type: ignore[arg-type]
    ask(turns, "long", 3)
    clock[0] += 10 * turns_module.TERM
    pool.end("long")
    assert pool.names == ["long"]
    ask(turns, "short", 2)
    pool.end("long")
    assert (pool.names, turns.place("long"), turns.place("short")) == (["short"], 1, 0)
    pool.end("short")
    clock[0] += 2 * turns_module.TERM
    pool.end("short")
    assert pool.names == ["long"]


def test_who_has_used_up_their_computing_time_waits_while_others_go_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """They go on by themselves once enough of it is past."""
    clock = [0.0]
    monkeypatch.setattr(time, "monotonic", lambda: clock[0])
    monkeypatch.setattr(turns_module, "LIMITS", replace(LIMITS, cpu=10))
    pool = Pool()
    turns = Turns(pool, 1)  # type: ignore[arg-type]
    ask(turns, "a", 2)
    clock[0] += 12.0
    pool.end("a")
    assert (pool.names, turns.rest("a"), turns.rest("b")) == ([], 60.0, 0.0)
    ask(turns, "b")
    assert pool.names == ["b"]
    pool.end("b")
    clock[0] += 60.0
    turns._let_in()
    assert pool.names == ["a"]


def test_a_call_that_nobody_waits_for_any_more_never_gets_a_worker() -> None:
    """It leaves the queue when it is cancelled."""
    pool = Pool()
    turns = Turns(pool, 1)  # type: ignore[arg-type]
    first, second, third = ask(turns, "a", 3)
    assert second.cancel()
    pool.end("a")
    assert (first.done(), third.running(), len(pool.inside)) == (True, True, 1)


def test_a_pool_that_breaks_gives_every_call_its_error() -> None:
    """Those that waited in front of it too, so that they are repeated on the next."""

    class Broken(Pool):
        def submit(self, name: str) -> Future:
            raise RuntimeError("broken")

    found = ask(Turns(Broken(), 1), "a", 3)  # type: ignore[arg-type]
    assert all(isinstance(future.exception(), RuntimeError) for future in found)


@pytest.mark.parametrize(
    ("seats", "mine", "others"),
    [(1, 1, 0), (1, 1, 1), (1, 40, 1), (4, 1, 1), (1, 1, 29)],
)
def test_time_of_a_call_is_the_visitors_share_divided_among_their_own(
    seats: int, mine: int, others: int
) -> None:
    """Another visitor's forty runs cost no more than one run would."""
    active = [
        *(Seat("me", n) for n in range(seats)),
        *(Seat(f"other {k}", n) for k in range(others) for n in range(mine)),
    ]
    assert share(active, 2, "me") == pytest.approx(2 / (1 + others) / seats)


def test_runs_and_trials_made_for_a_visitor_sit_in_their_name_and_ask_in_it_whichever_thread_answers(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Answers come in a thread of the pool, and the next question is the visitor's all the same."""
    workers = Workers("inline")
    asked: list[Any] = []
    submit = workers.submit
    monkeypatch.setattr(
        workers,
        "submit",
        lambda *args, **named: asked.append(visitor.current()) or submit(*args, **named),
    )
    monkeypatch.setattr(trials_module, "CALL", 0.0)
    try:
        with acting_for("me"):
            run = Run(EXPERIMENT, DATA, workers)
            trials = Trials({(1,): EXPERIMENT, (2,): EXPERIMENT}, loaded, workers)
        run.start()
        trials.start()
        assert {seat.visitor for seat in workers.active if isinstance(seat, Seat)} == {"me"}
        run.let_go()
        trials.let_go()
        assert workers.active == set()
        assert set(asked) == {"me"}
    finally:
        workers.stop()


def test_two_searches_of_one_visitor_are_under_way_and_a_third_waits_until_one_has_ended(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Another visitor's are no reason to wait."""
    workers = Workers("inline")
    monkeypatch.setattr(workers, "submit", lambda *args, **named: Future())
    try:
        with acting_for("me"):
            first, second, third = (Trials({(1,): EXPERIMENT}, loaded, workers) for _n in range(3))
        with acting_for("you"):
            other = Trials({(1,): EXPERIMENT}, loaded, workers)
        for one in (first, second, third, other):
            one.start()
        assert [one.in_line for one in (first, second, third, other)] == [False, False, True, False]
        assert [one.busy for one in (first, second, third, other)] == [True, True, False, True]
        first.pause()
        third.touch()
        assert (third.in_line, third.busy) == (False, True)
    finally:
        workers.stop()


def test_trials_go_on_for_about_a_minute_after_their_page_was_last_heard_of() -> None:
    """As long as a page in the background is silent, and no longer: others want the share."""
    trials = Trials({(1,): EXPERIMENT}, loaded, Workers("inline"))
    assert trials.lease.seconds == LIMITS.unwatched == 60


def test_a_pool_shuts_down_while_calls_wait_in_it_and_in_front_of_it() -> None:
    """A pool reports what it cancels with its own lock held: nothing may be submitted just then."""
    pool, go_on = ThreadPoolExecutor(1), threading.Event()
    turns = Turns(pool, 2)
    calls = [turns.submit(go_on.wait) for _n in range(4)]  # one runs, one is in the pool, two wait
    closing = threading.Thread(
        target=lambda: turns.shutdown(wait=False, cancel_futures=True), daemon=True
    )
    closing.start()
    closing.join(60)
    assert not closing.is_alive()
    go_on.set()
    assert calls[0].result(60) is True
    assert all(isinstance(call.exception(60), BrokenExecutor) for call in calls[1:])
    assert isinstance(turns.submit(go_on.wait).exception(60), BrokenExecutor)
