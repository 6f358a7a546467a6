"""The worker processes that train: how they are made, and what each does before its first call."""

from __future__ import annotations

import gc
import os
from concurrent.futures import Executor

from playground.execution.worker_process import end_with_parent, lower_priority


def processes(count: int) -> Executor:
    """Return a new pool of warmed workers that are not recycled while they are healthy."""
    from loky import ProcessPoolExecutor

    # loky would otherwise recycle a worker that grew by 300 MB, which a large network does at once.
    environment = {
        "LOKY_MAX_MEMORY_LEAK_SIZE": "4e9",
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
    }
    return ProcessPoolExecutor(
        max_workers=count,
        timeout=None,
        initializer=settle,
        initargs=(os.getpid(),),
        env=environment,
    )


def settle(server: int) -> None:
    """Make this process a worker of the process ``server``."""
    end_with_parent(server)
    warm()  # at full priority, since somebody may wait for the first answer
    lower_priority()


def warm() -> None:
    """Import what training needs, the first optimiser's slow imports included, before anyone waits
    for it.

    Where psutil is not installed, loky collects garbage every second, which takes 150 ms with torch
    loaded (measured); what is frozen is not looked at again.
    """
    from playground.training.warm import warm_up

    warm_up()
    gc.collect()
    gc.freeze()
