"""What it costs to have a call done by a worker process instead of this one, at the default
description.
"""

from __future__ import annotations

import time
from statistics import median

from playground.config.experiment import Experiment
from playground.data.source import loaded
from playground.execution.run import TICK
from playground.execution.workers import Workers
from playground.runs.messages import Budget

CALLS = 20


def handover(calls: int = CALLS) -> float:
    """Return the median seconds between asking for a call and its answer that were not spent
    inside.
    """
    experiment = Experiment()
    data = loaded(experiment)
    workers = Workers("loky", 1)
    try:
        state = (
            workers.submit("advance", experiment, None, Budget(steps=50), series=data)
            .result()
            .state
        )
        spent = []
        for _ in range(calls):
            started = time.perf_counter()
            result = workers.submit(
                "advance", experiment, state, Budget(seconds=TICK), series=data
            ).result()
            spent.append(time.perf_counter() - started - result.seconds)
    finally:
        workers.stop()
    return median(spent)
