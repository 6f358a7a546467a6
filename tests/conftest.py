"""What every test shares. Nothing heavy is imported here: most tests need neither torch nor
streamlit.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from tests.chromium import MISSING, REQUIRED, find_browser

#: As in the workers, and before anything loads numpy: on a busy machine threads of one product wait
#: for each other.
for threads in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ.setdefault(threads, "1")

#: No test judges a time: on a busy machine any example may take long.
settings.register_profile("tests", deadline=None)
settings.load_profile("tests")

ROOT = Path(__file__).resolve().parent.parent

BROWSER = ROOT / "tests" / "browser"


def pytest_itemcollected(item: pytest.Item) -> None:
    """Mark the tests that need a browser."""
    if BROWSER in item.path.parents:
        item.add_marker(pytest.mark.browser)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Share the tests out by file."""
    from tests.two_processes import ByFile

    return ByFile(config, log)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Put the tests that need a browser first, as they take longest; without a browser leave them
    out, unless one is required.
    """
    ours = [item for item in items if BROWSER in item.path.parents]
    items[:] = [item for item in items if BROWSER not in item.path.parents]
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


def pytest_runtest_setup() -> None:
    """Keep torch to one thread in this process, once some test has loaded it: two cores, and sums
    in one order.
    """
    torch = _torch()
    if torch is not None and torch.get_num_threads() != 1:
        torch.set_num_threads(1)


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
