"""Who the current thread works for: visitors share the workers, however many pages they open.

The server identifies the visitor of a thread (`identify_with`); without one, as in the command
line, every run counts as a visitor of its own.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any
from weakref import WeakValueDictionary

_acting: ContextVar[Hashable | None] = ContextVar("visitor", default=None)
_who: Callable[[], Hashable | None] = lambda: None  # noqa: E731


@dataclass(frozen=True)
class Seat:
    """One active run or trial of a visitor.

    Parameters
    ----------
    visitor : hashable
    number : int
        Distinguishes the visitor's runs.
    """

    visitor: Hashable
    number: int


class Portions:
    """A resource, such as memory, that the objects of one visitor share equally.

    An object counts for as long as something refers to it. Objects without a visitor, as in the
    command line, get the full amount.

    Parameters
    ----------
    most : int
        For all objects of one visitor together.
    each : int
        For one object, at most.
    """

    def __init__(self, most: int, each: int) -> None:
        self._most, self._each = most, each
        self._things: dict[Hashable, WeakValueDictionary[int, Any]] = {}
        self._visitors: dict[int, Hashable] = {}  # by the object's identity
        self._lock = threading.Lock()

    def enter(self, thing: object) -> list[Any]:
        """Add an object of the current visitor; return the others, whose share shrinks."""
        who = current()
        with self._lock:
            self._things = {visitor: things for visitor, things in self._things.items() if things}
            self._visitors = {
                key: visitor
                for key, visitor in self._visitors.items()
                if key in self._things.get(visitor, ())
            }
            if who is not None:
                self._things.setdefault(who, WeakValueDictionary())[id(thing)] = thing
                self._visitors[id(thing)] = who
        return self.others(thing)

    def of(self, thing: object) -> int:
        """Return the amount that an object may use."""
        return min(self._each, self._most // (len(self.others(thing)) + 1))

    def others(self, thing: object) -> list[Any]:
        """Return the other objects of the same visitor."""
        with self._lock:
            things = self._things.get(self._visitors.get(id(thing)))
            if things is None or things.get(id(thing)) is not thing:
                return []
            return [other for other in things.values() if other is not thing]


def identify_with(who: Callable[[], Hashable | None]) -> None:
    """Set the function that returns the visitor of the current thread, or None."""
    global _who
    _who = who


def current() -> Hashable | None:
    """Return the visitor that the current thread works for, or None."""
    return _acting.get() or _who()


@contextmanager
def acting_for(visitor: Hashable | None) -> Iterator[None]:
    """Work for a visitor in a thread that is not theirs: a callback's or a timer's."""
    token = _acting.set(visitor)
    try:
        yield
    finally:
        _acting.reset(token)


def seat(thing: object, visitor: Hashable | None) -> Hashable:
    """Return the seat of a run or trial; without a visitor, an identity of its own."""
    return id(thing) if visitor is None else Seat(visitor, id(thing))


def visitor_of(taken: Hashable) -> Hashable:
    """Return the visitor of a seat."""
    return taken.visitor if isinstance(taken, Seat) else taken


def others(active: Iterable[Hashable], own: Hashable) -> int:
    """Return how many other visitors than that of the seat ``own`` have a seat."""
    return len({visitor_of(taken) for taken in list(active)} - {visitor_of(own)})


def share(active: Iterable[Hashable], workers: int, visitor: Hashable | None) -> float:
    """Return the share of a worker's time that one call may take.

    Visitors get equal shares, and each gets results about once a tick.
    """
    visitors = [visitor_of(taken) for taken in active]
    mine = visitors.count(visitor) if visitor is not None else 1
    return workers / max(1, len(set(visitors))) / max(1, mine)
