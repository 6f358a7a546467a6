"""Reading strangers' files apart from everything else: one process with limits on time and memory, replaced when a file ends it.

It is not one of the workers that train: a file that kills it disturbs nobody's run, and calls go in one after the other, so that it
is always known which file did it.
"""

from __future__ import annotations

import faulthandler
import importlib
import logging
import os
import threading
from concurrent.futures import BrokenExecutor, Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as TooLate
from contextlib import suppress
from typing import Any

from playground.errors import DataError
from playground.wording import _
from playground.worker_process import end_with_parent, lower_priority

log = logging.getLogger(__name__)

#: What can be asked: name to (module, function).
READING = {"guess": ("playground.data.upload", "guess"), "read": ("playground.data.upload", "read")}
#: A file within the limits is read in about a second; one that takes so long ends its reader.
MOST_SECONDS = 15
#: Bytes of data (Linux: RLIMIT_DATA) that a reader may hold besides its libraries; the largest files within the limits need 200 MB.
MOST_MEMORY = 500_000_000
#: A new reader imports its libraries first.
_START_SECONDS = 30


class Readers:
    """One process for reading files, shared by every session of the server.

    Parameters
    ----------
    apart : bool
        Whether it is a process of its own; otherwise files are read in a thread of this one, for tests and the command line.
    """

    def __init__(self, apart: bool) -> None:
        self.apart = apart
        self._lock = threading.Lock()
        self._pool: Any = None  # loky's
        self._queue = ThreadPoolExecutor(1, "readers")

    def start(self) -> None:
        """Make the process and let it import what it needs, before the first file comes."""
        if self.apart:
            self._queue.submit(self._ready)

    def stop(self) -> None:
        """End the process, and cancel what is pending."""
        self._queue.shutdown(wait=False, cancel_futures=True)
        self._end()

    def submit(self, task: str, *args: Any, **named: Any) -> Future:
        """Ask for one call; the future gives its value, or raises what it raised or why it was ended."""
        if not self.apart:
            return self._queue.submit(perform, task, args, named)
        return self._queue.submit(self._one, task, args, named)

    def _one(self, task: str, args: tuple, named: dict[str, Any]) -> Any:
        try:
            return self._asked(task, args, named).result(MOST_SECONDS + _START_SECONDS)
        except (BrokenExecutor, TooLate):
            log.warning("a file ended its reader, or took too long; the reader is replaced")
            self._end()
            told = _("reading this file took more than {seconds} s or {memory} MB of memory and was stopped; try a smaller or simpler one.")
            raise DataError(told.format(seconds=MOST_SECONDS, memory=MOST_MEMORY // 1_000_000), field="data.path") from None

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
                settings = {"LOKY_MAX_MEMORY_LEAK_SIZE": "4e9", "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
                self._pool = ProcessPoolExecutor(max_workers=1, timeout=None, initializer=settle, initargs=(os.getpid(),), env=settings)
                self._pool.submit(int)
            return self._pool

    def _end(self) -> None:
        with self._lock:
            pool, self._pool = self._pool, None
        if pool is not None:
            with suppress(Exception):
                pool.shutdown(wait=True, kill_workers=True)


def settle(server: int) -> None:
    """Make this process the reader of the process ``server``: import what reading needs, then limit its memory as far as the system can."""
    end_with_parent(server)
    importlib.import_module("playground.data.own_file")
    for name in ("pyarrow.parquet", "python_calamine"):
        importlib.import_module(name)
    lower_priority()
    with suppress(ImportError, ValueError, OSError):  # no such limits on this system
        import resource

        held = _data_bytes()
        _soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
        most = held + MOST_MEMORY if hard == resource.RLIM_INFINITY else min(held + MOST_MEMORY, hard)
        resource.setrlimit(resource.RLIMIT_DATA, (most, most))


def _data_bytes() -> int:
    """Return the bytes of data this process holds already; a guess where the system does not tell."""
    with suppress(OSError, ValueError, IndexError), open("/proc/self/statm", encoding="ascii") as file:
        return int(file.read().split()[5]) * os.sysconf("SC_PAGE_SIZE")
    return 300_000_000


def perform(task: str, args: tuple, named: dict[str, Any], seconds: float | None = None) -> Any:
    """Read here; with ``seconds``, this process ends when it takes longer, whatever the parser is at.

    Python's own timer would wait for the parser to give way; faulthandler's thread does not.
    """
    module, name = READING[task]
    work = getattr(importlib.import_module(module), name)
    sink = open(os.devnull, "w", encoding="ascii") if seconds is not None else None
    try:
        if sink is not None and seconds is not None:
            faulthandler.dump_traceback_later(seconds, exit=True, file=sink)
        return work(*args, **named)
    except MemoryError:
        told = _("reading this file needs more than {memory} MB of memory; try a smaller or simpler one.")
        raise DataError(told.format(memory=MOST_MEMORY // 1_000_000), field="data.path") from None
    finally:
        if sink is not None:
            faulthandler.cancel_dump_traceback_later()
            sink.close()
