"""Many runs trained to their ends, a few at a time: repeats, sweeps and searches."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Hashable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from playground.cache import ByteCache
from playground.config.experiment import Experiment
from playground.config.limits import LIMITS, check_size
from playground.data.series import Sequences, Series
from playground.data.windowing.matching import widths
from playground.errors import PlaygroundError, as_playground_error
from playground.execution.changes import Changes
from playground.execution.lease import Lease
from playground.execution.pace import TICK
from playground.execution.workers import Workers
from playground.models.cost import check_cost, step_seconds
from playground.runs.messages import Advanced, Budget, Evaluated
from playground.runs.recording import Frame
from playground.visitor import acting_for, current, seat
from playground.wording import _

#: Seconds of one call while nobody else trains; nothing is drawn from these calls, so they need not
#: be short.
CALL = 0.25
#: Bytes of data sets kept while their trials are under way.
_DATA_BYTES = 48_000_000

Key = tuple[Any, ...]
Data = Series | Sequences


@dataclass(frozen=True)
class Outcome:
    """One trial that ended.

    Parameters
    ----------
    experiment : Experiment
    rows : list of Frame
        Its history, without weights.
    steps, seconds : int, float
        Training steps done and the seconds they took inside the workers.
    stop_reason : str or None
        Why it ended; None when an error ended it.
    kept : ndarray of shape (P,), float32, or None
        The weights it keeps.
    evaluated : Evaluated or None
        The test part's metrics, without the predictions.
    error : PlaygroundError or None
        Why it could not be done.
    """

    experiment: Experiment
    rows: list[Frame]
    steps: int
    seconds: float
    stop_reason: str | None = None
    kept: np.ndarray | None = None
    evaluated: Evaluated | None = None
    error: PlaygroundError | None = None


@dataclass(eq=False)
class _Walk:
    """One trial on its way."""

    key: Key
    experiment: Experiment
    data: Data | None = None
    state: bytes | None = None
    rows: list[Frame] = field(default_factory=list)
    steps: int = 0
    seconds: float = 0.0
    ended: Advanced | None = None
    call: Future | None = None


class Trials(Changes):
    """Experiments by key, trained to their ends; the next begins when one has ended.

    A killed worker costs only time: what ended is kept here, and the call that was under way is
    repeated with the same state.

    Parameters
    ----------
    experiments : mapping of key to Experiment
        In the order in which they are begun.
    load : callable
        ``load(experiment)`` gives the data it is about, or raises what is wrong with it.
    workers : Workers
    lease : float
        Seconds it goes on after the last `touch`; a page in the background is heard of once a
        minute.

    Attributes
    ----------
    outcomes : dict of key to Outcome
        What has ended, in that order.
    """

    def __init__(
        self,
        experiments: Mapping[Key, Experiment],
        load: Callable[[Experiment], Data],
        workers: Workers,
        lease: float = LIMITS.unwatched,
    ) -> None:
        super().__init__()
        self.experiments, self.workers, self.lease = dict(experiments), workers, Lease(lease)
        self.outcomes: dict[Key, Outcome] = {}
        self._load = load
        self._data: ByteCache[tuple[Any, ...], Data] = ByteCache(_DATA_BYTES)
        self._visitor = current()
        self._work = {
            key: step_seconds(e, 1) * e.training.max_steps for key, e in self.experiments.items()
        }
        self._waiting = list(self.experiments)
        self._walks: dict[Key, _Walk] = {}
        self._lock = threading.RLock()
        self._wanted = False
        self._spent, self._since = (
            0.0,
            0.0,
        )  # seconds it was running before, and when it was started last

    @property
    def finished(self) -> bool:
        """Whether every trial has ended."""
        return len(self.outcomes) == len(self.experiments)

    @property
    def running(self) -> bool:
        """Whether it is under way, or would be if its page were heard of."""
        return self._wanted and not self.finished

    @property
    def busy(self) -> bool:
        """Whether a call is still out, after a pause too."""
        return any(walk.call is not None for walk in list(self._walks.values()))

    @property
    def under_way(self) -> dict[Key, int]:
        """Training steps done by each trial that has begun and not ended."""
        return {key: walk.steps for key, walk in list(self._walks.items())}

    @property
    def progress(self) -> float:
        """Share of the whole work that is done, 0 to 1, by the estimated cost of the steps."""
        if len(self.outcomes) == len(self._work):
            return 1.0  # whatever the sums were rounded to
        whole = sum(self._work.values())
        done = sum(self._work[key] for key in list(self.outcomes))
        done += sum(
            self._work[w.key] * w.steps / w.experiment.training.max_steps
            for w in list(self._walks.values())
        )
        return min(1.0, done / whole) if whole else 1.0

    @property
    def seconds_left(self) -> float | None:
        """Estimated seconds until all have ended, at the pace so far; None while it is unknown."""
        spent = self._spent + (time.monotonic() - self._since if self.running else 0.0)
        return (
            spent * (1 - self.progress) / self.progress
            if self.progress > 0.01 and spent > 1
            else None
        )

    def start(self) -> None:
        """Go on until all have ended or `pause` is called."""
        with self._lock:
            if not self._wanted and not self.finished:
                self._wanted, self._since = True, time.monotonic()
                self.changed()
            self.touch()

    def pause(self) -> None:
        """Ask for no more; calls under way still bring their steps, and nothing is lost."""
        with self._lock:
            if self._wanted:
                self._wanted = False
                self._spent += time.monotonic() - self._since
                self.changed()
            self._leave()
            self._enter_line()  # its place is free

    def touch(self) -> None:
        """Renew the lease, and go on if it stood still only for want of one."""
        with self._lock:
            self.lease.renew()
            self._go_on()

    def _go_on(self) -> None:
        """Begin as many trials as there is room for, and have a call out for each."""
        if self._wanted and not self.lease.over:
            self._enter_line()
        if not self._wanted or self.lease.over or not self._has_turn():
            self._leave()
            return
        while self._waiting and len(self._walks) < self._room():
            self._begin(self._waiting.pop(0))
        for walk in list(self._walks.values()):
            if walk.call is None:
                self._ask(walk)

    def let_go(self) -> None:
        """End for good: the visitor has left."""
        with self._lock:
            self.pause()
            for walk in self._walks.values():
                if walk.call is not None:
                    walk.call.cancel()
            self._data.clear()

    @property
    def in_line(self) -> bool:
        """Whether it waits until others of the same visitor have ended."""
        return self.running and not self._has_turn()

    def _has_turn(self) -> bool:
        """Return whether fewer than `Limits.studies` of the visitor's are before it."""
        return self in self._line()[: LIMITS.studies]

    def _line(self) -> list[Trials]:
        """Return the visitor's trials that are under way or want to be, in order."""
        waiting = [
            trials
            for trials in list(_lines.get(self._visitor, ()))
            if trials._wanted and not trials.finished and not trials.lease.over
        ]
        return waiting + ([self] if self._wanted and self not in waiting else [])  # as the last

    def _enter_line(self) -> None:
        """Take a place in the visitor's line, or leave it."""
        with _lines_lock:
            line = self._line()
            if self._visitor is not None and line:
                _lines[self._visitor] = line
            else:
                _lines.pop(self._visitor, None)

    def _room(self) -> int:
        """Return how many may be under way: one per worker, and all of the last ones at once."""
        left, count = len(self._waiting) + len(self._walks), self.workers.count
        return count if left >= 2 * count else left

    def _begin(self, key: Key) -> None:
        walk = _Walk(key, self.experiments[key])
        try:
            check_size(walk.experiment)
            walk.data = self._data_of(walk.experiment)
            check_cost(walk.experiment, widths(walk.data, walk.experiment.problem)[0])
        except PlaygroundError as error:
            self._close(walk, error=error)
            return
        self._walks[key] = walk

    def _data_of(self, experiment: Experiment) -> Data:
        about = (repr(experiment.data), repr(experiment.problem))
        return self._data.get_or_make(about, lambda: self._load(experiment))

    def _ask(self, walk: _Walk) -> None:
        """Submit the trial's next call: training, or the evaluation once it has ended."""
        self.workers.active.add(seat(walk, self._visitor))
        with acting_for(self._visitor):
            if walk.ended is not None:
                walk.call = self.workers.submit(
                    "evaluate", walk.experiment, walk.ended.kept, series=walk.data
                )
            else:
                walk.call = self.workers.submit(
                    "advance",
                    walk.experiment,
                    walk.state,
                    Budget(None, self._seconds()),
                    series=walk.data,
                )
        walk.call.add_done_callback(lambda done: self._answer(walk, done))

    def _seconds(self) -> float:
        """Return the seconds of one call: longer when no one else waits for the workers."""
        others = len(self.workers.active) > len(self._walks)
        return self.workers.budget(TICK) if others else CALL

    def _answer(self, walk: _Walk, done: Future) -> None:
        with self._lock:
            walk.call = None
            if done.cancelled():  # the workers were stopped
                self.pause()
                return
            if (error := done.exception()) is not None:
                self._close(
                    walk,
                    error=as_playground_error(error, _("an internal error ended this run.")),
                )
            elif isinstance(result := done.result(), Evaluated):
                self._close(walk, replace(result, predictions={}))
            else:
                self._store(walk, result)
            self._go_on()

    def _store(self, walk: _Walk, result: Advanced) -> None:
        walk.state, walk.steps = result.state, result.live.step
        walk.seconds += result.seconds
        walk.rows += [
            replace(f, weights=None) for f in result.frames if f.validation_loss is not None
        ]
        if result.stop_reason is not None:
            walk.ended, walk.state = result, None
        self.changed()

    def _close(
        self, walk: _Walk, evaluated: Evaluated | None = None, error: PlaygroundError | None = None
    ) -> None:
        """Enter the outcome of a trial and make room for the next."""
        reason, kept = (walk.ended.stop_reason, walk.ended.kept) if walk.ended else (None, None)
        self.outcomes[walk.key] = Outcome(
            walk.experiment, walk.rows, walk.steps, walk.seconds, reason, kept, evaluated, error
        )
        self._walks.pop(walk.key, None)
        self.workers.active.discard(seat(walk, self._visitor))
        self.changed()
        if self.finished:
            self.pause()

    def _leave(self) -> None:
        """Give the shares of the workers back."""
        for walk in self._walks.values():
            self.workers.active.discard(seat(walk, self._visitor))


_lines: dict[Hashable, list[Trials]] = {}
_lines_lock = threading.Lock()
