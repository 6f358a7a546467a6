"""One visitor beside forty tabs of another, which train and search on the largest links.

``python -m benchmarks.hostile`` starts a server on this machine and prints how long 500 training
steps take the first visitor alone, during the forty tabs, and one minute after they are closed.
Limited in number and time; needs the package websockets.
"""

from __future__ import annotations

import asyncio
import sys
import time
from contextlib import suppress

from benchmarks.visitor import Tab, held, new_cookie
from tools.server import running

TABS, STEPS = 40, 500
#: Seconds after which a measurement is given up.
MOST_SECONDS = 180.0
HONEST = "training.max_steps=500&model.hidden_size=8&v=1"
HEAVY = (
    "data.source=adding&data.length=10000&problem.kind=many_to_one&problem.lookback=100&model.hidden_size=64"
    "&training.max_steps=5000&v=1&data.seed="
)
#: Page, part of the page and button of the hostile visitor's tabs, in turn.
PAGES = (
    ("", "", "Train"),
    ("compare", "Repeat with seeds", "Repeat all lanes"),
    ("compare", "Sweep a field", "Start the sweep"),
    ("compare", "Side by side", "Train"),
)


async def five_hundred_steps(port: int) -> float:
    """Return the seconds of 500 training steps, from the click to the last step shown."""
    tab = await Tab(port, new_cookie(), HONEST).open()
    await tab.click("Reset")
    begun = time.monotonic()
    await tab.click("Train")
    while tab.step < STEPS and time.monotonic() - begun < MOST_SECONDS:
        await asyncio.sleep(0.05)
    took = time.monotonic() - begun
    await tab.close()
    return took


async def attack(port: int, tabs: int = TABS) -> list[Tab]:
    """Open the tabs of one browser, train in each, and start what each page's section offers."""
    cookie = new_cookie()
    found = []
    for number in range(tabs):
        page, section, label = PAGES[number % len(PAGES)]
        tab = await Tab(port, cookie, HEAVY + str(number % 8), page, section).open()
        if section:
            tab.ready.clear()
            await tab.ask()
            with suppress(TimeoutError):
                await asyncio.wait_for(tab.ready.wait(), 30)
        started = await tab.click(label)
        print(
            f"tab {number + 1}: {label}"
            if started
            else f"tab {number + 1}: no such button as {label}",
            flush=True,
        )
        found.append(tab)
    return found


async def main() -> None:
    """Measure and print."""
    tabs = int(sys.argv[1]) if len(sys.argv) > 1 else TABS
    with running() as server:
        port = server.port
        await asyncio.sleep(5)
        await five_hundred_steps(port)
        alone = await five_hundred_steps(port)
        print(f"alone: {alone:.1f} s, server {held(server.pid)['server_mb']} MB", flush=True)
        hostile = await asyncio.wait_for(attack(port, tabs), 2 * MOST_SECONDS)
        beside = await five_hundred_steps(port)
        print(
            f"beside {tabs} hostile tabs: {beside:.1f} s, {beside / alone:.2f} times; server {held(server.pid)['server_mb']} MB",
            flush=True,
        )
        await asyncio.gather(*(tab.close() for tab in hostile))
        await asyncio.sleep(60)
        after = await five_hundred_steps(port)
        print(
            f"a minute after they left: {after:.1f} s, {after / alone:.2f} times; server {held(server.pid)['server_mb']} MB",
            flush=True,
        )


if __name__ == "__main__":
    asyncio.run(main())
