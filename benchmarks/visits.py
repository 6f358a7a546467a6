"""What a server holds after many visits that opened a page, trained 50 steps and left.

``python -m benchmarks.visits`` starts a server on this machine and prints, as one line of JSON,
what it holds after a few visits, and again a minute after the last of 1,000. Limited in number and
time; needs the package websockets.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import tempfile
import time
from contextlib import ExitStack, suppress
from pathlib import Path

from benchmarks.visitor import Tab, held, new_cookie
from tools.server import running

#: Training steps of a visit, and the link; every second visit is like no other.
STEPS = 50
LINK = f"training.max_steps={STEPS}&model.hidden_size=8&v=1"
#: Seconds after which a visit is given up, and those between the last visit and the measurement.
MOST_SECONDS, PAUSE = 60.0, 65.0


async def visit(port: int, number: int) -> bool:
    """Open a page, train to the end and leave; return whether the end was reached."""
    link = LINK + (f"&training.seed={number}" if number % 2 else "")
    tab = await Tab(port, new_cookie(), link).open()
    begun = time.monotonic()
    await tab.click("Train")
    while tab.step < STEPS and time.monotonic() - begun < MOST_SECONDS:
        await asyncio.sleep(0.2)
    reached = tab.step >= STEPS
    await tab.close()
    return reached


async def visits(port: int, numbers: range, at_once: int) -> int:
    """Make visits, so many at a time; return how many reached their last step."""
    waiting = iter(numbers)
    reached = 0

    async def one_after_the_other() -> None:
        nonlocal reached
        for number in waiting:
            with suppress(OSError):
                done = await visit(port, number)
                reached += done  # not in one line: others count while this one waits

    await asyncio.gather(*(one_after_the_other() for _each in range(at_once)))
    return reached


async def main() -> None:
    """Measure and print."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--visits", type=int, default=1000)
    arguments.add_argument("--first", type=int, default=40, help="visits before the measurement")
    arguments.add_argument("--at-once", type=int, default=30)
    arguments.add_argument("--every", type=int, default=0, help="print after so many visits too")
    asked = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        server = stack.enter_context(running(TMPDIR=folder))
        port = server.port

        def measured() -> dict[str, float]:
            return {**held(server.pid), "files": sum(1 for _ in Path(folder).rglob("*"))}

        await visits(port, range(asked.first), asked.at_once)
        await asyncio.sleep(PAUSE)
        before, begun, done, reached = measured(), time.monotonic(), 0, 0
        every = asked.every or asked.visits
        while done < asked.visits:
            numbers = range(asked.first + done, asked.first + min(asked.visits, done + every))
            reached += await visits(port, numbers, asked.at_once)
            done += len(numbers)
            if asked.every:
                print(done, json.dumps(measured()), flush=True)
        seconds = round(time.monotonic() - begun)
        await asyncio.sleep(PAUSE)
        after = measured()
        ratios = {name: round(after[name] / max(1, before[name]), 3) for name in before}
        about = {"visits": done, "trained": reached, "seconds": seconds}
        print(json.dumps({**about, "before": before, "after": after, "ratio": ratios}))


if __name__ == "__main__":
    asyncio.run(main())
