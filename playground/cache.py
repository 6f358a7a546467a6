"""A cache bounded by bytes, for everything kept between calls or visitors."""

from __future__ import annotations

import threading
from collections import Counter, OrderedDict
from collections.abc import Callable, Hashable, Iterable, Mapping
from concurrent.futures import Future
from types import ModuleType
from typing import Any, Generic, TypeVar, cast

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


#: Types of values that count for nothing.
_WEIGHTLESS = {type(None), bool, int, float}


class ByteCache(Generic[K, V]):
    """The most recently used entries, up to a number of bytes; safe to use from many threads.

    An array that several entries refer to, such as a series and its windows, is counted once. The
    newest entry always stays, however large it is, so that the caller can get it back at once.

    Parameters
    ----------
    most_bytes : int
        Bytes of all entries together.
    size : callable or None
        ``size(value)`` gives bytes of an entry that are not visible in it yet, such as an
        optimizer's moments.
    """

    def __init__(self, most_bytes: int, size: Callable[[V], int] | None = None) -> None:
        self.most_bytes, self._size = most_bytes, size
        self._lock = threading.RLock()
        self._entries: OrderedDict[K, tuple[V, dict[int, int]]] = OrderedDict()
        self._holders: Counter[int] = Counter()
        self._making: dict[K, Future[V]] = {}
        self._used: set[K] = set()  # since `forget_unused` was called last
        self._bytes = 0

    @property
    def bytes(self) -> int:
        """Bytes in use."""
        return self._bytes

    def __len__(self) -> int:
        return len(self._entries)

    def __contains__(self, key: K) -> bool:
        return key in self._entries

    def get(self, key: K) -> V | None:
        """Return the value of a key, or None."""
        with self._lock:
            if key not in self._entries:
                return None
            self._used.add(key)
            self._entries.move_to_end(key)
            return self._entries[key][0]

    def put(self, key: K, value: V) -> V:
        """Store a value, drop the least recently used until all fit, and return the value."""
        parts = parts_of(value)
        if self._size is not None:
            parts[id(value)] = parts.get(id(value), 0) + self._size(value)
        with self._lock:
            self.drop(key)
            self._entries[key] = value, parts
            self._used.add(key)
            for part, count in parts.items():
                self._bytes += 0 if self._holders[part] else count
                self._holders[part] += 1
            while self._bytes > self.most_bytes and len(self._entries) > 1:
                self.drop(next(iter(self._entries)))
        return value

    def drop(self, key: K) -> None:
        """Drop one entry if it exists."""
        with self._lock:
            _value, parts = self._entries.pop(key, (None, cast("dict[int, int]", {})))
            for part, count in parts.items():
                self._holders[part] -= 1
                if not self._holders[part]:
                    del self._holders[part]
                    self._bytes -= count

    def clear(self) -> None:
        """Drop all entries."""
        with self._lock:
            for key in list(self._entries):
                self.drop(key)

    def forget_unused(self, held: Callable[[V], bool] = lambda _value: False) -> int:
        """Drop the entries that were not used since the last time, unless they are held.

        Returns
        -------
        int
            How many there were.
        """
        with self._lock:
            before = len(self._entries)
            for key in self._entries.keys() - self._used:
                if not held(self._entries[key][0]):
                    self.drop(key)
            self._used.clear()
            return before - len(self._entries)

    def get_or_make(self, key: K, make: Callable[[], V]) -> V:
        """Return the value of a key, computing it once even if many threads ask for it.

        An error raised by ``make`` is raised in all of them.
        """
        with self._lock:
            if key in self._entries:
                self._used.add(key)
                self._entries.move_to_end(key)
                return self._entries[key][0]
            first = key not in self._making
            made = self._making.setdefault(key, Future())
        if not first:
            return made.result()
        try:
            value = self.put(key, make())
        except BaseException as error:
            self._forget(key).set_exception(error)
            raise
        self._forget(key).set_result(value)
        return value

    def newest_first(self) -> list[tuple[K, V]]:
        """Return all current entries, most recently used first."""
        with self._lock:
            return [(key, value) for key, (value, _parts) in reversed(self._entries.items())]

    def _forget(self, key: K) -> Future[V]:
        with self._lock:
            return self._making.pop(key)


def parts_of(value: Any) -> dict[int, int]:
    """Return the bytes of every array and text a value refers to, by the object's identity.

    For a view, the bytes of the array it views.
    """
    parts: dict[int, int] = {}
    seen: set[int] = set()
    queue = [value]
    while queue:
        item = queue.pop()
        if type(item) in _WEIGHTLESS or isinstance(item, (type, ModuleType)) or id(item) in seen:
            continue
        seen.add(id(item))
        if isinstance(item, (bytes, bytearray, str)):
            parts[id(item)] = len(item)
        elif hasattr(item, "nbytes"):
            whole = item
            while hasattr(getattr(whole, "base", None), "nbytes"):
                whole = whole.base
            parts[id(whole)] = int(whole.nbytes)
        else:
            queue.extend(_inside(item))
    return parts


def _inside(value: Any) -> Iterable[Any]:
    """Return the members of a container or a plain object; functions and modules have none."""
    if isinstance(value, (list, tuple, set, frozenset)):
        return value
    if isinstance(value, Mapping):
        return value.values()
    plain = hasattr(value, "_parameters") or not callable(value)  # torch modules are callable
    return list(vars(value).values()) if plain and hasattr(value, "__dict__") else ()
