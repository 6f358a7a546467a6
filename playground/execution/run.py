"""A run that keeps itself going: every finished call stores its result and asks for the next.

The page only reads, and renews the lease while it is looked at. Pausing is not asking; one step is
a budget of one.
"""

from __future__ import annotations

import math
import threading
import time
from concurrent.futures import Future
from dataclasses import replace
from typing import Any

import numpy as np

from playground.config import registry
from playground.config.experiment import SETTINGS, Experiment
from playground.data.series import Sequences, Series
from playground.data.windowing.fitting import widths
from playground.errors import PlaygroundError, as_playground_error
from playground.execution.pace import TICK, call_seconds, chunk
from playground.execution.workers import Workers
from playground.models.initial import initial_weights
from playground.models.weights import flatten, unflatten, weight_shapes
from playground.runs.messages import Advanced, Budget
from playground.runs.recording import MEMORY, Frame, Recording
from playground.visitor import acting_for, current, seat
from playground.wording import _

#: Seconds for which a run goes on after its page was last heard of.
LEASE = 10.0
#: Seconds without an answer, beyond those the call was given, after which a run says that it waits.
_PATIENCE = 2.0


class Run:
    """One experiment in training, seen from the server.

    Parameters
    ----------
    experiment : Experiment
    series : Series or Sequences
        What ``experiment.data`` stands for.
    workers : Workers
    recording : Recording or None
        What is already known of this run, for example from a file shipped with an exhibit.

    Attributes
    ----------
    pace : int or None
        Training steps per second at most; None for as many as there are.
    recording : Recording
        What was recorded so far.
    live : Frame
        The newest step with its weights, recorded or not.
    version : int
        Grows with every change a view could show.
    error : PlaygroundError or None
        Why it stopped, when that was no end of its own.
    stepping : bool
        Whether it trains only the single steps that were asked for.
    failed_step : int or None
        The training step whose loss or gradient was not finite.
    spent : list of (int, float)
        Training steps done and the seconds they took inside the workers, since step 0; empty when
        they were not trained here.
    """

    def __init__(
        self,
        experiment: Experiment,
        series: Series | Sequences,
        workers: Workers,
        recording: Recording | None = None,
    ) -> None:
        self.experiment, self.series, self.workers = experiment, series, workers
        self._visitor = current()
        self.pace: int | None = None
        self.version = 0
        kind: Any = registry.lookup("problem", experiment.problem.kind).make
        self.outputs_at: str = kind.outputs_at
        self.shapes = weight_shapes(experiment, series)
        width = widths(series, experiment.problem)
        self._initial = flatten(
            initial_weights(experiment.model, *width, self.outputs_at == "decoder")
        )
        self._lock = threading.RLock()
        self._epoch = 0  # answers to questions of an earlier epoch are ignored
        self._call: Future | None = None
        self._timer: threading.Timer | None = None
        self._until: int | None = None
        self._after, self.stepping = (
            0,
            False,
        )  # single steps asked for while a paused call was still out; see above
        self._retraced: Recording | None = (
            None  # while it catches up: what takes the recording's place once it has
        )
        self.error: PlaygroundError | None = None
        self.failed_step: int | None = None
        self.live: Frame
        self._restart()
        for other in MEMORY.enter(self):
            other.keep_within_portion()
        if recording is not None:
            self.restore(recording)

    @property
    def running(self) -> bool:
        """Whether it is training, or would be if its page were looked at."""
        return self._wanted

    @property
    def busy(self) -> bool:
        """Whether a call is under way, after a pause too: it still brings its steps."""
        return self._call is not None

    @property
    def until(self) -> int:
        """The training step where it will stand still, if nothing ends it before."""
        end = self.experiment.training.max_steps
        return end if self._until is None else min(end, self._until)

    @property
    def waiting(self) -> bool:
        """Whether it stands still only because nobody looks."""
        return self._wanted and self._call is None and time.monotonic() > self._lease

    @property
    def stalled(self) -> bool:
        """Whether its call has not been answered for long: it waits for a worker, and its speed
        says nothing.
        """
        return self._call is not None and time.monotonic() > self._due  # set with every call

    @property
    def step(self) -> int:
        """Training steps done."""
        return self.live.step

    @property
    def finished(self) -> bool:
        """Whether it ended by itself."""
        return self.recording.stop_reason is not None

    @property
    def steps_per_second(self) -> float:
        """Training steps per second lately, as the reader sees them go by."""
        return min(self._rate, self.pace) if self.pace else self._rate

    def weights(self, frame: Frame | None = None) -> dict[str, np.ndarray]:
        """Return the weights of a frame, or of the newest step, by name."""
        frame = frame or self.live
        flat = self._initial if frame.step == 0 else frame.weights
        if flat is None:
            raise ValueError(
                "this frame was recorded without its weights; see Recording.with_weights"
            )
        return unflatten(flat, self.shapes)

    def start(self, *, until: int | None = None) -> None:
        """Train until it ends, is paused, or has done ``until`` steps."""
        with self._lock:
            self._until, self._after, self.stepping, self.error = until, 0, False, None
            if not self.finished and (until is None or self.step < until):
                self._wanted = True
                self.version += 1
                self.touch()

    def one_step(self) -> None:
        """Do a single training step, after those that were asked for one by one and are still to
        come.
        """
        with self._lock:
            if self.stepping and self._after:
                self._after += 1
            elif self.stepping:
                self._until = (self._until or self.step) + 1
            elif not self._wanted:
                under_way = self._call is not None  # paused just now, and still to bring its steps
                self.start(until=self.step + 1)
                self.stepping = self._wanted
                self._after = int(under_way and self._wanted)

    def pause(self) -> None:
        """Stop asking for more; a call under way still brings its result."""
        with self._lock:
            self._wanted = self.stepping = False
            self.workers.active.discard(seat(self, self._visitor))
            self.version += 1

    def let_go(self) -> None:
        """End it for good: its visitor has left."""
        with self._lock:
            self._abandon()
            self.pause()

    def reset(self, experiment: Experiment | None = None) -> None:
        """Return to the untrained network with identical weights."""
        with self._lock:
            self.experiment = experiment or self.experiment
            self._restart()

    def restore(self, recording: Recording) -> None:
        """Show what is already known of this run; training on from it first catches up in
        silence.
        """
        with self._lock:
            self._restart()
            if recording.step:
                self._retraced = Recording(self._initial.size, [self.live])
                self.recording, self.live = recording, recording.at(recording.step)

    def change(self, field: str, value: float | None) -> Experiment:
        """Change the learning rate or the clipping from the next training step on; return the new
        description.

        A call under way is dropped, so that "the next" is the one after the step on screen.
        """
        value = SETTINGS["training"][field].check(value, f"training.{field}")
        with self._lock:
            self._abandon()
            self.experiment = replace(
                self.experiment, training=self.experiment.training.changed(self.step, field, value)
            )
            self._go_on()
            return self.experiment

    def extend(self, max_steps: int) -> Experiment:
        """Let the run do ``max_steps`` steps, also when it had ended by doing all of its own;
        return the new description.

        A schedule runs over all steps, so with one the run begins again. Fewer steps than are done
        already change nothing.
        """
        with self._lock:
            if max_steps <= self.step:
                return self.experiment
            training = replace(self.experiment.training, max_steps=max_steps)
            self._abandon()
            self.experiment = replace(self.experiment, training=training)
            if self.step and training.schedule != "constant":
                self._restart()
            elif self.recording.stop_reason == "max_steps":
                self.recording.reopen(training.evaluate_every)
            self._go_on()
            return self.experiment

    def touch(self) -> None:
        """Renew the lease, and go on if the run stood still only for want of one."""
        with self._lock:
            self._lease = time.monotonic() + LEASE
            self._go_on()

    def close_up(self) -> None:
        """Make the step shown the recording's last one; it is thinned away again when the run goes
        on.
        """
        with self._lock:
            if self.live.step >= self.recording.step:
                self.recording.extend([self.live])

    def keep_within_portion(self) -> None:
        """Keep as many recorded weights as there is room for beside the visitor's other runs."""
        with self._lock:
            self.recording = self.recording.within(MEMORY.of(self))

    def _restart(self) -> None:
        self._abandon()
        self.pause()
        self._until = None
        self._state: bytes | None = None
        self._state_step = 0
        self._retraced = self.error = self.failed_step = None
        self.spent: list[tuple[int, float]] = []
        self._lease, self._rate = time.monotonic() + LEASE, 0.0
        self.live = Frame(0, math.nan, math.nan, math.nan, None, self._initial)
        self.recording = Recording(self._initial.size, [self.live])

    def _abandon(self) -> None:
        """Forget the call under way or about to be made."""
        self._epoch += 1
        if self._timer is not None:
            self._timer.cancel()
        call, self._call, self._timer = self._call, None, None
        if call is not None:
            call.cancel()
        self._count_on()

    def _go_on(self) -> None:
        """Ask for the next call if one is wanted and none is under way."""
        if self._wanted and not self.finished:
            self.workers.active.add(seat(self, self._visitor))
            if self._call is None and self._timer is None:
                self._ask()

    def _ask(self) -> None:
        """Submit the next call; only ever one at a time."""
        pace, epoch = self.pace, self._epoch
        steps = None if pace is None else chunk(pace)
        with acting_for(self._visitor):
            seconds = call_seconds(self.workers.budget(TICK), self.step, self._state)
        if self._state_step < self.step:
            steps = self.step - self._state_step  # it catches up at full pace
        elif self._until is not None:
            steps = min(steps or self._until, self._until - self.step)
        self._asked = time.monotonic()
        self._due = self._asked + seconds + _PATIENCE
        with acting_for(self._visitor):
            self._call = self.workers.submit(
                "advance", self.experiment, self._state, Budget(steps, seconds), series=self.series
            )
        self._call.add_done_callback(lambda done: self._answer(epoch, done))

    def _answer(self, epoch: int, done: Future) -> None:
        with self._lock:
            if epoch != self._epoch:
                return
            self._call = None
            if done.cancelled():  # the workers were stopped
                self.pause()
            elif (error := done.exception()) is not None:
                self._fail(error)
            else:
                self._store(done.result())
                self._next()

    def _store(self, result: Advanced) -> None:
        self._state, self._state_step = result.state, result.live.step
        self.spent.append(
            (result.live.step, result.seconds + (self.spent[-1][1] if self.spent else 0.0))
        )
        recording = self.recording if self._retraced is None else self._retraced
        recording.room = MEMORY.of(self)
        recording.extend(result.frames)
        recording.kept, recording.stop_reason = result.kept, result.stop_reason
        if (
            self._retraced is not None
            and result.stop_reason is None
            and result.live.step < self.step
        ):
            return
        # What was retraced takes the place of what was shown: the same on this machine, and the
        # truth on any other.
        self.recording, self._retraced = recording, None
        self.live, self.failed_step = result.live, result.failed_step
        seconds = time.monotonic() - self._asked
        rate = result.steps / seconds if seconds > 0 else 0.0
        self._rate = 0.7 * self._rate + 0.3 * rate if self._rate else rate
        self.version += 1

    def _next(self) -> None:
        """Ask for the next call now, when the pace allows, or not at all."""
        self._count_on()
        if self.finished or (self._until is not None and self.step >= self._until):
            self.pause()
        elif self._wanted and time.monotonic() < self._lease:
            self._wait_for_pace()
        else:
            self.workers.active.discard(
                seat(self, self._visitor)
            )  # nobody looks: its share goes to the others until the next `touch`

    def _count_on(self) -> None:
        """Count the single steps asked for after a pause from here on: what was under way then has
        come in, or never will.
        """
        if self._after:
            self._until, self._after = self.step + self._after, 0

    def _wait_for_pace(self) -> None:
        pace = self.pace
        wait = (
            0.0
            if pace is None or self._retraced is not None
            else self._asked + chunk(pace) / pace - time.monotonic()
        )
        if wait <= 0.001:
            self._ask()
            return
        self._timer = threading.Timer(wait, self._wake, (self._epoch,))
        self._timer.daemon = True
        self._timer.start()

    def _wake(self, epoch: int) -> None:
        with self._lock:
            if epoch == self._epoch:
                self._timer = None
                self._go_on()

    def _fail(self, error: BaseException) -> None:
        self.pause()
        otherwise = _(
            "an error inside the program stopped the training; the last good state is kept. Press Train to try again."
        )
        self.error = as_playground_error(error, otherwise)
        self.version += 1
