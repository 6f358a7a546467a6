"""What every test shares. Nothing heavy is imported here: most tests need neither torch nor streamlit."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import pytest

#: As in the workers, and before anything loads numpy: on a busy machine threads of one product wait for each other.
for threads in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ.setdefault(threads, "1")

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def root() -> Path:
    """Return the project's folder."""
    return ROOT


def pytest_runtest_setup() -> None:
    """Keep torch to one thread in this process, once some test has loaded it: two cores, and sums in one order."""
    torch = _torch()
    if torch is not None and torch.get_num_threads() != 1:
        torch.set_num_threads(1)


def pytest_runtest_teardown() -> None:
    """Give this thread its denormal numbers back: training switches them off, and hypothesis needs them."""
    torch = _torch()
    if torch is not None:
        torch.set_flush_denormal(False)


def _torch() -> Any:
    """Return torch if it is loaded whole: a page's thread may be in the middle of loading it."""
    torch = sys.modules.get("torch")
    return torch if hasattr(torch, "set_flush_denormal") else None
