"""Where calls run: in this process, in shared worker processes, or on many machines.

This module is torch-free; the work itself is imported inside the call. A worker that dies breaks a
whole process pool, so the pool is replaced and every pending call is repeated with the same
arguments. Calls are pure functions, so a repeated one gives the same bytes.
"""

from __future__ import annotations

import atexit
import gc
import logging
import os
import threading
import time
from collections.abc import Hashable
from concurrent.futures import BrokenExecutor, Future, InvalidStateError, ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from typing import Any

from playground.config.limits import LIMITS
from playground.errors import TrainingError
from playground.execution import overrun
from playground.execution.dask import Cluster, is_address
from playground.execution.overrun import Tickets
from playground.execution.pool import processes, settle, warm
from playground.execution.readers import Readers
from playground.execution.retry_queue import Call, RetryQueue, given_up
from playground.execution.sandbox import READING
from playground.execution.shared_calls import SharedCalls
from playground.execution.sharing import Sharing
from playground.execution.shown import ask
from playground.execution.tasks import Missing, perform
from playground.execution.turns import Turns
from playground.execution.worker_process import LAST_WAIT, close
from playground.visitor import acting_for, current, others, share, visitor_of
from playground.wording import _

log = logging.getLogger(__name__)

KINDS = ("loky", "inline")
#: Seconds between two looks at how many workers a cluster has.
_COUNT_EVERY = 5.0


class Workers:
    """One pool for the whole server, with the crash policy and the shares.

    Parameters
    ----------
    kind : {"loky", "inline"} or str
        Worker processes, one thread of this process, or the address of a Dask scheduler.
    count : int or None
        Worker processes; those of `LIMITS` by default. A scheduler says itself how many it has.
    """

    def __init__(self, kind: str = "loky", count: int | None = None) -> None:
        if kind not in KINDS and not is_address(kind):
            sentence = _(
                "PLAYGROUND_EXECUTOR needs one of {kinds}, or the address of a Dask scheduler (tcp://host:8786), but got {kind!r}."
            )
            raise TrainingError(sentence.format(kinds=", ".join(KINDS), kind=kind[:60]))
        self.kind, self.address = ("dask", kind) if is_address(kind) else (kind, "")
        self._counted = 0.0
        self.count = 1 if kind == "inline" else count or LIMITS.workers
        self.active: set[Hashable] = set()
        self._readers = Readers(apart=kind != "inline")
        self._lock = threading.RLock()
        self._pool: Any = None  # a ThreadPoolExecutor, or loky's own kind
        self._generation = 0
        self._stopped = False
        self._sent: set[str] = set()
        self._tickets = Tickets()
        self.shared: SharedCalls | None = None  # without, every call is made
        self._first: Future | None = None
        self._closing: list[threading.Thread] = []
        self._retries = RetryQueue()
        # answers are handled in this thread, not in the pool's own
        self._answers = ThreadPoolExecutor(1, "executor-answers")

    def start(self) -> None:
        """Make the pool and warm it, so that the first click does not wait for imports."""
        if (
            self.kind == "dask"
        ):  # in the background: its client may not be made in a thread that runs an event loop
            threading.Thread(target=self._connect, name="executor-connect", daemon=True).start()
            return
        self._readers.start()
        with self._lock:
            pool = self._ready()
        if self.kind == "loky":
            self._first = pool.submit(
                int
            )  # loky starts all its workers, and their warming, with the first call

    def stop(self) -> None:
        """End the pool and its workers, and cancel what is pending."""
        with self._lock:
            self._stopped = True
            pool, self._pool = self._pool, None
        self._close(pool, wait=self.kind == "loky")
        self._answers.shutdown(wait=False)
        self._readers.stop()
        self._tickets.close()
        for thread in self._closing:
            thread.join(LAST_WAIT)
        # pools that broke are kept alive by their own errors, and loky's semaphores are given back
        # only with the pool
        gc.collect()

    def submit(self, task: str, *args: Any, series: Any = None, **named: Any) -> Future:
        """Ask for one call; the future gives its value or raises what it raised.

        Parameters
        ----------
        task : str
            A name of `tasks.TASKS` or of `sandbox.READING`.
        series : Series or Sequences or None
            Sent once per worker and put in as the second argument.

        Returns
        -------
        Future
            Cancelling it drops the call if no worker has begun it, and its answer otherwise.
        """
        if task in READING:
            return self._readers.submit(task, *args, **named)
        if self.shared is None or named:
            return self._call(task, args, named, series)
        make = partial(self._call, task, args, named, series)
        return ask(self.shared, self.submit, make, task, args, series)

    def share_calls(self) -> None:
        """Make each call once for all visitors who ask for the same."""
        self.shared = SharedCalls(self._answers.submit)

    def _call(self, task: str, args: tuple, named: dict[str, Any], series: Any) -> Future:
        key = series.digest() if series is not None else None
        call = Call(
            task, args, named, series, key, send_series=key is not None and key not in self._sent
        )
        if key is not None:
            self._sent.add(key)
        self._send(call)
        return call.future

    @property
    def readers(self) -> Readers:
        """Who reads what strangers send: each visitor in their turn."""
        return self._readers

    def budget(self, tick: float) -> float:
        """Return the seconds of one call, so that visitors are equal and hear back once a tick."""
        return min(tick, max(0.01, tick * share(list(self.active), self.count, current())))

    @property
    def ready(self) -> bool:
        """Whether the workers have started."""
        return self._pool is not None and (self._first is None or self._first.done())

    @property
    def queue(self) -> int:
        """How many visitors queue."""
        pool = self._pool
        return len(pool.queue()) if isinstance(pool, Turns) else 0

    def sharing(self, seat: Hashable) -> Sharing:
        """Return with whom the visitor of a seat shares the workers, and what they wait for."""
        pool, visitor, count = self._pool, visitor_of(seat), others(self.active, seat)
        if not isinstance(pool, Turns):
            return Sharing(count)
        return Sharing(count, pool.place(visitor), pool.rest(visitor))

    def _ready(self) -> Any:
        if self._pool is None and self.kind == "dask":
            self._pool = Cluster(self.address)
            self._count_workers()
            self._pool.warm(warm)
        elif self._pool is None:
            pool = (
                ThreadPoolExecutor(1, "inline-worker")
                if self.kind == "inline"
                else processes(self.count, settle)
            )
            ahead = 1 if self.kind == "loky" else 0
            self._pool = Turns(pool, self.count, lambda: self.active, ahead)
        return self._pool

    def _connect(self) -> None:
        try:
            with self._lock:
                self._ready()
        except TrainingError as error:  # every call will try again, and tell
            log.warning("%s", error.message)

    def _count_workers(self) -> None:
        """Ask a cluster from time to time how many workers it has: machines come and go."""
        if self.kind == "dask" and time.monotonic() > self._counted and self._pool is not None:
            self._counted = time.monotonic() + _COUNT_EVERY
            self.count = self._pool.count()

    def _send(self, call: Call) -> None:
        """Give a call to the pool; outcomes are set outside the lock, as callbacks lock too."""
        refused = None
        with self._lock:
            try:
                inner = None if self._stopped else self._into_pool(call)
            except TrainingError as error:  # nobody answers at the scheduler's address
                inner, refused = None, error
            generation = self._generation
        if inner is not None:
            inner.add_done_callback(lambda done: self._hand_in(call, generation, done))
            call.future.add_done_callback(
                lambda done: self._drop(call, inner) if done.cancelled() else None
            )
        elif self._stopped:
            call.future.cancel()
        else:
            sentence = _("the workers could not be started; restart the server.")
            call.future.set_exception(refused or TrainingError(sentence))

    def _into_pool(self, call: Call) -> Future | None:
        for _attempt in range(2):  # a pool may have broken since the last call
            try:
                pool = self._ready()
                with acting_for(call.visitor):
                    if self.kind != "loky":
                        return pool.submit(perform, *call.asked)
                    call.ticket = self._tickets.new(self._generation)
                    return pool.submit(
                        overrun.in_time, call.ticket, overrun.MOST_SECONDS, perform, *call.asked
                    )
            except (BrokenExecutor, RuntimeError):
                self._replace(self._generation)
        return None

    def _drop(self, call: Call, inner: Future) -> None:
        """Keep a cancelled call from being begun; loky does not return the few in its queue."""
        if not inner.cancel() and not inner.done() and call.ticket:
            self._tickets.cross_out(call.ticket)

    def _hand_in(self, call: Call, generation: int, done: Future) -> None:
        try:
            self._answers.submit(self._done, call, generation, done)
        except RuntimeError:  # the server is going down
            call.future.cancel()

    def _done(self, call: Call, generation: int, done: Future) -> None:
        try:
            with suppress(InvalidStateError):  # it was cancelled in this very moment
                self._settle(call, generation, done)
            self._count_workers()
        except Exception:
            log.exception("an answer could not be handled")
        self._retry_next()

    def _settle(self, call: Call, generation: int, done: Future) -> None:
        if call.future.cancelled():
            self._tickets.clear(call.ticket)
            return
        error = None if done.cancelled() else done.exception()
        if (done.cancelled() or isinstance(error, BrokenExecutor)) and self._stopped:
            call.future.cancel()
        elif done.cancelled() or isinstance(error, BrokenExecutor):
            self._replace(generation)
            self._after_break(call, generation)
        elif error is not None:
            call.future.set_exception(error)
        elif isinstance(done.result(), Missing):
            call.send_series = True
            self._send(call)
        else:
            call.future.set_result(done.result())

    def _after_break(self, call: Call, generation: int) -> None:
        """End the call that took too long; where there is one, the others are simply repeated."""
        late = self._tickets.late(generation)
        if call.ticket in late:
            call.future.set_exception(overrun.too_late())
        elif late:
            call.send_series = call.key is not None
            self._send(call)
        else:
            self._retry(call)

    def _retry(self, call: Call) -> None:
        call.send_series = call.key is not None
        if not self._retries.add(call):
            call.future.set_exception(given_up())

    def _retry_next(self) -> None:
        if (call := self._retries.next()) is not None:
            self._send(call)

    def _replace(self, generation: int) -> None:
        with self._lock:
            if generation != self._generation:
                return  # another call of the same pool was here first
            self._generation += 1
            broken, self._pool = self._pool, None
        log.warning(
            "a worker ended unexpectedly; the pool is replaced and pending calls are repeated"
        )
        self._close(broken, wait=False)

    def _close(self, pool: Any, *, wait: bool) -> None:
        if pool is None:
            return
        if self.kind == "inline":
            pool.shutdown(wait=wait, cancel_futures=True)
        elif self.kind == "dask":  # nothing of it is here, so nobody waits for it
            threading.Thread(target=pool.shutdown, daemon=True).start()
        elif wait:
            close(pool)
        else:
            thread = threading.Thread(target=close, args=(pool,), daemon=True)
            thread.start()
            self._closing = [*(each for each in self._closing if each.is_alive()), thread]


_shared: Workers | None = None
_shared_lock = threading.Lock()


def start_workers() -> Workers:
    """Start the workers of ``PLAYGROUND_EXECUTOR`` and ``PLAYGROUND_WORKERS``."""
    workers = shared_workers()
    workers.share_calls()
    workers.start()
    return workers


def stop_workers() -> None:
    """End the server's workers."""
    global _shared
    with _shared_lock:
        workers, _shared = _shared, None
    if workers is not None:
        workers.stop()


def shared_workers(default: str = "loky") -> Workers:
    """Return the one `Workers` of this process, made on first use."""
    global _shared
    with _shared_lock:
        if _shared is None:
            _shared = Workers(os.environ.get("PLAYGROUND_EXECUTOR") or default, LIMITS.workers)
            atexit.register(stop_workers)
        return _shared
