"""Time until a file of 100,000 rows is read anew after an answer: ``python -m benchmarks.answers``.

Each line is an answer on the My data page, with the milliseconds that reading takes after it, and
their ratio to the first reading. The file is opened in steps that are cached, so an answer repeats
only the steps behind it.
"""

from __future__ import annotations

import statistics
import time
from typing import Any

import numpy as np

from playground.data.io.upload import guess, read

ROWS, REPEATS = 100_000, 3
#: Milliseconds within which a page should show the answer.
LIMIT = 300
ANSWERS: dict[str, dict[str, Any]] = {
    "another target": {"target": "pressure"},
    "another column left out": {"target": "load", "columns": ["load", "temp"]},
    "no time column": {"target": "load", "overrides": {"time": "none"}},
    "day first": {"target": "load", "overrides": {"date_order": "day_first"}},
    "every number kept": {"target": "load", "overrides": {"marks": "none"}},
    "first of duplicate times": {"target": "load", "overrides": {"duplicates": "first"}},
    "gaps kept": {"target": "load", "overrides": {"gaps": "keep"}},
    "missing values interpolated": {"target": "load", "missing": "interpolate"},
    "one row per hour": {"target": "load", "resample": "hour"},
}


def table() -> bytes:
    """Return a table of ten-minute readings with duplicate times, gaps and codes for missing."""
    minutes = np.arange(ROWS, dtype=np.int64) * 10
    minutes[5000:5010] = minutes[4999]
    minutes[70_000:] += 600
    times = np.datetime64("2020-01-01T00:00", "m") + minutes.astype("timedelta64[m]")
    values = np.round(50 + 20 * np.sin(np.arange(ROWS)[:, None] / [50, 70, 90]), 2)
    values[::997, 2] = -9999
    lines = ["time,load,temp,pressure"]
    for moment, (load, temp, pressure) in zip(times.tolist(), values.tolist(), strict=True):
        lines.append(f"{moment:%d/%m/%Y %H:%M},{load},{temp},{pressure}")
    return "\n".join(lines).encode()


def seconds(raw: bytes, given: dict[str, Any]) -> float:
    """Return the seconds that looking at a file and reading it take."""
    started = time.perf_counter()
    guess(raw, "table.csv", given.get("overrides"))
    read(raw, "table.csv", **{"missing": "previous", **given})
    return time.perf_counter() - started


def main() -> None:
    """Print the time of the first reading and of each answer."""
    raw, given = table(), {"target": "load"}
    first = seconds(raw, given)
    print(f"{'first reading':30} {1000 * first:6.0f} ms")
    for name, answer in ANSWERS.items():
        times = []
        for _repeat in range(REPEATS):
            seconds(raw, given)
            times.append(seconds(raw, answer))
        took = statistics.median(times)
        late = "" if 1000 * took <= LIMIT else f"  over {LIMIT} ms"
        print(f"{name:30} {1000 * took:6.0f} ms  {took / first:.2f} of the first{late}")


if __name__ == "__main__":
    main()
