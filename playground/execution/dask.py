"""Workers on many machines: a Dask scheduler distributes the calls, again when one is lost.

distributed is an optional extra (``requirements-dask.txt``), imported only when an address was
given. See ``docs/dask.md``.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future
from typing import Any

from playground.errors import TrainingError
from playground.wording import _

#: How an address of a scheduler begins.
SCHEMES = ("tcp://", "tls://")
#: Seconds to wait for the scheduler's answer.
PATIENCE = 5
#: Workers one call may take down with it before the next one ends its own run (Dask's own number).
LOSSES = 3
#: How the scheduler puts it when it cannot import what it is handed.
_UNREADABLE = "deserialization of the task graph"


def is_address(text: str) -> bool:
    """Return whether a setting names a Dask scheduler."""
    return text.startswith(SCHEMES)


class Cluster(Executor):
    """The workers behind one scheduler, as an executor.

    Parameters
    ----------
    address : str
        For example ``"tcp://10.0.0.5:8786"``.

    Raises
    ------
    TrainingError
        distributed is not installed, or nobody answers at the address.
    """

    def __init__(self, address: str) -> None:
        try:
            import dask
            from distributed import Client
        except ImportError:
            sentence = _(
                "training on many machines needs Dask, which is not installed here: pip install -r requirements-dask.txt"
            )
            raise TrainingError(sentence) from None
        dask.config.set(
            {"distributed.admin.large-graph-warning-threshold": "1GB"}
        )  # a long series travels with a call, once per worker
        try:
            self._client = Client(
                address, timeout=PATIENCE, set_as_default=False, name="playground"
            )
        except (OSError, ValueError) as error:
            sentence = _(
                "the Dask scheduler at {address} does not answer; start it, or start the playground without PLAYGROUND_EXECUTOR."
            )
            raise TrainingError(sentence.format(address=address[:100])) from error

    def count(self) -> int:
        """Return how many calls run at once: the threads of all workers; at least 1."""
        return max(1, sum(self._client.nthreads().values()))

    def warm(self, first: Callable[[], None]) -> None:
        """Have every worker that is there now do something once, without waiting for it."""
        self._warming = [
            self._client.submit(first, pure=False, workers=[place])
            for place in self._client.nthreads()
        ]

    def submit(self, fn: Callable[..., Any], /, *args: Any, **named: Any) -> Future:
        """Submit a call to whichever worker is free; a lost worker's call is given to another."""
        try:
            asked = self._client.submit(fn, *args, **named, pure=False)
        except Exception as error:  # of many kinds once the connection is closed
            raise BrokenExecutor from error
        future: Future = Future()
        future.add_done_callback(lambda done: asked.cancel() if done.cancelled() else None)
        asked.add_done_callback(lambda done: _pass_on(done, future))
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Leave the scheduler; its workers stay for others."""
        self._client.close(timeout=PATIENCE)


def _pass_on(asked: Any, future: Future) -> None:
    """Hand the outcome of a Dask future on."""
    if not future.set_running_or_notify_cancel():
        return
    if asked.status in ("cancelled", "lost"):  # the connection to the scheduler is gone
        future.set_exception(BrokenExecutor())
        return
    try:
        future.set_result(asked.result())
    except CancelledError:
        future.set_exception(BrokenExecutor())
    except Exception as error:
        future.set_exception(_explained(error))


def _explained(error: Exception) -> Exception:
    """Return what went wrong in words where it is the cluster's doing, else the error itself."""
    if isinstance(error, ModuleNotFoundError) or _UNREADABLE in str(error):
        return TrainingError(
            _(
                "scheduler and workers cannot import the playground: start each of them in the project's folder, with the same packages."
            )
        )
    if type(error).__name__ != "KilledWorker":
        return error
    sentence = _(
        "this killed its worker {count} times, most likely because memory ran out; try fewer units, a shorter lookback or less data."
    )
    return TrainingError(sentence.format(count=LOSSES + 1))
