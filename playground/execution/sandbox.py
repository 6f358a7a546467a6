"""Reading what strangers send, in a process with limits on time and memory.

It is not one of the workers that train: a file that ends it disturbs nobody's run. What it returns
is unpickled by the server, so its tasks return plain data of bounded size.
"""

from __future__ import annotations

import faulthandler
import importlib
import math
import os
import time
from contextlib import suppress
from operator import attrgetter
from typing import Any

from playground.config.limits import LIMITS
from playground.errors import DataError
from playground.execution.worker_process import end_with_parent, lower_priority
from playground.wording import _, speaking

#: What can be asked: name to (module, function).
READING = {
    "guess": ("playground.data.io.upload", "guess"),
    "read": ("playground.data.io.upload", "read"),
    "runs": ("playground.runs.saved_runs", "read"),
    "hand_in": ("playground.lessons.hand_in", "read"),
    "description": ("playground.config.experiment", "Experiment.from_json"),
}
#: Seconds of computing for one file. One within the limits is read in about a second.
MOST_SECONDS = LIMITS.file
#: Times as many seconds on the clock: a reader gives way to the server and to the workers.
PATIENCE = 4
#: Bytes of data (Linux: RLIMIT_DATA) that a reader may hold besides its libraries; the largest
#: files within the limits need 200 MB.
MOST_MEMORY = 500_000_000


def begin(server: int) -> None:
    """Settle in a process of its own that writes nothing, not even when a parser crashes."""
    settle(server)
    faulthandler.disable()  # `perform` has its own use for it
    with open(os.devnull, "w", encoding="ascii") as nowhere:
        os.dup2(nowhere.fileno(), 2)


def settle(server: int) -> None:
    """Make this process the reader of the process ``server``.

    It imports what reading needs, and then limits its memory as far as the system can.
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
    """Return the bytes of data this process holds; an estimate where the system has no count."""
    with (
        suppress(OSError, ValueError, IndexError),
        open("/proc/self/statm", encoding="ascii") as file,
    ):
        return int(file.read().split()[5]) * os.sysconf("SC_PAGE_SIZE")
    return 300_000_000


def perform(
    task: str,
    args: tuple,
    named: dict[str, Any],
    seconds: float | None = None,
    language: str = "en",
) -> Any:
    """Read here, with sentences in ``language``; after ``seconds``, end this process.

    The seconds are of computing, where the system can limit them, and on the clock `PATIENCE` times
    as many. Python's own timers wait until a parser written in C returns; the system's limit and
    faulthandler's thread do not.
    """
    module, name = READING[task]
    work = attrgetter(name)(importlib.import_module(module))
    sink = open(os.devnull, "w", encoding="ascii") if seconds is not None else None
    try:
        if sink is not None and seconds is not None:
            faulthandler.dump_traceback_later(PATIENCE * seconds, exit=True, file=sink)
            _limit_computing(seconds)
        with speaking(language):
            return work(*args, **named)
    except MemoryError:
        sentence = _(
            "reading this file needs more than {memory} MB of memory; try a smaller or simpler one."
        )
        raise DataError(
            sentence.format(memory=MOST_MEMORY // 1_000_000), field="data.path"
        ) from None
    finally:
        if sink is not None:
            faulthandler.cancel_dump_traceback_later()
            _limit_computing(None)
            sink.close()


def _limit_computing(seconds: float | None) -> None:
    """Let this process compute for so many seconds from now; None: as long as it wants."""
    with suppress(ImportError, ValueError, OSError):  # no such limit on this system
        import resource

        _soft, hard = resource.getrlimit(resource.RLIMIT_CPU)
        most = hard if seconds is None else math.ceil(time.process_time() + seconds)
        if hard == resource.RLIM_INFINITY or most < hard or seconds is None:
            resource.setrlimit(resource.RLIMIT_CPU, (most, hard))
