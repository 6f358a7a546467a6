"""Visitors take turns at the workers, so that nobody's calls fill the pool while others wait."""

from __future__ import annotations

import threading
from collections import Counter, deque
from collections.abc import Callable, Hashable, Iterable
from concurrent.futures import BrokenExecutor, Executor, Future, InvalidStateError
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from playground.visitor import current, visitor_of

SHUT_DOWN = "the pool was shut down"


@dataclass(eq=False)
class _Turn:
    visitor: Hashable
    work: tuple[Any, ...]
    future: Future = field(default_factory=Future)


class Turns:
    """A pool in front of which every visitor has a queue of their own.

    With several visitors at work nobody has more workers than the others leave them: of two workers
    each of two visitors has one, whatever else they ask for. Everything but `submit` and
    `shutdown` is the pool's own.

    Parameters
    ----------
    pool : Executor
    room : int
        Calls the pool does at once.
    active : callable
        The seats taken (`playground.visitor`): a visitor whose next call is about to come counts
        too.
    """

    def __init__(
        self, pool: Executor, room: int, active: Callable[[], Iterable[Hashable]] = tuple
    ) -> None:
        self._pool, self._room, self._active = pool, room, active
        self._lock = threading.Lock()
        self._waiting: dict[Hashable, deque[_Turn]] = {}
        self._inside: Counter[Hashable] = Counter()
        self._closed = False

    def __getattr__(self, name: str) -> Any:
        return getattr(self._pool, name)

    def submit(self, work: Callable[..., Any], *args: Any) -> Future:
        """Put a call behind the visitor's others."""
        future: Future = Future()
        turn = _Turn(current() or id(future), (work, *args), future)
        with self._lock:
            closed = self._closed
            if not closed:
                self._waiting.setdefault(turn.visitor, deque()).append(turn)
        if closed:
            future.set_exception(BrokenExecutor(SHUT_DOWN))
        self._let_in()
        return future

    def shutdown(self, **how: Any) -> None:
        """End the calls that wait for a turn as the pool's own end, then shut the pool down.

        The order matters: the pool reports each call that it cancels while it holds its own lock,
        and a call submitted to it at that moment would wait for that lock forever.
        """
        with self._lock:
            self._closed = True
            waiting = [turn for queue in self._waiting.values() for turn in queue]
            self._waiting.clear()
        for turn in waiting:
            if turn.future.set_running_or_notify_cancel():
                turn.future.set_exception(BrokenExecutor(SHUT_DOWN))
        self._pool.shutdown(**how)

    def _let_in(self) -> None:
        """Give the pool what there is room for."""
        while (turn := self._next()) is not None:
            if not turn.future.set_running_or_notify_cancel():
                self._out(turn)
                continue
            try:
                inner = self._pool.submit(*turn.work)
            except BaseException as error:
                self._out(turn)
                turn.future.set_exception(error)
                continue
            inner.add_done_callback(partial(self._done, turn))

    def _next(self) -> _Turn | None:
        with self._lock:
            if sum(self._inside.values()) >= self._room or not self._waiting:
                return None
            there = {*self._waiting, *self._inside, *map(visitor_of, list(self._active()))}
            most = -(-self._room // len(there))
            free = [visitor for visitor in self._waiting if self._inside[visitor] < most]
            if not free:
                return None
            visitor = min(
                free, key=self._inside.__getitem__
            )  # the first of those with the fewest: who has had a turn goes to the end
            queue = self._waiting.pop(visitor)
            turn = queue.popleft()
            if queue:
                self._waiting[visitor] = queue
            self._inside[visitor] += 1
            return turn

    def _out(self, turn: _Turn) -> None:
        with self._lock:
            self._inside[turn.visitor] -= 1
            if not self._inside[turn.visitor]:
                del self._inside[turn.visitor]

    def _done(self, turn: _Turn, done: Future) -> None:
        self._out(turn)
        self._let_in()
        error = BrokenExecutor(SHUT_DOWN) if done.cancelled() else done.exception()
        with suppress(InvalidStateError):
            if error is not None:
                turn.future.set_exception(error)
            else:
                turn.future.set_result(done.result())
