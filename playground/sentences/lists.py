"""Several names in one sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from playground.wording import _


def listed(words: Sequence[str]) -> str:
    """Return words as a list in a sentence: "a", "a and b", "a, b and c"."""
    if len(words) < 2:
        return "".join(words)
    return _("{first} and {last}").format(first=", ".join(words[:-1]), last=words[-1])


def all_at(values: Mapping[str, float], value: float) -> list[str]:
    """Return every name that has a value: ties name all."""
    return [name for name, own in values.items() if own == value]
