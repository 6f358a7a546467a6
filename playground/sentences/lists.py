"""Several names in one sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from playground.wording import _


def listed(words: Sequence[str]) -> str:
    """Return words as a list in a sentence.

    Examples
    --------
    >>> listed(["a"]), listed(["a", "b"]), listed(["a", "b", "c"])
    ('a', 'a and b', 'a, b and c')
    """
    if len(words) < 2:
        return "".join(words)
    return _("{first} and {last}").format(first=", ".join(words[:-1]), last=words[-1])


def all_at(values: Mapping[str, float], value: float) -> list[str]:
    """Return every name that has a value, so that ties name all.

    Examples
    --------
    >>> all_at({"a": 1.0, "b": 2.0, "c": 1.0}, 1.0)
    ['a', 'c']
    """
    return [name for name, other in values.items() if other == value]
