"""For how long something goes on after its page was last heard of."""

from __future__ import annotations

import time


class Lease:
    """A span of time that is renewed while somebody looks.

    Parameters
    ----------
    seconds : float
        For which it lasts after each renewal, the first included.
    """

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._end = time.monotonic() + seconds

    @property
    def over(self) -> bool:
        """Whether nobody has renewed it for so long."""
        return time.monotonic() > self._end

    def renew(self) -> None:
        """Let it last from now on."""
        self._end = time.monotonic() + self.seconds
