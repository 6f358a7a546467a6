"""Changes of something that pages show, and who waits for the next one."""

from __future__ import annotations

from typing import Protocol
from weakref import WeakSet


class Watcher(Protocol):
    """Who wants to know of changes; `wake` is called in any thread, and returns at once."""

    def wake(self) -> None: ...


class Changes:
    """Counts changes and wakes those who watch.

    Attributes
    ----------
    version : int
        Grows with every change that a view could show.
    """

    def __init__(self) -> None:
        self.version = 0
        self._watchers: WeakSet[Watcher] = WeakSet()

    def watch(self, watcher: Watcher) -> None:
        """Wake a watcher at every change for as long as it exists."""
        self._watchers.add(watcher)

    def changed(self) -> None:
        """Count a change and wake every watcher."""
        self.version += 1
        for watcher in list(self._watchers):
            watcher.wake()
