"""A worker that dies in the middle of a run is replaced, and the run ends as if nothing had
happened. More deaths of workers are in `tests/unit/execution/test_workers.py`.
"""

from __future__ import annotations

import io
import os
import signal
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, expect

from tests.browser.sights import (
    SMALL,
    address,
    button,
    ended,
    full_pace,
    run,
    step,
    take,
    visit,
    wait_for_step,
)

if TYPE_CHECKING:
    from tools.server import Server

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks for the workers in /proc")
LONG = SMALL | {"training.max_steps": "1200", "training.evaluate_every": "100"}


def workers(server: Server) -> Iterator[int]:
    """Yield the ids of the server's own processes that train: those with torch loaded; the one that
    reads files has none.
    """
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
                trains = "libtorch" in (folder / "maps").read_text()
            except (OSError, IndexError, ValueError):
                continue  # it ended meanwhile
            if parent == server.process.pid and trains:
                yield int(folder.name)


def test_a_run_survives_the_death_of_a_worker(
    fresh_server: Callable[..., Server], new_page: Callable[..., Page], tmp_path: Path
) -> None:
    """One of two; the history is that of an undisturbed run, byte for byte."""
    server = fresh_server(PLAYGROUND_WORKERS="2")
    page = new_page(to=server)
    visit(page, address(LONG))
    button(page, "Train").click()
    wait_for_step(page, 100)
    first = list(workers(server))
    assert len(first) == 2
    os.kill(first[0], signal.SIGKILL)
    at = step(page)
    assert at < 900  # else it would end by itself
    wait_for_step(page, at + 50)
    full_pace(page)
    ended(page, 1200)
    assert not set(workers(server)) & set(first)
    expect(page.get_by_test_id("stAlert")).to_have_count(0)
    folder = zipfile.ZipFile(io.BytesIO(take(page, "Run folder (zip)")))
    (tmp_path / "experiment.json").write_bytes(folder.read("experiment.json"))
    run(
        "-m",
        "playground",
        "run",
        str(tmp_path / "experiment.json"),
        "--out",
        str(tmp_path / "undisturbed"),
    )
    assert folder.read("history.csv") == (tmp_path / "undisturbed" / "history.csv").read_bytes()
