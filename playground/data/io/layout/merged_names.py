"""Names of columns in two rows, the upper one a group's name in a cell that spreads over several
columns.
"""

from __future__ import annotations

from collections.abc import Sequence

from playground.data.io.values.cells import is_value


def merged_names(upper: Sequence[str], lower: Sequence[str]) -> list[str] | None:
    """Return a group's name and the lower one for each column, None where the two rows are no such
    names.

    The upper row leaves cells empty behind a name or repeats it, and below each of them is a word
    that differs from the others of its group. A column that has nothing behind its name keeps that
    name alone, since what is below it is its unit.
    """
    upper = [c.strip() for c in upper]
    for place in range(
        len(upper) - 1, 0, -1
    ):  # a group's name that is repeated, perhaps already numbered
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
