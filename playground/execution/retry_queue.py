"""Calls whose pool broke, and which of them is repeated now.

A worker that dies breaks a whole pool, with every call that was pending in it. These calls are
repeated one at a time, so that only the one that ends its worker again collects failures.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Hashable
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any

from playground.errors import TrainingError
from playground.visitor import current
from playground.wording import _

#: Failures after which a call is given up.
MOST_FAILURES = 3


def given_up() -> TrainingError:
    """Return the error of a call that failed too often."""
    sentence = _(
        "this killed its worker {count} times, most likely because memory ran out; try fewer units, a shorter lookback or less data."
    )
    return TrainingError(sentence.format(count=MOST_FAILURES))


@dataclass(eq=False)
class Call:
    """One call of a task.

    Parameters
    ----------
    task, args, named
        What is asked, a name of `tasks.TASKS` first.
    series : Series or Sequences or None
        Sent along when ``send_series``; the worker may keep it under ``key`` from before.
    key : str or None
        Fingerprint of the series.
    visitor : hashable or None
        Who asks.
    future : Future
        Gives the value, or raises what went wrong.
    failures : int
        How often its pool broke while it was pending.
    ticket : str
        Names it in its worker process; see `playground.execution.overrun`.
    """

    task: str
    args: tuple
    named: dict[str, Any]
    series: Any
    key: str | None
    visitor: Hashable | None = field(default_factory=current)
    future: Future = field(default_factory=Future)
    failures: int = 0
    send_series: bool = False
    ticket: str = ""

    @property
    def asked(self) -> tuple[Any, ...]:
        """The arguments of `tasks.perform`."""
        return self.task, self.key, self.series if self.send_series else None, self.args, self.named


class RetryQueue:
    """The calls to be repeated, in order."""

    def __init__(self) -> None:
        self._calls: deque[Call] = deque()
        self._probing: Call | None = None

    def __len__(self) -> int:
        return len(self._calls)

    def add(self, call: Call) -> bool:
        """Enter a call whose pool broke; return False where it has failed too often."""
        call.failures += 1
        if call.failures >= MOST_FAILURES:
            return False
        self._calls.append(call)
        return True

    def next(self) -> Call | None:
        """Return the call to repeat now, or None while another is being repeated."""
        probing = self._probing
        if probing is not None and not probing.future.done() and probing not in self._calls:
            return None
        self._probing = self._calls.popleft() if self._calls else None
        return self._probing
