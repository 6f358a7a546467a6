"""Calls made once for everyone who asks for the same.

Every task is a pure function: the same description, data, training state and number of steps give
the same bytes. So a call under way serves all who ask for it, and its answer is kept for those
who come later, such as the other visitors of a link. Each run remains one visitor's own: whoever
pauses, steps or changes a field merely asks for something else.
"""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, InvalidStateError
from contextlib import suppress
from dataclasses import dataclass, field, is_dataclass
from typing import Any

import numpy as np

from playground.cache import ByteCache
from playground.config.experiment import Experiment
from playground.config.limits import LIMITS
from playground.runs.messages import Budget
from playground.runs.recording import Frame

#: Seconds after which nobody joins a call any more: its visitor may queue.
PATIENCE = float(LIMITS.call)

Key = tuple[Any, ...]


class Answer(Future):
    """The answer to one who asked.

    Attributes
    ----------
    leads : bool
        Whether the call was made for them; the others use no worker.
    """

    leads = False


@dataclass(eq=False)
class _Call:
    """One call under way."""

    begun: float
    answers: list[Answer] = field(default_factory=list)
    inner: Future | None = None


class SharedCalls:
    """The calls under way by what they ask, and the answers of late.

    Parameters
    ----------
    later : callable
        ``later(function)`` calls a function in another thread.
    """

    def __init__(self, later: Callable[[Callable[[], object]], object]) -> None:
        self._later = later
        self._lock = threading.Lock()
        self._under_way: dict[Key, _Call] = {}
        self._kept: ByteCache[Key, Any] = ByteCache(LIMITS.cached * 1_000_000)
        self._used: set[Key] = set()  # descriptions, since `forget_unused` was called last
        self.made = self.saved = 0

    def ask(self, key: Key | None, make: Callable[[], Future]) -> Future:
        """Return the answer to a call.

        Parameters
        ----------
        key : tuple or None
            What is asked, from `key_of`; None for a call that is not shared.
        make : callable
            Makes the call, if no other can serve.
        """
        if key is None:
            return make()
        answer = Answer()
        answer.add_done_callback(lambda done: self._leave(key) if done.cancelled() else None)
        with self._lock:
            self._used.add(key[:3])
            kept = self._answer_of(key)
            call = self._under_way.get(key)
            joins = call is not None and time.monotonic() - call.begun < PATIENCE
            if kept is None and not joins:
                call = self._under_way[key] = _Call(time.monotonic())
                answer.leads = True
            if kept is None and call is not None:
                call.answers.append(answer)
            self.made, self.saved = self.made + answer.leads, self.saved + (not answer.leads)
        if kept is not None:
            try:
                self._later(lambda: _give(answer, kept))
            except RuntimeError:  # the server is going down
                answer.cancel()
        elif answer.leads and call is not None:
            call.inner = make()
            call.inner.add_done_callback(lambda done: self._answered(key, call, done))
        return answer

    def forget_unused(self) -> int:
        """Drop the answers about descriptions that nobody has asked about since the last time.

        Returns
        -------
        int
            How many there were.
        """
        with self._lock:
            before = len(self._kept)
            used, self._used = self._used, set()
            for key, _value in self._kept.newest_first():
                if key[:3] not in used:
                    self._kept.drop(key)
            return before - len(self._kept)

    def _answer_of(self, key: Key) -> Any:
        """Return the kept answer; one that takes fewer training steps than asked serves too."""
        kept = self._kept.get(key)
        if kept is None and isinstance(key[-1], Budget) and key[-1].steps is not None:
            kept = self._kept.get((*key[:-1], Budget()))
            return kept if kept is not None and kept.steps <= key[-1].steps else None
        return kept

    def _leave(self, key: Key) -> None:
        """Cancel a call that nobody waits for any more."""
        with self._lock:
            call = self._under_way.get(key)
            if call is None or not all(answer.cancelled() for answer in call.answers):
                return
            del self._under_way[key]
        if call.inner is not None:
            call.inner.cancel()

    def _answered(self, key: Key, call: _Call, done: Future) -> None:
        error = None if done.cancelled() else done.exception()
        with self._lock:
            if self._under_way.get(key) is call:
                del self._under_way[key]
            answers, call.answers = call.answers, []
            if not done.cancelled() and error is None:
                self._kept.put(key, done.result())
        for answer in answers:
            if done.cancelled():
                answer.cancel()
            elif error is not None:
                with suppress(InvalidStateError):  # it was cancelled in this very moment
                    answer.set_exception(error)
            else:
                _give(answer, done.result())


def key_of(task: str, args: tuple[Any, ...], series: Any) -> Key | None:
    """Return what a call asks, or None if it is not about one description and plain values."""
    if series is None or not args or not isinstance(args[0], Experiment):
        return None
    experiment, *others = args
    parts = [_part(value) for value in others]
    return None if None in parts else (task, experiment.digest(), series.digest(), *parts)


def _part(value: Any) -> Any:
    """Return what tells a value from others; of bytes and arrays their hash; None if unknown."""
    if value is None or isinstance(value, (int, float, str)):
        return (value,)
    if isinstance(value, Budget):
        return Budget(value.steps)
    if isinstance(value, Frame):
        return value.step, _part(value.weights)
    if isinstance(value, bytes):
        return hashlib.sha256(value).digest()
    if isinstance(value, np.ndarray):
        return value.dtype.str, value.shape, hashlib.sha256(value.tobytes()).digest()
    if isinstance(value, tuple):
        parts = [_part(each) for each in value]
        return None if None in parts else tuple(parts)
    if is_dataclass(value):
        with suppress(TypeError):  # it can change, or contains an array
            hash(value)
            return value
    return None


def _give(answer: Answer, value: Any) -> None:
    with suppress(InvalidStateError):  # it was cancelled
        answer.set_result(value)
