"""How fast a run has been lately."""

from __future__ import annotations

import time

#: Share of the newest value in the moving averages.
_NEWEST = 0.3


class Rate:
    """Moving averages over the results of one run.

    Attributes
    ----------
    steps : float
        Training steps per second of the calls; 0.0 before the first.
    results : float
        Results per second; 0.0 before the second.
    """

    def __init__(self) -> None:
        self.steps = self.results = 0.0
        self._last: float | None = None

    def add(self, steps: int, seconds: float, asked: float) -> None:
        """Take in a result that has just come.

        Parameters
        ----------
        steps, seconds : int, float
            Its training steps, and the time they took in a worker.
        asked : float
            When it was asked for, in seconds of `time.monotonic`.
        """
        now = time.monotonic()
        self.steps = _mean(self.steps, steps, max(seconds, now - asked))
        if self._last is not None:
            self.results = _mean(self.results, 1, now - self._last)
        self._last = now


def _mean(before: float, count: int, seconds: float) -> float:
    rate = count / seconds if seconds > 0 else 0.0
    return (1 - _NEWEST) * before + _NEWEST * rate if before else rate
