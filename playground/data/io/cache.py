"""The file that was opened last, kept for a minute: a reader looks at what was guessed, then at
what is read, and corrects either.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable
from typing import Any

#: Seconds after which it is let go; it never leaves the memory of the process.
KEPT_SECONDS = 60


class FileCache:
    """What was made of one file, by a key; a second one takes its place before it is opened."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._held: tuple[Hashable, Any] | None = None
        self._timer: threading.Timer | None = None

    def get(self, key: Hashable, make: Callable[[], Any]) -> Any:
        """Return what is held under a key, made anew when it is another; what ``make`` raises is
        raised and nothing held.
        """
        with self._lock:
            held = self._held
            if held is not None and held[0] == key:
                return held[1]
            self._held = None
        made = make()
        with self._lock:
            self._held = (key, made)
            if self._timer is not None:
                self._timer.cancel()
            self._timer = threading.Timer(KEPT_SECONDS, self.drop)
            self._timer.daemon = True
            self._timer.start()
        return made

    def drop(self) -> None:
        """Let go of what is held."""
        with self._lock:
            self._held = None
