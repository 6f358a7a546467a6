"""One call after the other: the call under way, or the wait until the next one is due."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future

#: Seconds without an answer, beyond those the call was given, after which it counts as stalled.
_PATIENCE = 2.0


class OneCall:
    """At most one call at a time.

    Parameters
    ----------
    lock : threading.RLock
        Held while an answer is handled.
    """

    def __init__(self, lock: threading.RLock) -> None:
        self._lock = lock
        self._call: Future | None = None
        self._timer: threading.Timer | None = None
        self.follows = False  # whether the latest call was made for another run of the same kind
        self._epoch = 0  # answers and timers of an earlier epoch are ignored
        self.asked = 0.0
        self._due = 0.0

    @property
    def under_way(self) -> bool:
        """Whether a call has not been answered."""
        return self._call is not None

    @property
    def free(self) -> bool:
        """Whether a call can be made now: none is under way or waited for."""
        return self._call is None and self._timer is None

    @property
    def stalled(self) -> bool:
        """Whether it should have been answered by now: it waits for a worker."""
        return self._call is not None and time.monotonic() > self._due

    def make(
        self, submit: Callable[[], Future], answered: Callable[[Future], None], seconds: float
    ) -> None:
        """Make a call.

        Parameters
        ----------
        submit : callable
            Gives the future of the call.
        answered : callable
            ``answered(future)`` handles the answer, unless the call is dropped before.
        seconds : float
            That the call may take.
        """
        epoch = self._epoch
        self.asked = time.monotonic()
        self._due = self.asked + seconds + _PATIENCE
        call = self._call = submit()
        self.follows = not getattr(call, "leads", True)
        call.add_done_callback(lambda done: self._handle(epoch, answered, done))

    def wait(self, seconds: float, wake: Callable[[], None]) -> None:
        """Call ``wake()`` after so many seconds, unless the wait is dropped."""
        self._timer = threading.Timer(seconds, self._wake, (self._epoch, wake))
        self._timer.daemon = True
        self._timer.start()

    def drop(self) -> None:
        """Forget the call under way, or the wait for the next."""
        self._epoch += 1
        if self._timer is not None:
            self._timer.cancel()
        call, self._call, self._timer = self._call, None, None
        if call is not None:
            call.cancel()

    def _handle(self, epoch: int, answered: Callable[[Future], None], done: Future) -> None:
        with self._lock:
            if epoch == self._epoch:
                self._call = None
                answered(done)

    def _wake(self, epoch: int, wake: Callable[[], None]) -> None:
        with self._lock:
            if epoch == self._epoch:
                self._timer = None
                wake()
