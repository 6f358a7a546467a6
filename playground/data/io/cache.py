"""The file opened last, cached for a minute.

A visitor first looks at the guesses, then reads the data, and corrects either.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable
from typing import Any

#: Seconds after which the entry is dropped; it never leaves the memory of the process.
KEPT_SECONDS = 60


class FileCache:
    """The parsed content of one file; it is dropped before another file is opened."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._held: tuple[Hashable, Any] | None = None
        self._timer: threading.Timer | None = None

    def get(self, key: Hashable, make: Callable[[], Any]) -> Any:
        """Return the entry of a key, computed if it is another one; an error leaves no entry."""
        with self._lock:
            held = self._held
            if held is not None and held[0] == key:
                return held[1]
            self._held = None
        value = make()
        with self._lock:
            self._held = (key, value)
            if self._timer is not None:
                self._timer.cancel()
            self._timer = threading.Timer(KEPT_SECONDS, self.drop)
            self._timer.daemon = True
            self._timer.start()
        return value

    def drop(self) -> None:
        """Drop the entry."""
        with self._lock:
            self._held = None
