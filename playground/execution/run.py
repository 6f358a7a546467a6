"""A run that keeps itself going: every answered call stores its result and asks for the next.

The page reads, and renews the lease while it is looked at.
"""

from __future__ import annotations

import threading
from concurrent.futures import Future
from dataclasses import replace

import numpy as np

from playground.config.experiment import SETTINGS, Experiment
from playground.data.series import Sequences, Series
from playground.errors import PlaygroundError, as_playground_error
from playground.execution.attention import Attention
from playground.execution.changes import Changes
from playground.execution.first_weights import first_weights
from playground.execution.goal import Goal
from playground.execution.lease import Lease
from playground.execution.one_call import OneCall
from playground.execution.pace import TICK, call_seconds, chunk, wait_for
from playground.execution.progress import Progress, Progressing
from playground.execution.rate import Rate
from playground.execution.run_limit import too_many
from playground.execution.run_state import TRANSITIONS, Event, RunState
from playground.execution.sharing import Sharing
from playground.execution.workers import Workers
from playground.models.architecture import architecture_of
from playground.runs.messages import Advanced, Budget
from playground.runs.recording import MEMORY, Frame, Recording
from playground.visitor import acting_for, current, seat
from playground.wording import _

LEASE = 10.0  # seconds for which a run goes on after its page was last heard of


class Run(Progressing, Changes):
    """One experiment in training, seen from the server.

    Parameters
    ----------
    experiment : Experiment
    series : Series or Sequences
        The data of ``experiment.data``.
    workers : Workers
    recording : Recording or None
        What is already known of this run, for example from a file shipped with an exhibit.

    Attributes
    ----------
    architecture : Architecture
        The network that is trained.
    state : RunState
        What it asks of the workers; changes as `run_state.TRANSITIONS` says.
    pace : int or None
        Training steps per second at most; None for no limit.
    attention : Attention
        What its page looks at.
    error : PlaygroundError or None
        Why it stopped, where a call failed.
    """

    def __init__(
        self,
        experiment: Experiment,
        series: Series | Sequences,
        workers: Workers,
        recording: Recording | None = None,
    ) -> None:
        super().__init__()
        self.experiment, self.series, self.workers = experiment, series, workers
        self.architecture = architecture_of(experiment, series)
        self._initial = first_weights(self.architecture)
        self._visitor = current()
        self._seat = seat(self, self._visitor)
        self._lock = threading.RLock()
        self.state = RunState.PAUSED
        self.pace: int | None = None
        self.error: PlaygroundError | None = None
        self.attention = Attention()
        self._progress = Progress.untrained(self._initial)
        self._goal = Goal()
        self._call = OneCall(self._lock)
        self._lease = Lease(LEASE)
        self.rate = Rate()
        for other in MEMORY.enter(self):
            other.keep_within_portion()
        if recording is not None:
            self.restore(recording)

    @property
    def running(self) -> bool:
        """Whether it is training, or would be if its page were looked at."""
        return self.state in (RunState.TRAINING, RunState.STEPPING)

    @property
    def stepping(self) -> bool:
        """Whether it does only the single steps that were requested."""
        return self.state is RunState.STEPPING

    @property
    def finished(self) -> bool:
        """Whether it ended by itself."""
        return self.state is RunState.FINISHED

    @property
    def busy(self) -> bool:
        """Whether a call is under way; after a pause too it still brings its steps."""
        return self._call.under_way

    @property
    def waiting(self) -> bool:
        """Whether it stands still only because nobody looks."""
        return self.running and not self._call.under_way and self._lease.over

    @property
    def stalled(self) -> bool:
        """Whether its call should have been answered by now: it waits for a worker."""
        return self._call.stalled

    @property
    def until(self) -> int:
        """The training step at which it will pause, if nothing ends it before."""
        end = self.experiment.training.max_steps
        return end if self._goal.until is None else min(end, self._goal.until)

    @property
    def steps_per_second(self) -> float:
        """Training steps per second lately, as the reader sees them."""
        return min(self.rate.steps, self.pace) if self.pace else self.rate.steps

    @property
    def sharing(self) -> Sharing:
        """With whom it shares the workers, and what it waits for."""
        return self.workers.sharing(self._seat)

    def weights(self, frame: Frame | None = None) -> dict[str, np.ndarray]:
        """Return the weights of a frame, by default the newest, by name."""
        frame = frame or self.live
        flat = self._initial if frame.step == 0 else frame.weights
        if flat is None:
            raise ValueError("this frame has no weights; see Recording.with_weights")
        return self.architecture.unflatten(flat)

    def start(self, *, until: int | None = None) -> None:
        """Train until it ends, is paused, or has done ``until`` steps."""
        with self._lock:
            self._begin(Event.START, until)

    def one_step(self) -> None:
        """Do a single training step, after those that were requested before it."""
        with self._lock:
            if self.state is RunState.STEPPING:
                self._goal.add_step(self.step)
            elif self.state is RunState.PAUSED:
                under_way = int(self.busy)  # its steps count first
                self._begin(Event.STEP, self.step + 1)
                self._goal.further_steps = under_way

    def pause(self) -> None:
        """Ask for no further call; one under way still brings its steps."""
        with self._lock:
            self._move(Event.PAUSE)
            self.workers.active.discard(self._seat)

    def let_go(self) -> None:
        """End it for good: its visitor has left."""
        with self._lock:
            self._abandon()
            self.pause()

    def reset(self, experiment: Experiment | None = None) -> None:
        """Return to the untrained network with identical weights."""
        with self._lock:
            self.experiment = experiment or self.experiment
            self._restart(Progress.untrained(self._initial))

    def restore(self, recording: Recording) -> None:
        """Show what is already known of this run; training on first repeats its steps unseen."""
        with self._lock:
            self._restart(Progress.restored(self._initial, recording))

    def change(self, field: str, value: float | None) -> Experiment:
        """Change the learning rate or the clipping from the step after the one shown on.

        A call under way is dropped. The new description is returned.
        """
        value = SETTINGS["training"][field].check(value, f"training.{field}")
        with self._lock:
            self._abandon()
            training = self.experiment.training.changed(self.step, field, value)
            self.experiment = replace(self.experiment, training=training)
            self._go_on()
            return self.experiment

    def extend(self, max_steps: int) -> Experiment:
        """Let it do ``max_steps`` steps, also when it had ended by doing all of its own.

        A schedule runs over all steps, so with one the run begins again. Fewer steps than are done
        already change nothing. The new description is returned.
        """
        with self._lock:
            if max_steps <= self.step:
                return self.experiment
            self._abandon()
            training = replace(self.experiment.training, max_steps=max_steps)
            self.experiment = replace(self.experiment, training=training)
            if self.step and training.schedule != "constant":
                self._restart(Progress.untrained(self._initial))
            elif self.recording.stop_reason == "max_steps":
                self.recording.reopen(training.evaluate_every)
                self._move(Event.EXTEND)
            self._go_on()
            return self.experiment

    def touch(self) -> None:
        """Renew the lease, and go on if the run stood still only for want of one."""
        with self._lock:
            self._lease.renew()
            self._go_on()

    def close_up(self) -> None:
        """Make the step shown the recording's last; it is thinned out when the run goes on."""
        with self._lock:
            if self.live.step >= self.recording.step:
                self.recording.extend([self.live])

    def keep_within_portion(self) -> None:
        """Keep as many recorded weights as there is room for beside the visitor's other runs."""
        with self._lock:
            self._progress.recording = self.recording.within(MEMORY.of(self))

    def _move(self, event: Event) -> None:
        self.state = TRANSITIONS[self.state][event]
        self.changed()

    def _begin(self, event: Event, until: int | None) -> None:
        """Train or step to a goal; one that is reached already pauses."""
        self._goal, self.error = Goal(until), None
        if self._goal.reached(self.step):
            self.pause()
        elif error := too_many(sum(r.running and not r.waiting for r in MEMORY.others(self))):
            self._fail(error)
        else:
            self._move(event)
            self.attention.begin()
            self.touch()

    def _restart(self, progress: Progress) -> None:
        """Begin from another progress."""
        self._abandon()
        self._move(Event.RESET)
        self.workers.active.discard(self._seat)
        self._lease.renew()
        self._goal, self.error, self.rate = Goal(), None, Rate()
        self._progress, self.attention.picture = progress, None
        if progress.recording.stop_reason is not None:
            self._move(Event.END)

    def _abandon(self) -> None:
        """Forget the call under way or about to be made."""
        self._call.drop()
        self._goal.count_from(self.step)

    def _go_on(self) -> None:
        """Ask for the next call if one is wanted and none is under way."""
        if not self.running:
            return
        if not self._call.follows:
            self.workers.active.add(self._seat)
        elif self._call.stalled:  # the call of another visitor waits for them
            self._abandon()
        if self._call.free:
            self._ask()

    def _ask(self) -> None:
        """Submit the next call."""
        progress, most = self._progress, None if self.pace is None else chunk(self.pace)
        steps = progress.steps_to_catch_up or self._goal.steps(self.step, most)
        if steps and progress.state_step + steps >= self.experiment.training.max_steps:
            steps = None  # as whoever trains to the end asks too
        self.workers.active.add(self._seat)
        with acting_for(self._visitor):
            share = self.workers.budget(TICK)
            seconds = call_seconds(share, self.step, progress.state, self.attention.seconds)
            task = self.attention.task(self.experiment, progress.state, Budget(steps, seconds))
            self._call.make(
                lambda: self.workers.submit(*task, series=self.series), self._answer, seconds
            )
        if self._call.follows:
            self.workers.active.discard(self._seat)

    def _answer(self, done: Future) -> None:
        if done.cancelled():  # the workers were stopped
            self.pause()
        elif (error := done.exception()) is not None:
            self._fail(error)
        else:
            self._keep(done.result())

    def _keep(self, result: Advanced) -> None:
        """Store a result, and ask for the next now, when the pace allows, or not at all."""
        if self._progress.store(result, MEMORY.of(self)):
            self.rate.add(result.steps, result.seconds, self._call.asked)
            self.attention.picture = result.picture
            self.changed()
            if result.stop_reason is not None:
                self._move(Event.END)
        self._goal.count_from(self.step)
        if self.finished or self._goal.reached(self.step):
            self.pause()
        elif self.running and not self._lease.over:
            self._wait_for_pace(result.seconds)
        else:  # nobody looks: its share goes to the others until the next `touch`
            self.workers.active.discard(self._seat)

    def _wait_for_pace(self, seconds: float) -> None:
        """Ask when the pace allows; a restored run catches up at full pace."""
        least = seconds if self._call.follows else 0.0  # what is known is shown as fast as trained
        wait = 0.0 if self._progress.retraced else wait_for(self.pace, self._call.asked, least)
        if wait <= 0.001:
            self._ask()
        else:
            self._call.wait(wait, self._go_on)

    def _fail(self, error: BaseException) -> None:
        otherwise = _(
            "an internal error stopped the training; the last state is kept. Press Train to try again."
        )
        self.error = as_playground_error(error, otherwise)
        self.pause()
