"""The processes that work for the server: how they are made, and what each does first."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable
from concurrent.futures import Executor

from playground.execution.worker_process import end_with_parent, lower_priority

#: loky would otherwise replace a worker that grew by 300 MB, which a large network does at once;
#: and every process computes with one thread.
_ENVIRONMENT = {
    "LOKY_MAX_MEMORY_LEAK_SIZE": "4e9",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
}


def processes(count: int, first: Callable[[int], None]) -> Executor:
    """Return a new pool of processes that are not replaced while they are healthy.

    Parameters
    ----------
    count : int
    first : callable
        ``first(server)`` is called in each process before its first call, with the server's number.
    """
    from loky import ProcessPoolExecutor

    return ProcessPoolExecutor(
        max_workers=count,
        timeout=None,
        initializer=first,
        initargs=(os.getpid(),),
        env=_ENVIRONMENT,
    )


def settle(server: int) -> None:
    """Make this process a worker of the process ``server``."""
    end_with_parent(server)
    warm()  # at full priority, since somebody may wait for the first answer
    lower_priority()


def warm() -> None:
    """Import what training needs before anyone waits for it, down to the first optimizer.

    A full garbage collection takes 150 ms with torch loaded (measured); frozen objects are skipped.
    """
    from playground.training.warm import warm_up

    warm_up()
    gc.collect()
    gc.freeze()
