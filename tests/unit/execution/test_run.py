"""The live run: pausing, stepping, leases, changes and catching up, with answers given by hand."""

from __future__ import annotations

import time
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pytest

from playground.config.experiment import Change, Experiment
from playground.config.limits import LIMITS
from playground.data.source import load
from playground.errors import DescriptionError, TrainingError
from playground.execution import pace as pace_module
from playground.execution import run as run_module
from playground.execution.run import Run
from playground.execution.sharing import Sharing
from playground.execution.workers import Workers
from playground.runs.messages import Budget
from playground.runs.recording import MEMORY, MOST_BYTES, MOST_OF_ONE, Frame, Recording, history_csv
from playground.training.advance import advance
from playground.ui.shell.status import status_line
from playground.visitor import acting_for, others

TINY = {
    "data": {"length": 80},
    "problem": {"lookback": 4},
    "model": {"hidden_size": 2},
    "training": {"max_steps": 40, "evaluate_every": 7},
}
EXPERIMENT = Experiment.from_dict(TINY)
DATA = load(EXPERIMENT.data, lookback=4)


@dataclass
class ByHand:
    """Workers that answer when the test says so."""

    active: set[int] = field(default_factory=set)
    calls: list[tuple[Future, tuple[Any, ...]]] = field(default_factory=list)

    def budget(self, tick: float) -> float:
        return tick

    def sharing(self, seat: Any) -> Sharing:
        return Sharing(others(self.active, seat))

    def submit(self, task: str, *args: Any, series: Any) -> Future:
        assert task == "advance"
        self.calls.append((Future(), (args[0], series, *args[1:])))
        return self.calls[-1][0]

    @property
    def pending(self) -> list[Budget]:
        """Budgets of the calls that somebody still waits for."""
        return [args[3] for future, args in self.calls if not future.cancelled()]

    def answer(self, steps: int | None = None, error: Exception | None = None) -> None:
        """Answer the oldest call, after at most ``steps`` training steps."""
        future, (experiment, series, state, budget) = self.calls.pop(0)
        if future.cancelled():
            return self.answer(steps, error)
        if error is not None:
            return future.set_exception(error)
        most = min(n for n in (steps, budget.steps, 10**6) if n is not None)
        return future.set_result(advance(experiment, series, state, Budget(steps=most)))

    def answer_all(self) -> None:
        """Answer until nobody asks any more."""
        while self.calls:
            self.answer()


def new(
    experiment: Experiment = EXPERIMENT, recording: Recording | None = None
) -> tuple[Run, ByHand]:
    """Return a run and its workers."""
    workers = ByHand()
    run = Run(experiment, DATA, workers, recording)  # type: ignore[arg-type]
    run._lease.seconds = 3600.0  # a slow machine takes longer to import torch than a page's lease
    return run, workers


def history(experiment: Experiment) -> str:
    """Return the history of an undisturbed run."""
    recording = Recording(1)
    recording.extend(advance(experiment, DATA, None, Budget()).frames)
    return history_csv(recording.rows)


def test_run_keeps_itself_going_until_its_end() -> None:
    """One call at a time; every answer asks for the next; the end is recorded and gives its share
    back.
    """
    run, workers = new()
    run.start()
    while workers.calls:
        assert len(workers.calls) == 1
        assert workers.active == {id(run)}
        workers.answer(6)
    assert run.finished
    assert not run.running
    assert workers.active == set()
    assert run.recording.stop_reason == "max_steps"
    assert run.recording.kept is not None
    assert history_csv(run.recording.rows) == history(EXPERIMENT)


def test_first_change_is_shown_at_once() -> None:
    """The first call is short; later ones take a tick."""
    run, workers = new()
    run.start()
    assert workers.pending[0].seconds == 0.05
    workers.answer(1)
    assert workers.pending[0].seconds == run_module.TICK


def test_pause_stops_asking_and_keeps_what_was_under_way() -> None:
    """The call that was out still brings its result; start goes on from there."""
    run, workers = new()
    run.start()
    workers.answer(3)
    run.pause()
    assert not run.running
    assert workers.active == set()
    workers.answer(4)
    assert run.step == 7
    assert workers.calls == []
    run.start()
    workers.answer_all()
    assert history_csv(run.recording.rows) == history(EXPERIMENT)


def test_one_step_is_one_step() -> None:
    """Also when it is asked for while a paused call is still out."""
    run, workers = new()
    run.one_step()
    assert workers.pending == [Budget(1, 0.05)]
    workers.answer()
    assert (run.step, run.running, workers.calls) == (1, False, [])
    run.start()
    run.pause()
    run.one_step()
    workers.answer(5)
    workers.answer()
    assert (run.step, run.running, workers.calls) == (7, False, [])


def test_no_single_step_is_lost_however_quickly_one_follows_the_other() -> None:
    """While one is under way, while a paused call is still out, and when that call is dropped."""
    run, workers = new()
    for _ in range(3):
        run.one_step()
    assert run.stepping
    workers.answer_all()
    assert (run.step, run.running, run.stepping) == (3, False, False)
    run.start()
    assert not run.stepping
    run.pause()
    run.one_step()
    run.one_step()
    workers.answer(5)
    workers.answer_all()
    assert (run.step, run.running) == (10, False)
    run.start()
    run.pause()
    run.one_step()
    run.change("learning_rate", 0.02)
    workers.answer_all()
    assert (run.step, run.running) == (11, False)


def test_start_until_a_step_ends_there() -> None:
    """As a link with ``at=`` asks for; a step already done asks for nothing."""
    run, workers = new()
    run.start(until=9)
    workers.answer(4)
    workers.answer()
    assert (run.step, run.running) == (9, False)
    run.start(until=5)
    assert workers.calls == []
    assert not run.running


def test_run_nobody_looks_at_stands_still_and_gives_its_share_away() -> None:
    """The next tick of the page wakes it."""
    run, workers = new()
    run._lease.seconds = -1.0
    run.start()
    workers.answer(3)
    assert workers.calls == []
    assert workers.active == set()
    assert run.running
    assert run.waiting
    run._lease.seconds = 10.0
    run.touch()
    assert not run.waiting
    assert workers.active == {id(run)}
    workers.answer_all()
    assert history_csv(run.recording.rows) == history(EXPERIMENT)


def test_touching_a_paused_run_does_not_start_it() -> None:
    """The page's tick renews the lease of every run."""
    run, workers = new()
    run.touch()
    assert workers.calls == []


def test_reset_returns_to_identical_weights_and_ignores_late_answers() -> None:
    """A call that was out when it was reset changes nothing."""
    run, workers = new()
    before = {name: w.copy() for name, w in run.weights().items()}
    run.start()
    workers.answer(5)
    late = workers.calls[0]
    run.reset()
    assert late[0].cancelled()
    assert (run.step, run.running, run.finished) == (0, False, False)
    assert all(np.array_equal(before[name], w) for name, w in run.weights().items())
    run.start()
    workers.answer_all()
    assert history_csv(run.recording.rows) == history(EXPERIMENT)


def test_change_is_entered_at_the_next_step_of_the_screen() -> None:
    """The call that was out is dropped, so the run is the one its description says."""
    run, workers = new()
    run.start()
    workers.answer(11)
    changed = run.change("learning_rate", 0.5)
    assert changed.training.changes == (Change(12, "learning_rate", 0.5),)
    assert len(workers.pending) == 1
    workers.answer(3)
    changed = run.change("grad_clip_norm", None)
    workers.answer_all()
    assert changed == run.experiment
    assert history_csv(run.recording.rows) == history(changed)
    assert history_csv(run.recording.rows) != history(EXPERIMENT)


def test_change_taken_back_leaves_no_entry() -> None:
    """Moving a slider to and fro between two steps is no change; a change that was still to come
    gives way.
    """
    planned = Experiment.from_dict(
        {
            **TINY,
            "training": {
                **TINY["training"],
                "changes": [{"step": 30, "field": "learning_rate", "value": 1.0}],
            },
        }
    )
    run, workers = new(planned)
    run.start(until=5)
    workers.answer_all()
    run.change("learning_rate", 0.2)
    assert run.change("learning_rate", planned.training.learning_rate).training.changes == ()


def test_change_before_the_first_step_is_the_value_itself() -> None:
    """There is nothing to repeat differently."""
    run, _ = new()
    assert (
        run.change("learning_rate", 0.2).training
        == EXPERIMENT.with_values({"training.learning_rate": 0.2}).training
    )


def test_change_out_of_range_is_refused() -> None:
    """Widgets have limits of their own, but nothing relies on them."""
    run, _ = new()
    with pytest.raises(DescriptionError):
        run.change("learning_rate", float("nan"))


@pytest.mark.parametrize("done", [0, 15, 40])
def test_extended_run_equals_one_that_was_longer_from_the_start(done: int) -> None:
    """Whether it had ended or was on its way."""
    run, workers = new()
    run.start()
    while run.step < done:
        workers.answer(15 if done == 15 else None)
    longer = run.extend(60)
    assert not run.finished
    run.start()
    workers.answer_all()
    assert run.step == 60
    assert history_csv(run.recording.rows) == history(longer)


def test_run_can_be_shortened_to_a_step_still_to_come() -> None:
    """And not below what is done."""
    run, workers = new()
    run.start()
    workers.answer(10)
    assert run.extend(5).training.max_steps == 40
    shorter = run.extend(12)
    workers.answer_all()
    assert run.step == 12
    assert history_csv(run.recording.rows) == history(shorter)


def test_extended_schedule_begins_again() -> None:
    """A schedule runs over all steps, so the steps done would have been others."""
    run, workers = new(EXPERIMENT.with_values({"training.schedule": "linear"}))
    run.start()
    workers.answer_all()
    longer = run.extend(60)
    assert run.step == 0
    run.start()
    workers.answer_all()
    assert history_csv(run.recording.rows) == history(longer)


def test_recording_is_shown_and_caught_up_with_in_silence() -> None:
    """What comes without a state is trained again before it goes on; the screen stays where it is
    meanwhile.
    """
    first, workers = new()
    first.start(until=20)
    workers.answer_all()
    first.close_up()
    run, workers = new(recording=Recording.from_bytes(first.recording.to_bytes()))
    assert run.step == 20
    assert np.array_equal(run.live.weights, first.live.weights)
    run.pace = 10
    run.start()
    assert workers.pending[0].steps == 20
    workers.answer(13)
    assert run.step == 20
    assert workers.pending[0].steps == 7
    workers.answer()
    assert run.step == 20
    run.pace = None
    for _ in range(200):  # the pace holds back what goes on from there
        if workers.calls:
            break
        time.sleep(0.01)
    workers.answer_all()
    assert history_csv(run.recording.rows) == history(EXPERIMENT)


def test_recording_of_another_machine_gives_way_to_what_is_true_here() -> None:
    """Retraced, it may end earlier; that must not keep it asking for ever."""
    told = Experiment.from_dict({**TINY, "training": {**TINY["training"], "target_loss": 1e6}})
    first, workers = new()
    first.start(until=20)
    workers.answer_all()
    first.close_up()
    run, workers = new(told, first.recording)
    run.start()
    workers.answer_all()
    assert (run.step, run.recording.stop_reason) == (1, "target_loss")


def test_finished_recording_can_be_extended() -> None:
    """An exhibit's recording is trained on from its end."""
    first, workers = new()
    first.start()
    workers.answer_all()
    run, workers = new(recording=Recording.from_bytes(first.recording.to_bytes()))
    assert run.finished
    longer = run.extend(50)
    run.start()
    workers.answer_all()
    assert history_csv(run.recording.rows) == history(longer)


def test_pace_holds_the_run_back(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten steps a second are one in each call, and the next call waits for its time."""
    run, workers = new()
    run.pace = 10
    now = time.monotonic()
    monkeypatch.setattr(pace_module.time, "monotonic", lambda: now)
    waits: list[float] = []
    monkeypatch.setattr(run._call, "wait", lambda seconds, _wake: waits.append(seconds))
    run.start()
    assert workers.pending[0].steps == 1
    workers.answer()
    assert workers.calls == []
    assert waits == pytest.approx([0.1])
    monkeypatch.undo()
    run.pace = None
    run.touch()
    assert workers.pending[0].steps is None, "at full pace it asks at once"


def test_a_timer_of_an_earlier_life_asks_for_nothing() -> None:
    """Pause, Train and Reset while the next call waits for its time."""
    run, workers = new()
    woken: list[bool] = []
    epoch, wake = run._call._epoch, lambda: woken.append(True)
    run._call.wait(1000.0, wake)
    run.reset()
    run._call._wake(epoch, wake)  # it rang in the very moment of the reset
    assert run._call.free
    assert (woken, workers.calls) == ([], [])


def test_error_stops_the_run_and_keeps_the_last_good_state(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """A sentence for the reader; pressing Train tries again from there."""
    run, workers = new()
    run.start()
    workers.answer(9)
    workers.answer(error=TrainingError("too large."))
    assert (run.step, run.running, str(run.error)) == (9, False, "too large.")
    run.start()
    assert run.error is None
    workers.answer(error=ZeroDivisionError("a bug"))
    assert "Press Train" in str(run.error)
    assert "ZeroDivisionError" in caplog.text
    run.start()
    workers.answer_all()
    assert history_csv(run.recording.rows) == history(EXPERIMENT)


def test_stopped_workers_pause_the_run() -> None:
    """The server goes down; nothing is asked again."""
    run, workers = new()
    run.start()
    workers.calls[0][0].cancel()
    assert not run.running


def test_every_change_a_view_could_show_has_a_version() -> None:
    """Views redraw when it grows."""
    run, workers = new()
    versions = [run.version]
    for act in (run.start, lambda: workers.answer(2), run.pause, run.reset):
        act()
        versions.append(run.version)
    assert versions == sorted(set(versions))


def test_divergence_ends_the_run_at_its_last_good_step() -> None:
    """It says which step failed; the weights kept are finite."""
    wild = EXPERIMENT.with_values(
        {
            "training.optimizer": "sgd",
            "training.learning_rate": 10.0,
            "training.grad_clip_norm": None,
            "model.cell": "elman",
            "model.nonlinearity": "relu",
        }
    )
    run, workers = new(wild)
    run.start()
    workers.answer_all()
    assert run.recording.stop_reason == "diverged"
    assert run.failed_step == run.step + 1
    assert np.isfinite(run.recording.kept).all()
    assert history_csv(run.recording.rows) == history(wild)


def test_real_workers_train_a_run_to_its_end() -> None:
    """The same through a thread of this process."""
    workers = Workers("inline")
    run = Run(EXPERIMENT, DATA, workers)
    run.start()
    for _ in range(1000):
        if run.finished:
            break
        time.sleep(0.01)
    workers.stop()
    assert history_csv(run.recording.rows) == history(EXPERIMENT)


def test_run_without_an_answer_says_that_it_waits_and_not_how_fast_it_was(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Two seconds beyond what the call was given; the next answer brings the speed back."""
    workers, clock = ByHand(), [1000.0]
    monkeypatch.setattr(time, "monotonic", lambda: clock[0])
    run = Run(EXPERIMENT, DATA, workers)  # type: ignore[arg-type]
    run.start()
    clock[0] += 0.1
    workers.answer(1)
    assert "steps per second" in status_line(run, None)
    clock[0] += 2.5
    run.touch()
    assert "waiting for a worker" in status_line(run, None)
    assert "per second" not in status_line(run, None)
    assert " in about " not in status_line(run, None)
    workers.active |= {1, 2, 3}
    assert "3 other visitors train" in status_line(run, None)
    workers.answer(1)
    assert "steps per second" in status_line(run, None)
    assert "waiting" not in status_line(run, None)


def test_one_browser_trains_so_many_networks_at_once_and_the_next_is_refused_in_one_sentence() -> (
    None
):
    """Another visitor's is not; and one may train as soon as another is paused."""
    with acting_for("forty tabs"):
        runs = [new()[0] for _tab in range(LIMITS.runs + 1)]
    with acting_for("another"):
        other, _workers = new()
    for run in [*runs, other]:
        run.start()
    assert [run.running for run in runs] == [True] * LIMITS.runs + [False]
    assert other.running
    assert runs[-1].error is not None
    assert f"already trains {LIMITS.runs} networks" in runs[-1].error.message
    runs[0].pause()
    runs[-1].start()
    assert (runs[-1].running, runs[-1].error) == (True, None)


def test_forty_runs_of_one_visitor_keep_no_more_weights_than_one_visitors_part() -> None:
    """Each film is coarser then; first and newest step stay, and so do the rows of the history.
    Another visitor's are left alone.
    """
    large = Experiment.from_dict({**TINY, "model": {"cell": "lstm", "hidden_size": 64}})

    def filled() -> Run:
        run = Run(large, DATA, ByHand())
        flat = run.live.weights
        assert flat is not None
        frames = [Frame(k, 1.0, 1.0, 0.01, 1.0, flat + np.float32(k)) for k in range(1, 101)]
        run.recording.room = MEMORY.of(run)
        run.recording.extend(frames)
        return run

    def kept(run: Run) -> int:
        return sum(f.weights.nbytes for f in run.recording.with_weights() if f.weights is not None)

    with acting_for("another"):
        other = filled()
    with acting_for("one"):
        runs = [filled()]
        alone = kept(runs[0])
        runs += [filled() for _ in range(39)]
    assert kept(other) == alone
    assert sum(map(kept, runs)) <= MOST_OF_ONE < 40 * alone
    assert all(run.recording.at(100).step == run.recording.step == 100 for run in runs)
    assert all(len(run.recording.rows) == 100 for run in runs)
    with acting_for("one"):
        del runs[1:]
        assert MEMORY.of(runs[0]) == MOST_BYTES
