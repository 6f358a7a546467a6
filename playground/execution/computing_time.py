"""The seconds that each visitor computed in the workers during the last minute."""

from __future__ import annotations

import math
import time
from collections import deque
from collections.abc import Hashable

#: Seconds over which computing counts.
SPAN = 60.0


class ComputingTime:
    """Adds up calls by visitor, and says for how long a visitor is over the limit.

    Parameters
    ----------
    most : float
        Seconds of computing of one visitor in `SPAN` seconds; infinite for no limit.
    """

    def __init__(self, most: float) -> None:
        self._most = most
        self._calls: dict[Hashable, deque[tuple[float, float]]] = {}

    def add(self, visitor: Hashable, seconds: float) -> None:
        """Count a call that has just ended."""
        if math.isinf(self._most):
            return
        now = time.monotonic()
        for gone in [who for who, calls in self._calls.items() if now - calls[-1][0] > SPAN]:
            del self._calls[gone]
        calls = self._calls.setdefault(visitor, deque())
        if calls and now - calls[-1][0] < 1.0:  # calls of one second are one entry
            seconds += calls.pop()[1]
        calls.append((now, seconds))

    def rest(self, visitor: Hashable) -> float:
        """Return the seconds until a visitor may compute again; 0.0 if that is now."""
        if math.isinf(self._most):
            return 0.0
        now, calls = time.monotonic(), self._calls.get(visitor, ())
        counted = [(end, seconds) for end, seconds in calls if now - end < SPAN]
        total = sum(seconds for _end, seconds in counted)
        wait = 0.0
        for end, seconds in counted:
            if total < self._most:
                break
            total, wait = total - seconds, end + SPAN - now
        return wait
