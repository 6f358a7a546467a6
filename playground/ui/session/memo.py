"""The newest value of a computation, kept until what it depends on changes."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

T = TypeVar("T")


class Memo(Generic[T]):
    """Keep one value and the key it was computed for.

    Examples
    --------
    >>> memo = Memo[int]()
    >>> memo.get("a", lambda: 1), memo.get("a", lambda: 2), memo.get("b", lambda: 3)
    (1, 1, 3)
    """

    def __init__(self) -> None:
        self.entry: tuple[Hashable, T] | None = None

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return the value of this key, computed by ``make()`` when the key is another one."""
        if self.entry is None or self.entry[0] != key:
            self.entry = key, make()
        return self.entry[1]
