"""Worker processes run at lower priority than the server, and end when it has ended."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from contextlib import suppress
from typing import Any

import psutil

#: Niceness of a worker, from 0 to 19: beside a server that wants a core, it gets about 1/30 of it.
NICENESS = 15
#: Seconds that whoever stops waits for a pool, or for the thread that feeds its queue, to be
#: closed.
LAST_WAIT = 10.0
#: Seconds between two looks at whether the server is still there.
LOOK_EVERY = 1.0


def lower_priority() -> None:
    """Lower the priority of this process to `NICENESS`, or to "below normal" on Windows."""
    process = psutil.Process()
    with suppress(OSError, psutil.Error):  # some containers forbid it
        if sys.platform == "win32":
            process.nice(psutil.BELOW_NORMAL_PRIORITY_CLASS)
        else:
            process.nice(max(NICENESS, process.nice()))


def end_with_parent(parent: int) -> None:
    """End this process soon after the process ``parent`` has ended, however it ended.

    A thread looks for it. Linux could send a signal instead (PR_SET_PDEATHSIG), but it does so when
    the *thread* that started this process ends, and loky starts processes from whichever thread
    hands it a call.
    """
    threading.Thread(target=_outlive, args=(parent,), name="end-with-parent", daemon=True).start()


def stop_when_hung_up() -> None:
    """Let SIGHUP and SIGQUIT stop the server as SIGTERM does, unless they are ignored (nohup)."""
    if threading.current_thread() is not threading.main_thread():
        return  # only the main thread may say so
    for name in ("SIGHUP", "SIGQUIT"):
        number = getattr(signal, name, None)  # Windows has neither
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, lambda *_told: signal.raise_signal(signal.SIGTERM))


def close(pool: Any) -> None:
    """Kill the workers of a pool and wait until nothing of it is left.

    loky waits for all but the thread that feeds its queue of calls, which holds semaphores a moment
    longer.
    """
    feeder = getattr(pool._call_queue, "_thread", None)
    pool.shutdown(wait=True, kill_workers=True)
    if feeder is not None:
        feeder.join(LAST_WAIT)


def _outlive(parent: int) -> None:
    if sys.platform == "win32":  # a process keeps its parent's number there
        with suppress(psutil.NoSuchProcess):
            psutil.Process(parent).wait()
    else:  # psutil would wait on for a parent that ended and that nobody has reaped
        while os.getppid() == parent:
            time.sleep(LOOK_EVERY)
    os._exit(1)
