"""Read 2,000 damaged files: ``python -m benchmarks.mutated_files``; any traceback ends it."""

from __future__ import annotations

import time
from collections import Counter

from playground.data.io.upload import look
from playground.errors import DataError
from tests.mutated_files import mutated_files


def main() -> None:
    """Print how many were read, asked about and refused, and the slowest file."""
    outcomes: Counter[str] = Counter()
    slowest = (0.0, "")
    for name, raw in mutated_files(2000):
        started = time.process_time()
        try:
            outcomes["asked" if look(raw, name)["questions"] else "read"] += 1
        except DataError as error:
            if error.__cause__ is not None:
                raise
            outcomes["refused"] += 1
        slowest = max(slowest, (time.process_time() - started, name))
    print(dict(outcomes), f"slowest: {slowest[0]:.2f} s, {slowest[1]}")


if __name__ == "__main__":
    main()
