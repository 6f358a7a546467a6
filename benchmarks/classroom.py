"""A class on one server: so many pages open, so many training, some clicking now and then.

Prints a line of JSON and the row of the table in ``docs/benchmarks.md``. The visitors speak
Streamlit's protocol and ask the live feed as browsers do; two of them can be real browsers. Count
and time are bounded by the arguments.

usage, from the project's root: python -m benchmarks.classroom --open 32 --train 30 --seconds 20
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import statistics
import time
from itertools import pairwise
from typing import Any

import psutil

from benchmarks.readers import Browsers
from benchmarks.visitor import Tab, held, new_cookie
from tools.server import running

LINK = "training.max_steps=100000&v=1"
_SETTLE = 8.0  # seconds between the last Train and the first measurement


def arguments() -> argparse.Namespace:
    """Return what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--open", type=int, default=30, help="pages open")
    parser.add_argument("--train", type=int, default=30, help="of them in training")
    parser.add_argument("--seconds", type=float, default=20.0, help="of measurement")
    parser.add_argument("--rush", type=float, default=6.0, help="seconds in which the pages open")
    parser.add_argument("--units", type=int, default=8)
    parser.add_argument("--one-link", action="store_true", help="all share one description")
    parser.add_argument("--browsers", type=int, default=0, help="real browsers that train beside")
    parser.add_argument(
        "--clicks", type=float, default=1.0, help="clicks a second, of all others; 0 for none"
    )
    return parser.parse_args()


class Class:
    """The visitors of one measurement.

    Parameters
    ----------
    port : int
        Of the server.
    given : argparse.Namespace
        From `arguments`.
    """

    def __init__(self, port: int, given: argparse.Namespace) -> None:
        self.given = given
        self.tabs = [Tab(port, new_cookie(), self._link(k)) for k in range(given.open)]
        self.opened: list[float] = []
        self.clicks: list[float] = []
        self.first: list[float] = []  # seconds from Train to the first picture

    def _link(self, number: int) -> str:
        own = "" if self.given.one_link else f"&training.seed={number}"
        return f"{LINK}&model.hidden_size={self.given.units}{own}"

    @property
    def training(self) -> list[Tab]:
        """Those who train."""
        return self.tabs[: self.given.train]

    async def open(self) -> None:
        """Open every page, spread over the seconds of the rush."""
        tasks = []
        for tab in self.tabs:
            tasks.append(asyncio.create_task(self._open(tab)))
            await asyncio.sleep(self.given.rush / len(self.tabs))
        await asyncio.gather(*tasks)

    async def _open(self, tab: Tab) -> None:
        started = time.monotonic()
        await tab.open()
        if tab.ready.is_set():
            self.opened.append(time.monotonic() - started)

    async def train(self) -> None:
        """Press Train on those who train, and let them settle."""
        pressed = time.monotonic()
        await asyncio.gather(*(tab.click("Train") for tab in self.training))
        await asyncio.sleep(_SETTLE)
        self.first = [tab.pictures[0][0] - pressed for tab in self.training if tab.pictures]
        for tab in self.tabs:
            tab.pictures.clear()
            tab.feed_bytes = 0

    async def look_around(self) -> None:
        """Have one of those who do not train click now and then; where all do, one of them."""
        end, under_way = time.monotonic() + self.given.seconds, []
        if not self.given.clicks:
            await asyncio.sleep(self.given.seconds)
        while time.monotonic() < end:
            tab = random.choice(self.tabs[self.given.train :] or self.tabs)
            under_way.append(asyncio.create_task(self._click(tab)))
            await asyncio.sleep(1 / self.given.clicks)
        await asyncio.gather(*under_way)

    async def _click(self, tab: Tab) -> None:
        started = time.monotonic()
        if await tab.click("Reset" if tab.asking is None else "Next example"):
            self.clicks.append(time.monotonic() - started)

    async def close(self) -> None:
        """Leave every page."""
        await asyncio.gather(*(tab.close() for tab in self.tabs), return_exceptions=True)


async def measure(given: argparse.Namespace) -> dict[str, Any]:
    """Return what one class measures."""
    with running() as server:
        process = psutil.Process(server.pid)
        await asyncio.sleep(12)  # the workers load torch
        empty = held(server.pid)["server_mb"]
        visitors = Class(server.port, given)
        await visitors.open()
        async with Browsers(given.browsers, f"{server.url}/?{LINK}") as browsers:
            await visitors.train()
            await browsers.watch()
            before, started = _spent(process), time.monotonic()
            await visitors.look_around()
            seconds = time.monotonic() - started
            spent = [now - then for now, then in zip(_spent(process), before, strict=True)]
            seen = await browsers.seen(seconds)
        holds = held(server.pid)
        each = {"mb_each": round((holds["server_mb"] - empty) / max(1, given.open), 2)}
        about = {"workers_cpu": round(spent[1] / seconds, 3), **seen, **holds, **each}
        said = {**results(visitors, seconds, spent[0]), **about}
        await visitors.close()
        return said


def results(visitors: Class, seconds: float, spent: float) -> dict[str, Any]:
    """Return the numbers of a measurement; times in seconds, sizes in bytes."""
    times = [[at for at, _step in tab.pictures] for tab in visitors.training]
    count = sum(map(len, times))
    rates = sorted(len(each) / seconds for each in times) or [0.0]
    gaps = sorted(b - a for each in times for a, b in pairwise(each))
    clicks = sorted(visitors.clicks)
    return {
        "open": len(visitors.opened),
        "slowest_open": round(max(visitors.opened, default=0.0), 2),
        "training": len(visitors.training),
        "units": visitors.given.units,
        "pictures_per_second_least": round(rates[0], 2),
        "pictures_per_second_median": round(statistics.median(rates), 2),
        "first_picture_p95": _p95(sorted(visitors.first)),
        "gap_p95": _p95(gaps),
        "click_p95": _p95(clicks),
        "server_cpu": round(spent / seconds, 3),
        "server_cpu_ms_per_picture": round(1000 * spent / max(1, count), 2),
        "bytes_per_picture": round(sum(t.feed_bytes for t in visitors.training) / max(1, count)),
        "training_steps_per_second": round(sum(_steps(tab, seconds) for tab in visitors.training)),
    }


def _spent(server: psutil.Process) -> tuple[float, float]:
    """Return the seconds that a server and its workers have computed."""
    workers = [sum(worker.cpu_times()[:2]) for worker in server.children(recursive=True)]
    return sum(server.cpu_times()[:2]), sum(workers)


def _p95(ordered: list[float]) -> float | None:
    return round(ordered[int(0.95 * (len(ordered) - 1))], 3) if ordered else None


def _steps(tab: Tab, seconds: float) -> float:
    return (tab.pictures[-1][1] - tab.pictures[0][1]) / seconds if tab.pictures else 0.0


if __name__ == "__main__":
    said = asyncio.run(measure(arguments()))
    print(json.dumps(said))
    columns = ("open", "training", "pictures_per_second_least", "gap_p95", "click_p95")
    row = [*(said[name] for name in columns), said["server_cpu_ms_per_picture"], said["server_mb"]]
    print("| " + " | ".join(str(cell) for cell in row) + " |")
