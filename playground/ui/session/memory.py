"""The memory of a server that runs for days: it is given back once nobody uses what it holds."""

from __future__ import annotations

import ctypes
import gc
import sys
from contextlib import suppress

from playground.execution import first_weights
from playground.execution.workers import shared_workers
from playground.ui.session import loading, run_cache

#: Parameters of glibc's ``mallopt``: number of arenas; bytes from which memory is mapped, and so
#: returned when it is freed.
_ARENAS, _MAPPED = -8, -3


def settle() -> None:
    """Let the C library return memory where it would keep it for each thread."""
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):  # not every C library has it
            library = ctypes.CDLL(None)
            library.mallopt(_ARENAS, 2)  # one interpreter lock needs no more
            library.mallopt(_MAPPED, 256 * 1024)


def forget_unused() -> int:
    """Drop what is kept for all visitors and was not used since the last time; return how much."""
    shared = shared_workers().shared
    answers = 0 if shared is None else shared.forget_unused()
    kept = (loading, run_cache, first_weights)
    return answers + sum(module.forget_unused() for module in kept)


def give_back() -> None:
    """Collect garbage, and return the memory to the system where the C library would keep it."""
    gc.collect()
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).malloc_trim(0)
