"""The queue of files that visitors sent, in front of the process that reads them.

Files are read one after the other, so that it is known which one ended the process. Each visitor
has at most one file in the queue, so that everybody gets a turn.
"""

from __future__ import annotations

import copy
import hashlib
import json
import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, CancelledError, Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as TooLate
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from playground.cache import ByteCache
from playground.errors import DataError, PlaygroundError
from playground.execution.pool import processes
from playground.execution.sandbox import MOST_MEMORY, MOST_SECONDS, PATIENCE, begin, perform
from playground.execution.worker_process import close
from playground.wording import _, language, speaking

log = logging.getLogger(__name__)

#: Seconds in which a new reader imports its libraries.
_START_SECONDS = 30
#: Seconds a visitor waits for their turn at most.
MOST_WAITING = 120
#: Seconds between two looks of a waiting visitor, and without a look after which they are gone.
_LOOK_EVERY, _ABANDONED = 0.5, 10
#: Bytes of one refusal with the fingerprint of its file, and of all that are remembered.
_REFUSAL_BYTES = 500
_REFUSED_BYTES = 200 * _REFUSAL_BYTES


@dataclass(eq=False)
class Call:
    """One file that is read or waits for it.

    Parameters
    ----------
    task, args, named
        What is asked, a name of `READING` first.
    visitor : str or None
        Who asks; None is nobody in particular.
    fingerprint : str
        Of all that is asked.
    language : str
        Of the sentences about the file.
    future : Future
        Gives the value, or raises what is wrong with the file.
    looked : float
        When its visitor last looked after it; infinite where nobody is to look.
    """

    task: str
    args: tuple
    named: dict[str, Any]
    visitor: str | None
    fingerprint: str
    language: str = field(default_factory=language)
    future: Future = field(default_factory=Future)
    looked: float = float("inf")


class NotRead(PlaygroundError):
    """A file was not read for a reason that is not in the file."""


class Readers:
    """One process for reading files, shared by every session of the server.

    Parameters
    ----------
    apart : bool
        Whether it is a process of its own; otherwise files are read in a thread of this one, for
        tests and the command line.
    """

    def __init__(self, apart: bool) -> None:
        self.apart = apart
        self._lock = threading.Lock()
        self._pool: Any = None  # loky's
        self._queue = ThreadPoolExecutor(1, "readers")
        self._calls: list[
            Call
        ] = []  # the one that is read, and those that wait, in the order of their turns
        self._refused: ByteCache[str, PlaygroundError] = ByteCache(
            _REFUSED_BYTES, size=lambda _error: _REFUSAL_BYTES
        )

    def start(self) -> None:
        """Make the process and let it import what it needs, before the first file comes."""
        if self.apart:
            self._queue.submit(self._ready)

    def stop(self) -> None:
        """End the process, and cancel what is pending."""
        self._queue.shutdown(wait=False, cancel_futures=True)
        with self._lock:
            calls, self._calls = self._calls, []
        for call in calls:
            call.future.cancel()
        self._end()

    def submit(self, task: str, *args: Any, **named: Any) -> Future:
        """Ask for one call; the future gives its value, or raises why there is none."""
        return self._enter(Call(task, args, named, None, "")).future

    def ask(
        self, visitor: str, waiting: Callable[[int], object], task: str, *args: Any, **named: Any
    ) -> Any:
        """Return the value of one call once its visitor's turn has come.

        Whoever asks the same again keeps their place, and whoever asks something else gives up what
        they asked before. What was refused is refused at once the next time.

        Parameters
        ----------
        visitor : str
            Who asks.
        waiting : callable
            Is told again and again how many files come before this one; 0 while it is read.
        task, *args, **named
            As for `submit`.

        Raises
        ------
        PlaygroundError
            What is wrong with the file, or that other files took too long: then this one was not
            looked at.
        """
        fingerprint = _fingerprint(task, args, named)
        known = self._refused.get(fingerprint)
        if known is not None:
            raise copy.copy(known)  # an exception that is raised gathers tracebacks
        call = self._enter(Call(task, args, named, visitor, fingerprint, looked=time.monotonic()))
        end = time.monotonic() + MOST_WAITING
        while not call.future.done():
            with suppress(TooLate, CancelledError):
                call.future.exception(_LOOK_EVERY)
                break
            call.looked = time.monotonic()
            before = self._before(call)
            if before and call.looked > end and call.future.cancel():
                raise NotRead(
                    _(
                        "other files are still being read, so this one was not read; try again in a minute."
                    )
                )
            if not call.future.done():
                waiting(before)
        try:
            return call.future.result()
        except CancelledError:
            raise NotRead(
                _(
                    "this file was not read, because another one was uploaded or the server is stopping; try again."
                )
            ) from None

    def _enter(self, call: Call) -> Call:
        """Enter a call, unless its visitor waits for the same; drop what else they wait for."""
        with self._lock:
            own = [
                c
                for c in self._calls
                if c.visitor is not None and c.visitor == call.visitor and not c.future.done()
            ]
            same = next((c for c in own if c.fingerprint == call.fingerprint), None)
            for other in own:
                if other is not same:
                    other.future.cancel()  # one that is being read stays
            if same is not None:
                same.looked = call.looked
                return same
            self._calls.append(call)
        self._queue.submit(self._take_turn)
        return call

    def _before(self, call: Call) -> int:
        """Return how many files come before a call's own."""
        with self._lock:
            if call not in self._calls:
                return 0
            return sum(not c.future.done() for c in self._calls[: self._calls.index(call)])

    def _take_turn(self) -> None:
        """Read the first file that somebody still waits for."""
        with self._lock:
            self._calls = [c for c in self._calls if not c.future.done()]
            for call in self._calls:
                if time.monotonic() - call.looked > _ABANDONED:
                    call.future.cancel()
            call_now = next(
                (c for c in self._calls if c.future.set_running_or_notify_cancel()), None
            )
        if call_now is None:
            return
        try:
            with speaking(call_now.language):
                value = self._one(call_now.task, call_now.args, call_now.named)
        except BaseException as error:
            if (
                isinstance(error, PlaygroundError)
                and not isinstance(error, NotRead)
                and call_now.fingerprint
            ):
                self._refused.put(call_now.fingerprint, copy.copy(error))
            call_now.future.set_exception(error)
        else:
            call_now.future.set_result(value)
        with self._lock:
            self._calls = [c for c in self._calls if c is not call_now]

    def _one(self, task: str, args: tuple, named: dict[str, Any]) -> Any:
        if not self.apart:
            return perform(task, args, named, language=language())
        try:
            return self._asked(task, args, named).result(PATIENCE * MOST_SECONDS + _START_SECONDS)
        except TooLate:  # it would have ended itself long ago
            log.warning("the reader does not answer; it is replaced")
            self._end()
            raise NotRead(
                _("the process that reads files did not answer and was replaced; try again.")
            ) from None
        except BrokenExecutor:
            log.warning("a file ended its reader, or took too long; the reader is replaced")
            self._end()
            sentence = _(
                "reading this file took more than {seconds} s or {memory} MB of memory and was stopped; try a smaller or simpler one."
            )
            raise DataError(
                sentence.format(seconds=MOST_SECONDS, memory=MOST_MEMORY // 1_000_000),
                field="data.path",
            ) from None

    def _asked(self, task: str, args: tuple, named: dict[str, Any]) -> Future:
        try:
            return self._ready().submit(perform, task, args, named, MOST_SECONDS, language())
        except BrokenExecutor:  # it had ended before this file came
            self._end()
            return self._ready().submit(perform, task, args, named, MOST_SECONDS, language())

    def _ready(self) -> Any:
        with self._lock:
            if self._pool is None:
                self._pool = processes(1, begin)
                self._pool.submit(int)
            return self._pool

    def _end(self) -> None:
        with self._lock:
            pool, self._pool = self._pool, None
        if pool is not None:
            with suppress(Exception):
                close(pool)


def _fingerprint(task: str, args: tuple, named: dict[str, Any]) -> str:
    """Return what tells one call from all others; of files their hashes."""
    short = [hashlib.sha256(a).hexdigest() if isinstance(a, bytes) else a for a in args]
    return json.dumps([language(), task, short, named], sort_keys=True, default=str)
