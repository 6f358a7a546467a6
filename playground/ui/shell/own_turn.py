"""Draw one of a visitor's pages at a time, so that forty tabs cost no more than two visitors.

Pages are drawn by threads of one process that share one interpreter: whoever has more pages would
else have more of it.
"""

from __future__ import annotations

import threading
from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from weakref import WeakValueDictionary

from playground.ui.shell.visit import visitor


class _Turn:
    """The turn of one visitor's pages; forgotten with the last page that waits for it."""

    def __init__(self) -> None:
        self.lock = threading.Lock()


_turns: WeakValueDictionary[Hashable, _Turn] = WeakValueDictionary()
_turns_lock = threading.Lock()
_held = threading.local()


@contextmanager
def own_turn() -> Iterator[None]:
    """Wait until none of the visitor's other pages is being drawn, and make them wait."""
    who = visitor()
    if (
        who is None or getattr(_held, "turn", None) is not None
    ):  # a part inside a page that has its turn
        yield
        return
    with _turns_lock:
        turn = _turns.setdefault(who, _Turn())
    with turn.lock:
        _held.turn = turn
        try:
            yield
        finally:
            _held.turn = None


@contextmanager
def aside() -> Iterator[None]:
    """Let the visitor's other pages be drawn while this one waits for somebody else."""
    turn = getattr(_held, "turn", None)
    if turn is None:
        yield
        return
    _held.turn = None
    turn.lock.release()
    try:
        yield
    finally:
        turn.lock.acquire()
        _held.turn = turn
