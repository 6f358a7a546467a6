"""Column names in two header rows, the upper one with group names in merged cells."""

from __future__ import annotations

from collections.abc import Sequence

from playground.data.io.values.cells import is_value


def merged_names(upper: Sequence[str], lower: Sequence[str]) -> list[str] | None:
    """Return each column's group name and own name joined, None for any other two rows.

    In the upper row the cells after a group's name are empty or repeat it, and the words below them
    differ within the group. A column with no cell after its name keeps that name alone, because the
    cell below is its unit.
    """
    upper = [c.strip() for c in upper]
    for place in range(len(upper) - 1, 0, -1):  # a repeated group name, perhaps already numbered
        base = next(
            (name for name in reversed(upper[:place]) if not name.rpartition(".")[2].isdigit()), ""
        )
        dotted = upper[place].startswith(f"{base}.") and upper[place][len(base) + 1 :].isdigit()
        if base and (upper[place] == base or dotted):
            upper[place] = ""
    lower = [c.strip() for c in lower[: len(upper)]] + [""] * (len(upper) - len(lower))
    groups: list[list[int]] = []
    for place, name in enumerate(upper):
        if name or not groups:
            groups.append([place])
        else:
            groups[-1].append(place)
    wide = [g for g in groups if len(g) > 1 and upper[g[0]]]
    words = [[lower[i] for i in g] for g in wide]
    if (
        not wide
        or any(is_value(c) for c in lower if c)
        or any(not all(w[1:]) or len(set(w)) < len(w) for w in words)
    ):
        return None
    names = list(upper)
    for group in wide:
        for place in group:
            names[place] = f"{upper[group[0]]} {lower[place]}".strip()
    for place, name in enumerate(names):
        if not name:
            names[place] = lower[place]
    return names
