"""What every test shares. Nothing heavy is imported here: most tests need neither torch nor
streamlit.
"""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings

from tools.chromium import MISSING, REQUIRED, find_browser

#: As in the workers, and before anything loads numpy: on a busy machine threads of one product wait
#: for each other.
for threads in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ.setdefault(threads, "1")

#: No test judges a time: on a busy machine any example may take long. A failure is reported without
#: the lines that explain it, which take a minute to find.
settings.register_profile(
    "tests",
    max_examples=100,
    deadline=None,
    phases=[phase for phase in Phase if phase is not Phase.explain],
    suppress_health_check=[HealthCheck.too_slow],
)
#: `pytest tests/properties --hypothesis-profile=thorough`, for a night.
settings.register_profile("thorough", settings.get_profile("tests"), max_examples=2000)
settings.load_profile("tests")

ROOT = Path(__file__).resolve().parent.parent

#: Markers of the tests that take long: a folder's name, or that of a file (`test_dask.py`).
TIERS = ("browser", "pages", "numerics", "dask")
#: Browser tests that take longest begin, so that at the end no process waits for one of them.
LONGEST = ("test_nothing_overlaps", "test_lessons", "test_exhibits", "test_accessible")
_left_out: list[Any] = []  # torch, once garbage collections skip it


def pytest_itemcollected(item: pytest.Item) -> None:
    """Mark each test with its tier; the tests without a mark are those to run after each edit."""
    for tier in TIERS:
        if tier in item.path.parts or item.path.stem == f"test_{tier}":
            item.add_marker(tier)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Run the browser tests first, and of them the longest, so that one process starts a server and
    a browser while the others do the rest. Without a browser deselect them, unless one is required.
    """
    ours = [item for item in items if item.get_closest_marker("browser")]
    ours.sort(key=lambda item: item.path.stem not in LONGEST)
    items[:] = [item for item in items if not item.get_closest_marker("browser")]
    if REQUIRED or find_browser():
        items[:0] = ours
    else:
        config.hook.pytest_deselected(items=ours)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say in one line how to run what was left out."""
    if not REQUIRED and not find_browser():
        terminalreporter.write_line(MISSING)


@pytest.fixture(scope="session")
def root() -> Path:
    """Return the project's folder."""
    return ROOT


def pytest_collection_finish() -> None:
    """Have no garbage collection look at thousands of collected tests: it would take seconds."""
    gc.freeze()


def pytest_runtest_setup() -> None:
    """Keep torch to one thread in this process, once some test has loaded it: two cores, and sums
    in one order. Garbage collections leave it out from then on.
    """
    torch = _torch()
    if torch is None:
        return
    if torch.get_num_threads() != 1:
        torch.set_num_threads(1)
    if torch not in _left_out:
        _left_out.append(torch)
        gc.collect()
        gc.freeze()


def pytest_runtest_teardown() -> None:
    """Give this thread its denormal numbers back: training switches them off, and hypothesis needs
    them.
    """
    torch = _torch()
    if torch is not None:
        torch.set_flush_denormal(False)


def _torch() -> Any:
    """Return torch if it is loaded whole: a page's thread may be in the middle of loading it."""
    torch = sys.modules.get("torch")
    return torch if hasattr(torch, "set_flush_denormal") else None
