"""One kind of cache for everything that is kept between visitors or calls: bounded by bytes, since
entries may be of any size.
"""

from __future__ import annotations

import threading
from collections import Counter, OrderedDict
from collections.abc import Callable, Hashable, Iterable, Mapping
from concurrent.futures import Future
from types import ModuleType
from typing import Any, Generic, TypeVar, cast

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class ByteCache(Generic[K, V]):
    """What was used lately, up to so many bytes; what was used longest ago goes first. Safe to use
    from many threads.

    An array that several entries reach, a series and its windows for example, is counted once. The
    newest entry always stays, however large it is, so that those who ask for it at once get it.

    Parameters
    ----------
    most_bytes : int
        Bytes of all entries together.
    size : callable or None
        ``size(value)`` gives further bytes of an entry that cannot be seen in it yet, such as an
        optimiser's moments.
    """

    def __init__(self, most_bytes: int, size: Callable[[V], int] | None = None) -> None:
        self.most_bytes, self._size = most_bytes, size
        self._lock = threading.RLock()
        self._entries: OrderedDict[K, tuple[V, dict[int, int]]] = OrderedDict()
        self._holders: Counter[int] = Counter()
        self._making: dict[K, Future[V]] = {}
        self._bytes = 0

    @property
    def bytes(self) -> int:
        """Bytes kept now."""
        return self._bytes

    def __len__(self) -> int:
        return len(self._entries)

    def __contains__(self, key: K) -> bool:
        return key in self._entries

    def get(self, key: K) -> V | None:
        """Return what is kept under a key, or None."""
        with self._lock:
            if key not in self._entries:
                return None
            self._entries.move_to_end(key)
            return self._entries[key][0]

    def put(self, key: K, value: V) -> V:
        """Keep a value, let go of what there is no room for any more, and return the value."""
        parts = parts_of(value)
        if self._size is not None:
            parts[id(value)] = parts.get(id(value), 0) + self._size(value)
        with self._lock:
            self.drop(key)
            self._entries[key] = value, parts
            for part, count in parts.items():
                self._bytes += 0 if self._holders[part] else count
                self._holders[part] += 1
            while self._bytes > self.most_bytes and len(self._entries) > 1:
                self.drop(next(iter(self._entries)))
        return value

    def drop(self, key: K) -> None:
        """Let go of one entry, if it is there."""
        with self._lock:
            _value, parts = self._entries.pop(key, (None, cast("dict[int, int]", {})))
            for part, count in parts.items():
                self._holders[part] -= 1
                if not self._holders[part]:
                    del self._holders[part]
                    self._bytes -= count

    def clear(self) -> None:
        """Let go of everything."""
        with self._lock:
            for key in list(self._entries):
                self.drop(key)

    def get_or_make(self, key: K, make: Callable[[], V]) -> V:
        """Return what is kept, or make it: once, however many ask for it at the same time. What
        goes wrong is raised for all of them.
        """
        with self._lock:
            if key in self._entries:
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
        """Return all entries as they are now."""
        with self._lock:
            return [(key, value) for key, (value, _parts) in reversed(self._entries.items())]

    def _forget(self, key: K) -> Future[V]:
        with self._lock:
            return self._making.pop(key)


def parts_of(value: Any) -> dict[int, int]:
    """Return the bytes of every array, string and bytes object that a value reaches, by its
    identity; of a view, those of what it views.
    """
    parts: dict[int, int] = {}
    seen: set[int] = set()
    todo = [value]
    while todo:
        one = todo.pop()
        if id(one) in seen or isinstance(one, (type, ModuleType)):
            continue
        seen.add(id(one))
        if isinstance(one, (bytes, bytearray, str)):
            parts[id(one)] = len(one)
        elif hasattr(one, "nbytes"):
            whole = one
            while hasattr(getattr(whole, "base", None), "nbytes"):
                whole = whole.base
            parts[id(whole)] = int(whole.nbytes)
        else:
            todo.extend(_inside(one))
    return parts


def _inside(value: Any) -> Iterable[Any]:
    """Return what a container or an object of plain fields holds; a function, a lock or a module
    holds nothing of its own.
    """
    if isinstance(value, Mapping):
        return [*value.values()]
    if isinstance(value, (list, tuple, set, frozenset)):
        return value
    plain = hasattr(value, "_parameters") or not callable(value)  # a torch module can be called
    return list(vars(value).values()) if plain and hasattr(value, "__dict__") else ()
