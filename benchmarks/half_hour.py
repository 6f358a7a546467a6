"""What a server holds during half an hour of a class of ten that clicks all the time.

Each visitor trains, pauses, resets and changes the example every two seconds, five times as often
as a person does, and now and then comes back with another network. ``python -m
benchmarks.half_hour`` prints, as one line of JSON, what the server holds at equal distances of
time. Limited in number and time; needs the package websockets.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import time

from benchmarks.visitor import Tab, held, new_cookie
from tools.server import running

#: Seconds between two clicks of a visitor, and how often one of them is a visit anew.
CLICK, ANEW = 2.0, 1 / 40
CHOICES = ("Train", "Pause", "Step", "Reset", "Next example")


def link() -> str:
    """Return the description of some small network."""
    cell, units = random.choice(("elman", "gru", "lstm")), random.choice((1, 4, 8, 16))
    seed = random.randrange(1_000_000)
    return f"model.cell={cell}&model.hidden_size={units}&training.seed={seed}&v=1"


async def attend(port: int, end: float, clicks: list[float]) -> None:
    """Click until a time of `time.monotonic`; note how long each click took."""
    cookie = new_cookie()
    tab = await Tab(port, cookie, link()).open()
    while time.monotonic() < end:
        await asyncio.sleep(random.uniform(0.5, 1.5) * CLICK)
        if random.random() < ANEW:
            await tab.close()
            tab = await Tab(port, cookie, link()).open()
        begun = time.monotonic()
        if await tab.click(random.choice(CHOICES)):
            clicks.append(time.monotonic() - begun)
    await tab.close()


async def main() -> None:
    """Measure and print."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--visitors", type=int, default=10)
    arguments.add_argument("--minutes", type=float, default=30.0)
    arguments.add_argument("--looks", type=int, default=10, help="measurements, at equal distances")
    given = arguments.parse_args()
    clicks: list[float] = []
    with running() as server:
        end = time.monotonic() + 60 * given.minutes
        visitors = [
            asyncio.create_task(attend(server.port, end, clicks)) for _ in range(given.visitors)
        ]
        looks = []
        for _ in range(given.looks):
            await asyncio.sleep(60 * given.minutes / given.looks)
            looks.append({**held(server.pid), "clicks": len(clicks)})
        await asyncio.gather(*visitors)
        ordered = sorted(clicks)
        p95 = round(ordered[int(0.95 * (len(ordered) - 1))], 3) if ordered else None
        print(json.dumps({"minutes": given.minutes, "click_p95": p95, "looks": looks}))


if __name__ == "__main__":
    asyncio.run(main())
