"""Column names: short, in one line, each once."""

from __future__ import annotations

from collections.abc import Sequence

LONGEST_NAME = 60


def unique(names: Sequence[str]) -> list[str]:
    """Return short one-line names, each once; columns without a name are numbered."""
    seen: dict[str, int] = {}
    result = []
    for place, name in enumerate(names, 1):
        plain = " ".join("".join(c if c.isprintable() else " " for c in name).split())
        short = plain[:LONGEST_NAME] or f"column {place}"
        while short in seen:
            seen[short] += 1
            short = f"{short[: LONGEST_NAME - 6]}.{seen[short]}"
        seen[short] = 1
        result.append(short)
    return result
