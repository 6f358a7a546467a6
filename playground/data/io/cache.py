"""The steps of the file opened last, cached for a minute.

A visitor first looks at the guesses, then reads the data, and corrects either. Guesses contain
sentences, so a step is that of a language.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable
from typing import Any

from playground.wording import language

#: Seconds after which all is dropped; it never leaves the memory of the process.
KEPT_SECONDS = 60


class FileCache:
    """The last result of each step; a step whose key changes is dropped before it is made anew."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._held: dict[str, tuple[Hashable, Any]] = {}
        self._timer: threading.Timer | None = None

    def get(self, step: str, key: Hashable, make: Callable[[], Any]) -> Any:
        """Return the result of a step, made if the key is another one; an error leaves none."""
        key = (language(), key)
        with self._lock:
            held = self._held.get(step)
            if held is not None and held[0] == key:
                return held[1]
            del held
            for later in [*self._held][[*self._held, step].index(step) :]:
                del self._held[later]
        value = make()
        with self._lock:
            self._held[step] = (key, value)
            if self._timer is not None:
                self._timer.cancel()
            self._timer = threading.Timer(KEPT_SECONDS, self.drop)
            self._timer.daemon = True
            self._timer.start()
        return value

    def drop(self) -> None:
        """Drop all entries."""
        with self._lock:
            self._held = {}
