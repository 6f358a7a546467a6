"""A worker that dies in the middle of a run is replaced, and the run ends as if nothing had
happened. More deaths of workers are in `tests/unit/execution/test_workers.py`.
"""

from __future__ import annotations

import io
import os
import signal
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, expect

from playground.config.experiment import Experiment
from playground.data.source import loaded
from playground.runs.messages import Budget
from playground.runs.recording import Recording, history_csv
from tests.browser.sights import (
    SMALL,
    address,
    button,
    ended,
    full_pace,
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


def history(experiment: Experiment) -> bytes:
    """Return what an undisturbed run of an experiment writes."""
    from playground.training.advance import advance  # here: most browser tests need no torch

    recording = Recording(1)
    recording.extend(advance(experiment, loaded(experiment), None, Budget()).frames)
    return history_csv(recording.rows).encode()


def test_a_run_survives_the_death_of_a_worker(server: Server, page: Page) -> None:
    """One of several; the history is that of an undisturbed run, byte for byte."""
    visit(page, address(LONG))
    button(page, "Train").click()
    wait_for_step(page, 50)
    first = list(workers(server))
    os.kill(first[0], signal.SIGKILL)
    at = step(page)
    assert at < 900  # else it would end by itself
    full_pace(page)
    wait_for_step(page, at + 50)
    ended(page, 1200)
    assert not set(workers(server)) & set(first)
    expect(page.get_by_test_id("stAlert")).to_have_count(0)
    folder = zipfile.ZipFile(io.BytesIO(take(page, "Run folder (zip)")))
    assert folder.read("history.csv") == history(Experiment.from_query(LONG))
