"""The cost of handing a call to a worker process, for the default description."""

from __future__ import annotations

import time
from statistics import median

from playground.config.experiment import Experiment
from playground.data.source import loaded
from playground.execution.pace import TICK
from playground.execution.workers import Workers
from playground.runs.messages import Budget

CALLS = 20


def handover(calls: int = CALLS) -> float:
    """Return the median seconds from submitting a call to its result, training time excluded."""
    experiment = Experiment()
    data = loaded(experiment)
    workers = Workers("loky", 1)
    try:
        first = workers.submit("advance", experiment, None, Budget(steps=50), series=data)
        state = first.result().state
        seconds = []
        for _ in range(calls):
            started = time.perf_counter()
            call = workers.submit("advance", experiment, state, Budget(seconds=TICK), series=data)
            result = call.result()
            seconds.append(time.perf_counter() - started - result.seconds)
    finally:
        workers.stop()
    return median(seconds)
