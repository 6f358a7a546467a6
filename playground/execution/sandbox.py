"""Reading what strangers send apart from everything else: one process with limits on time and
memory, replaced when a file ends it.

It is not one of the workers that train: a file that kills it disturbs nobody's run, and calls go in
one after the other, so that it is always known which file did it. Each visitor has at most one file
in the queue, so that everybody's turn comes round. What comes back is
unpickled here: the process keeps what a file does to its reader away from the server, and its tasks
return plain data of bounded size.
"""

from __future__ import annotations

import copy
import faulthandler
import hashlib
import importlib
import json
import logging
import os
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, CancelledError, Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as TooLate
from contextlib import suppress
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any

from playground.errors import DataError, PlaygroundError
from playground.execution.worker_process import close, end_with_parent, lower_priority
from playground.wording import _

log = logging.getLogger(__name__)

#: What can be asked: name to (module, function).
READING = {
    "guess": ("playground.data.io.upload", "guess"),
    "read": ("playground.data.io.upload", "read"),
    "runs": ("playground.runs.saved_runs", "read"),
    "description": ("playground.config.experiment", "Experiment.from_json"),
}
#: A file within the limits is read in about a second; one that takes so long ends its reader.
MOST_SECONDS = 15
#: Bytes of data (Linux: RLIMIT_DATA) that a reader may hold besides its libraries; the largest
#: files within the limits need 200 MB.
MOST_MEMORY = 500_000_000
#: A new reader imports its libraries first.
_START_SECONDS = 30
#: Seconds a visitor waits for their turn, and seconds without a look after which nobody waits for
#: it any more.
MOST_WAITING, _UNLOOKED = 120, 10
_LOOK_EVERY = 0.5
#: Refusals remembered by the fingerprint of what was asked.
_MOST_REFUSED = 200


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
        self._refused: OrderedDict[str, PlaygroundError] = OrderedDict()

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
        """Ask for one call; the future gives its value, or raises what it raised or why it was
        ended.
        """
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
        with self._lock:
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
                        "other files are still being read, so this one was not looked at; try again in a minute."
                    )
                )
            if not call.future.done():
                waiting(before)
        try:
            return call.future.result()
        except CancelledError:
            raise NotRead(
                _(
                    "this file was not looked at, since another one was given or the server is stopping; try again."
                )
            ) from None

    def _enter(self, call: Call) -> Call:
        """Put a call into the queue, unless its visitor waits for the same already; what else they
        wait for is dropped.
        """
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
                if time.monotonic() - call.looked > _UNLOOKED:
                    call.future.cancel()
            call_now = next(
                (c for c in self._calls if c.future.set_running_or_notify_cancel()), None
            )
        if call_now is None:
            return
        try:
            value = self._one(call_now.task, call_now.args, call_now.named)
        except BaseException as error:
            if (
                isinstance(error, PlaygroundError)
                and not isinstance(error, NotRead)
                and call_now.fingerprint
            ):
                self._remember(call_now.fingerprint, error)
            call_now.future.set_exception(error)
        else:
            call_now.future.set_result(value)
        with self._lock:
            self._calls = [c for c in self._calls if c is not call_now]

    def _remember(self, fingerprint: str, error: PlaygroundError) -> None:
        with self._lock:
            self._refused[fingerprint] = copy.copy(error)
            while len(self._refused) > _MOST_REFUSED:
                self._refused.popitem(last=False)

    def _one(self, task: str, args: tuple, named: dict[str, Any]) -> Any:
        if not self.apart:
            return perform(task, args, named)
        try:
            return self._asked(task, args, named).result(MOST_SECONDS + _START_SECONDS)
        except TooLate:  # it would have ended itself long ago
            log.warning("the reader does not answer; it is replaced")
            self._end()
            raise NotRead(
                _("the process that reads files did not answer and was replaced; try again.")
            ) from None
        except BrokenExecutor:
            log.warning("a file ended its reader, or took too long; the reader is replaced")
            self._end()
            told = _(
                "reading this file took more than {seconds} s or {memory} MB of memory and was stopped; try a smaller or simpler one."
            )
            raise DataError(
                told.format(seconds=MOST_SECONDS, memory=MOST_MEMORY // 1_000_000),
                field="data.path",
            ) from None

    def _asked(self, task: str, args: tuple, named: dict[str, Any]) -> Future:
        try:
            return self._ready().submit(perform, task, args, named, MOST_SECONDS)
        except BrokenExecutor:  # it had ended before this file came
            self._end()
            return self._ready().submit(perform, task, args, named, MOST_SECONDS)

    def _ready(self) -> Any:
        from loky import ProcessPoolExecutor

        with self._lock:
            if self._pool is None:
                settings = {
                    "LOKY_MAX_MEMORY_LEAK_SIZE": "4e9",
                    "OMP_NUM_THREADS": "1",
                    "OPENBLAS_NUM_THREADS": "1",
                }
                self._pool = ProcessPoolExecutor(
                    max_workers=1,
                    timeout=None,
                    initializer=begin,
                    initargs=(os.getpid(),),
                    env=settings,
                )
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
    return json.dumps([task, short, named], sort_keys=True, default=str)


def begin(server: int) -> None:
    """Settle in a process of its own, and keep quiet: a parser's last words are sixty lines, and
    the visitor gets a sentence.
    """
    settle(server)
    faulthandler.disable()  # `perform` has its own use for it
    with open(os.devnull, "w", encoding="ascii") as nowhere:
        os.dup2(nowhere.fileno(), 2)


def settle(server: int) -> None:
    """Make this process the reader of the process ``server``: import what reading needs, then limit
    its memory as far as the system can.
    """
    end_with_parent(server)
    importlib.import_module("playground.data.io.own_file")
    for name in ("pyarrow.parquet", "python_calamine", "playground.runs.saved_runs"):
        importlib.import_module(name)
    lower_priority()
    with suppress(ImportError, ValueError, OSError):  # no such limits on this system
        import resource

        held = _data_bytes()
        _soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
        most = (
            held + MOST_MEMORY if hard == resource.RLIM_INFINITY else min(held + MOST_MEMORY, hard)
        )
        resource.setrlimit(resource.RLIMIT_DATA, (most, most))


def _data_bytes() -> int:
    """Return the bytes of data this process holds already; a guess where the system does not
    tell.
    """
    with (
        suppress(OSError, ValueError, IndexError),
        open("/proc/self/statm", encoding="ascii") as file,
    ):
        return int(file.read().split()[5]) * os.sysconf("SC_PAGE_SIZE")
    return 300_000_000


def perform(task: str, args: tuple, named: dict[str, Any], seconds: float | None = None) -> Any:
    """Read here; with ``seconds``, this process ends when it takes longer, whatever the parser is
    at.

    Python's own timer would wait for the parser to give way; faulthandler's thread does not.
    """
    module, name = READING[task]
    work = attrgetter(name)(importlib.import_module(module))
    sink = open(os.devnull, "w", encoding="ascii") if seconds is not None else None
    try:
        if sink is not None and seconds is not None:
            faulthandler.dump_traceback_later(seconds, exit=True, file=sink)
        return work(*args, **named)
    except MemoryError:
        told = _(
            "reading this file needs more than {memory} MB of memory; try a smaller or simpler one."
        )
        raise DataError(told.format(memory=MOST_MEMORY // 1_000_000), field="data.path") from None
    finally:
        if sink is not None:
            faulthandler.cancel_dump_traceback_later()
            sink.close()
