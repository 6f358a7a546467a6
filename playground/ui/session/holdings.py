"""How much data the open pages of one visitor, and of all visitors, may hold at the same time.

A page holds its data for as long as it is open, so a bound for each page is none for a browser with
forty tabs.
"""

from __future__ import annotations

import threading
from collections.abc import Hashable
from typing import Any
from weakref import WeakValueDictionary

from playground.cache import ByteCache, parts_of
from playground.config.limits import LIMITS
from playground.errors import DescriptionError
from playground.visitor import current
from playground.wording import _, number

#: Bytes of data and windows that the pages of one visitor hold together, two of the largest, and
#: those of all visitors.
MOST_OF_ONE = LIMITS.own * 1_000_000
MOST_OF_ALL = LIMITS.data * 1_000_000
#: Data of so few bytes are always given: every shipped experiment's are, whatever strangers hold.
ALWAYS = 4_000_000

_held: dict[Hashable, WeakValueDictionary[int, Any]] = {}
_lock = threading.Lock()


def hold(things: tuple[Any, ...], kept: ByteCache[Any, Any]) -> None:
    """Count what the present visitor's page is about to hold, until nothing holds it any more.

    Parameters
    ----------
    things : tuple
        The data and their windows.
    kept : ByteCache
        Where they lie for the next visitor too: what only lies there gives way before anybody is
        refused.

    Raises
    ------
    DescriptionError
        There is no room for them.
    """
    who = current()
    large = sum(parts_of(things).values()) > ALWAYS
    if large and _lack(who, things):
        kept.clear()
        if sentence := _lack(who, things):
            raise DescriptionError(sentence, field="data.source")
    if who is not None:
        with _lock:
            _held.setdefault(who, WeakValueDictionary()).update(
                {id(thing): thing for thing in things}
            )


def is_held(thing: Any) -> bool:
    """Return whether an open page holds an object."""
    with _lock:
        return any(id(thing) in held for held in _held.values())


def _lack(who: Hashable | None, things: tuple[Any, ...]) -> str | None:
    """Return the sentence that says why there is no room, or None."""
    with _lock:
        for visitor in [visitor for visitor, held in _held.items() if not held]:
            del _held[visitor]
        own = [*_held[who].values()] if who in _held else []
        everyone = [thing for held in _held.values() for thing in held.values()]
    if who is not None and sum(parts_of([own, things]).values()) > MOST_OF_ONE:
        sentence = _(
            "your open pages hold {held} MB of data of at most {most} MB together; close some of them, or choose less data."
        )
        return sentence.format(
            held=number(round(sum(parts_of(own).values()) / 1e6)),
            most=number(round(MOST_OF_ONE / 1e6)),
        )
    if who is not None and sum(parts_of([everyone, things]).values()) > MOST_OF_ALL:
        return _(
            "the server has no room for more data; choose less data, or try again in a minute."
        )
    return None
