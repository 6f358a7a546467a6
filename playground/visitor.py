"""Who asks: shares of the workers belong to visitors, however many pages, lanes and searches each
of them has open.

The server says who a thread works for (`told_by`); where nobody does, as in the command line, every
run is a visitor of its own.
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
    """One run or trial of a visitor that is at work.

    Parameters
    ----------
    visitor : hashable
    number : int
        Which of the visitor's.
    """

    visitor: Hashable
    number: int


class Portions:
    """What the things of one visitor share equally, such as memory: the more of them there are, the
    less there is for each.

    A thing counts until nothing holds it any more. Things of nobody, as in the command line, have
    all they may have.

    Parameters
    ----------
    most : int
        For all things of one visitor together.
    each : int
        For one thing, at most.
    """

    def __init__(self, most: int, each: int) -> None:
        self._most, self._each = most, each
        self._things: dict[Hashable, WeakValueDictionary[int, Any]] = {}
        self._lock = threading.Lock()

    def enter(self, thing: object) -> list[Any]:
        """Count a new thing among those of the present visitor, and return the others, which have
        less from now on.
        """
        who = current()
        with self._lock:
            for gone in [visitor for visitor, things in self._things.items() if not things]:
                del self._things[gone]
            if who is not None:
                self._things.setdefault(who, WeakValueDictionary())[id(thing)] = thing
        return self._beside(thing)

    def of(self, thing: object) -> int:
        """Return how much a thing may have."""
        return min(self._each, self._most // (len(self._beside(thing)) + 1))

    def _beside(self, thing: object) -> list[Any]:
        """Return the other things of whoever has this one."""
        with self._lock:
            all_of_one = [list(things.values()) for things in self._things.values()]
        own = next((things for things in all_of_one if any(one is thing for one in things)), [])
        return [one for one in own if one is not thing]


def told_by(who: Callable[[], Hashable | None]) -> None:
    """Let a function tell who the present thread works for; None where nobody does."""
    global _who
    _who = who


def current() -> Hashable | None:
    """Return who the present thread works for, or None."""
    return _acting.get() or _who()


@contextmanager
def acting_for(visitor: Hashable | None) -> Iterator[None]:
    """Work for a visitor in a thread that is not theirs: one that brings an answer, a timer's."""
    token = _acting.set(visitor)
    try:
        yield
    finally:
        _acting.reset(token)


def seat(thing: object, visitor: Hashable | None) -> Hashable:
    """Return what stands for a run or trial among those at work: one without a visitor stands for
    itself.
    """
    return id(thing) if visitor is None else Seat(visitor, id(thing))


def visitor_of(taken: Hashable) -> Hashable:
    """Return whose seat it is."""
    return taken.visitor if isinstance(taken, Seat) else taken


def share(active: Iterable[Hashable], workers: int, visitor: Hashable | None) -> float:
    """Return the part of a worker's time that one call may take, so that visitors are equal and
    each hears back about once a tick.
    """
    own = [visitor_of(taken) for taken in active]
    mine = own.count(visitor) if visitor is not None else 1
    return workers / max(1, len(set(own))) / max(1, mine)
