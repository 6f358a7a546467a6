"""What a worker does when it is called. Free of torch until a task needs it."""

from __future__ import annotations

import importlib
import threading
from dataclasses import dataclass
from typing import Any

from playground.cache import ByteCache

#: What can be asked of a worker: name to (module, function); `sandbox.READING` can be asked too,
#: and goes to a process of its own.
TASKS = {
    "advance": ("playground.training.advance", "advance"),
    "advance_and_look": ("playground.execution.looking", "advance_and_look"),
    "look_at": ("playground.execution.looking", "look_at"),
    "evaluate": ("playground.training.evaluate", "evaluate"),
    "reference": ("playground.evaluation.reference", "reference"),
    "moments": ("playground.analysis.gradients.learning", "moments"),
    "remembered": ("playground.analysis.memory_curve", "remembered"),
}
#: Bytes of series that a worker keeps between calls.
_SERIES_BYTES = 96_000_000
_series: ByteCache[str, Any] = ByteCache(_SERIES_BYTES)
#: Networks are kept between calls, so a worker with several threads does one call at a time.
_one_at_a_time = threading.Lock()


@dataclass(frozen=True)
class Missing:
    """A worker's answer when it has not been sent the series of this name yet."""

    key: str


def perform(task: str, key: str | None, series: Any, args: tuple, named: dict[str, Any]) -> Any:
    """Run one call here. With a ``key``, the series of that name becomes the second argument.

    A series travels once to each worker: without it, and without a kept copy, the answer is
    `Missing`.
    """
    module, name = TASKS[task]
    work = getattr(importlib.import_module(module), name)
    with _one_at_a_time:
        if key is None:
            return work(*args, **named)
        if series is not None:
            _series.put(key, series)
        elif (series := _series.get(key)) is None:
            return Missing(key)
        return work(args[0], series, *args[1:], **named)
