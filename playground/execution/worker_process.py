"""What a process of the server does: let pages go first, and end when the server has ended.

And what the server owes its workers: to end in order whenever it can.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import threading
import time
from contextlib import suppress
from typing import Any

#: How much a worker gives way, from 0 to 19: pages stay quick while everybody trains.
NICENESS = 10
#: Seconds that whoever stops waits for a pool, or for the thread that feeds its queue, to be
#: closed.
LAST_WAIT = 10.0
#: Seconds between two looks at whether the server is still there.
LOOK_EVERY = 1.0
_BELOW_NORMAL = 0x4000  # BELOW_NORMAL_PRIORITY_CLASS
_SYNCHRONIZE = 0x00100000


def lower_priority() -> None:
    """Give way to other processes from now on, at least by `NICENESS`."""
    if sys.platform == "win32":
        kernel = _kernel()
        kernel.SetPriorityClass(kernel.GetCurrentProcess(), _BELOW_NORMAL)
        return
    with suppress(OSError):  # some containers forbid it
        os.setpriority(os.PRIO_PROCESS, 0, max(NICENESS, os.getpriority(os.PRIO_PROCESS, 0)))


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
        kernel = _kernel()
        handle = kernel.OpenProcess(_SYNCHRONIZE, False, parent)
        if handle:
            kernel.WaitForSingleObject(handle, 0xFFFFFFFF)
    else:
        while os.getppid() == parent:
            time.sleep(LOOK_EVERY)
    os._exit(1)


def _kernel() -> Any:
    """Return Windows' own functions, with handles of full width."""
    kernel = ctypes.WinDLL("kernel32", use_last_error=True)  # type: ignore[attr-defined,unused-ignore]
    kernel.GetCurrentProcess.restype = kernel.OpenProcess.restype = ctypes.c_void_p
    kernel.SetPriorityClass.argtypes = (ctypes.c_void_p, ctypes.c_uint32)
    kernel.OpenProcess.argtypes = (ctypes.c_uint32, ctypes.c_int, ctypes.c_uint32)
    kernel.WaitForSingleObject.argtypes = (ctypes.c_void_p, ctypes.c_uint32)
    return kernel
