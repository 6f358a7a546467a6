"""The end of a call that takes too long in its worker, and of one nobody waits for any more.

A ticket names a file that is there while its call runs. Python's faulthandler writes into it where
the call was when time was up, just before it ends the process, so the server knows which of the
pending calls it was. The clock runs in the worker and starts with the
call: neither waiting in the queue nor the warming of a new worker counts. A cancelled call's ticket
is crossed out by a file beside it.

A Dask worker does several calls in threads of one process, which may not end for one of them;
there, only the bounds of `playground.models.cost` hold.
"""

from __future__ import annotations

import faulthandler
import os
import shutil
import tempfile
from collections.abc import Callable
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import Any

from playground.config.limits import LIMITS
from playground.errors import TrainingError
from playground.wording import _, number

#: Seconds one call may take in a worker process; what is asked is estimated to take a quarter of it
#: at most.
MOST_SECONDS = float(LIMITS.call)


def in_time(ticket: str, seconds: float, work: Callable[..., Any], *args: Any) -> Any:
    """Return ``work(*args)``; end this process when it takes longer. Skip a call crossed out."""
    if os.path.exists(_crossed_out(ticket)):
        return None
    try:
        with open(ticket, "w", encoding="utf-8") as file:
            faulthandler.dump_traceback_later(seconds, exit=True, file=file)
            try:
                return work(*args)
            finally:
                faulthandler.cancel_dump_traceback_later()
    finally:
        with suppress(OSError):  # the server is going down
            os.unlink(ticket)


class Tickets:
    """The tickets of one server's calls, in a folder of their own."""

    def __init__(self) -> None:
        self._folder = ""
        self._number = count()

    def new(self, generation: int) -> str:
        """Return a ticket for a call to the pool of this number."""
        self._folder = self._folder or tempfile.mkdtemp(prefix="playground-")
        return os.path.join(self._folder, f"{generation}-{next(self._number)}")

    def late(self, generation: int) -> set[str]:
        """Return the tickets of the calls that ended the pool of this number by taking too long."""
        return (
            {
                str(file)
                for file in Path(self._folder).glob(f"{generation}-*")
                if file.stat().st_size
            }
            if self._folder
            else set()
        )

    def cross_out(self, ticket: str) -> None:
        """Keep a call from being begun."""
        with suppress(OSError):
            Path(_crossed_out(ticket)).touch()

    def clear(self, ticket: str) -> None:
        """Forget that a call was crossed out: its worker has dropped it."""
        Path(_crossed_out(ticket)).unlink(missing_ok=True)

    def close(self) -> None:
        """Remove the folder."""
        shutil.rmtree(self._folder, ignore_errors=True)


def too_late() -> TrainingError:
    """Return the error of a call that took too long."""
    sentence = _(
        "one call took more than {seconds} s and was stopped; try fewer units, a shorter lookback or less data."
    )
    return TrainingError(sentence.format(seconds=number(MOST_SECONDS)))


def _crossed_out(ticket: str) -> str:
    return ticket + ".dropped"
