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
#: Objects made and not yet gone that let the garbage of cycles be looked for. By Python's own 700 a
#: class of thirty stands still for 0.3 s every ten seconds (measured); `give_back` looks anyway.
_OBJECTS = 10_000


def settle() -> None:
    """Collect garbage rarely, and not among what a server loads for as long as it runs.

    Also lets the C library return memory where it would keep it for each thread.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(_OBJECTS, *gc.get_threshold()[1:])
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
