"""What the server counts, in the form that Prometheus reads.

Count anywhere above this room with ``PICTURES.inc()``.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

from prometheus_client import CollectorRegistry, Counter, Gauge, ProcessCollector, generate_latest

REGISTRY = CollectorRegistry()
ProcessCollector(registry=REGISTRY)
PICTURES = Counter(
    "playground_pictures", "Pictures of training steps sent to browsers", registry=REGISTRY
)
ERRORS = Counter("playground_errors", "Errors written to the log", registry=REGISTRY)
#: Least seconds over which `PictureRate` takes the mean.
_SPAN = 5.0


class _Errors(logging.Handler):
    """Counts what is logged as an error."""

    def emit(self, record: logging.LogRecord) -> None:
        ERRORS.inc()


def count_errors() -> None:
    """Count the errors that the playground and Streamlit log from now on."""
    for name in ("playground", "streamlit"):
        logger = logging.getLogger(name)
        if not any(isinstance(handler, _Errors) for handler in logger.handlers):
            logger.addHandler(_Errors(logging.ERROR))


def gauge(name: str, meaning: str, value: Callable[[], float]) -> None:
    """Offer a number that is computed when it is read."""
    Gauge(name, meaning, registry=REGISTRY).set_function(value)


def exposition() -> bytes:
    """Return all numbers in Prometheus' text format."""
    return generate_latest(REGISTRY)


def total(counter: Counter) -> float:
    """Return what a counter has reached."""
    return next(iter(counter.collect())).samples[0].value


class PictureRate:
    """Pictures per second between two times it is read, at least `_SPAN` seconds apart."""

    def __init__(self) -> None:
        self._since, self._count, self._rate = time.monotonic(), total(PICTURES), 0.0

    def read(self) -> float:
        """Return the rate since the last time."""
        now, count = time.monotonic(), total(PICTURES)
        if now - self._since >= _SPAN:
            self._rate = (count - self._count) / (now - self._since)
            self._since, self._count = now, count
        return self._rate
