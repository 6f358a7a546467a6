"""Files as people bring them, damaged at random: cut, flipped, doubled, shifted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np

FOLDER = Path(__file__).parent / "unit" / "data" / "io" / "brought"
_LINES = 40


def mutated_files(count: int, seed: int = 0) -> Iterator[tuple[str, bytes]]:
    """Yield names and contents; the same seed gives the same files."""
    bases = [(path.name, _start(path.read_bytes())) for path in sorted(FOLDER.iterdir())]
    for number in range(count):
        rng = np.random.default_rng([seed, number])
        name, raw = bases[number % len(bases)]
        for _round in range(int(rng.integers(1, 4))):
            raw = (_cut, _flipped, _doubled, _shifted)[int(rng.integers(4))](raw, rng)
        yield name, raw


def _start(raw: bytes) -> bytes:
    """Return the first lines of a file, or the start of a file of one line."""
    return b"\n".join(raw.split(b"\n")[:_LINES])[:6000]


def _cut(raw: bytes, rng: np.random.Generator) -> bytes:
    """Cut off the end, or a piece in the middle."""
    first, last = sorted(int(n) for n in rng.integers(0, len(raw) + 1, 2))
    return raw[:last] if rng.random() < 0.5 else raw[:first] + raw[last:]


def _flipped(raw: bytes, rng: np.random.Generator) -> bytes:
    """Change a few bytes."""
    cells = np.frombuffer(raw, np.uint8).copy()
    if len(cells):
        cells[rng.integers(0, len(cells), 5)] = rng.integers(0, 256, 5)
    return cells.tobytes()


def _doubled(raw: bytes, rng: np.random.Generator) -> bytes:
    """Repeat some lines, in their place or at the end."""
    lines = raw.split(b"\n")
    first, last = sorted(int(n) for n in rng.integers(0, len(lines) + 1, 2))
    place = last if rng.random() < 0.5 else len(lines)
    return b"\n".join([*lines[:place], *lines[first:last], *lines[place:]])


def _shifted(raw: bytes, rng: np.random.Generator) -> bytes:
    """Move the cells of some lines by one column."""
    lines = raw.split(b"\n")
    mark = max((b",", b";", b"\t", b" "), key=raw.count)
    for place in rng.integers(0, len(lines), 3):
        line = lines[int(place)]
        lines[int(place)] = mark + line if rng.random() < 0.5 else line.partition(mark)[2]
    return b"\n".join(lines)
