"""Visitors take turns at the workers, so that nobody's calls fill the pool while others wait.

As many visitors as the server allows compute at the same time. The others queue, and after a while
whoever has computed for longest makes room for the first of them.
"""

from __future__ import annotations

import threading
import time
from collections import Counter, deque
from collections.abc import Callable, Hashable, Iterable
from concurrent.futures import BrokenExecutor, Executor, Future, InvalidStateError
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from playground.config.limits import LIMITS
from playground.execution.computing_time import ComputingTime
from playground.visitor import current, visitor_of

#: Seconds after which a visitor makes room for one who queues.
TERM = 60.0
#: Seconds until the queue is looked at again where no call under way would cause that.
_LOOK_AGAIN = 0.5
SHUT_DOWN = "the pool was shut down"


@dataclass(eq=False)
class _Turn:
    visitor: Hashable
    work: tuple[Any, ...]
    future: Future = field(default_factory=Future)
    begun: float | None = None


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
    ahead : int
        Calls that wait inside the pool, so that a process that has ended one begins the next before
        the server has handled the answer.
    """

    def __init__(
        self,
        pool: Executor,
        room: int,
        active: Callable[[], Iterable[Hashable]] = tuple,
        ahead: int = 0,
    ) -> None:
        self._pool, self._room, self._active = pool, room, active
        self._most, self._ahead = room + ahead, deque[_Turn]()
        self._admitted: dict[Hashable, float] = {}  # and since when, the longest first
        self._time = ComputingTime(LIMITS.cpu if LIMITS.cpu < 60 * room else float("inf"))
        self._timer: threading.Timer | None = None
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
            if self._timer is not None:
                self._timer.cancel()
            waiting = [turn for queue in self._waiting.values() for turn in queue]
            self._waiting.clear()
        for turn in waiting:
            if turn.future.set_running_or_notify_cancel():
                turn.future.set_exception(BrokenExecutor(SHUT_DOWN))
        self._pool.shutdown(**how)

    def place(self, visitor: Hashable) -> int:
        """Return a visitor's place in the queue, from 1; 0 for one who is not in it."""
        queue = self.queue()
        return queue.index(visitor) + 1 if visitor in queue else 0

    def queue(self) -> list[Hashable]:
        """Return the visitors who queue, in order."""
        with self._lock:
            return [who for who in self._waiting if who not in self._admitted]

    def rest(self, visitor: Hashable) -> float:
        """Return the seconds until a visitor may compute again; 0.0 if that is now."""
        with self._lock:
            return self._time.rest(visitor)

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
            inside = sum(self._inside.values())
            if inside >= self._most or not self._waiting:
                return None
            self._admit()
            most = -(-self._room // max(1, len(self._admitted)))
            # the first of those with the fewest: who has had a turn goes to the end
            fewest = sorted(self._waiting, key=lambda who: self._inside[who])
            visitor = next((who for who in fewest if self._may(who, most)), None)
            if visitor is None:
                self._look_again()
                return None
            queue = self._waiting.pop(visitor)
            turn = queue.popleft()
            if queue:
                self._waiting[visitor] = queue
            self._inside[visitor] += 1
            if inside < self._room:
                turn.begun = time.monotonic()
            else:
                self._ahead.append(turn)
            return turn

    def _may(self, visitor: Hashable, most: int) -> bool:
        """Return whether a visitor may have another call in the pool."""
        few = visitor in self._admitted and self._inside[visitor] < most
        return few and not self._time.rest(visitor)

    def _admit(self) -> None:
        """Admit those who queue to the places of those who have left or had their term."""
        visitors = {*self._waiting, *self._inside, *map(visitor_of, list(self._active()))}
        self._admitted = {who: since for who, since in self._admitted.items() if who in visitors}
        now = time.monotonic()
        queue = [who for who in self._waiting if who not in self._admitted]
        if queue and len(self._admitted) >= LIMITS.training:
            longest = next(iter(self._admitted))
            if now - self._admitted[longest] > TERM:
                del self._admitted[longest]
                if longest in self._waiting:
                    self._waiting[longest] = self._waiting.pop(longest)
        for who in [*queue, *visitors]:
            if len(self._admitted) < LIMITS.training:
                self._admitted.setdefault(who, now)

    def _look_again(self) -> None:
        """Look at the queue a little later, unless the end of a call will cause that."""
        if not self._inside and self._timer is None:
            self._timer = threading.Timer(_LOOK_AGAIN, self._look)
            self._timer.daemon = True
            self._timer.start()

    def _look(self) -> None:
        with self._lock:
            self._timer = None
        self._let_in()

    def _out(self, turn: _Turn) -> None:
        with self._lock:
            if turn.begun is None:
                self._ahead.remove(turn)
            else:
                self._time.add(turn.visitor, time.monotonic() - turn.begun)
                if self._ahead:
                    self._ahead.popleft().begun = time.monotonic()
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
