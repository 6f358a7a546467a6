"""Many runs to their ends: order, pausing, leases and killed workers change what is computed by
nothing.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from playground.config.experiment import Experiment
from playground.data.series import Sequences, Series
from playground.data.source import loaded
from playground.errors import DataError
from playground.execution import trials as trials_module
from playground.execution.trials import Trials
from playground.execution.workers import Workers
from playground.runs.messages import Budget
from playground.runs.recording import history_csv
from playground.studies.seeds import repeats, scores, seeded

BASE = Experiment.from_dict(
    {
        "data": {"length": 80},
        "problem": {"lookback": 4},
        "model": {"hidden_size": 2},
        "training": {"max_steps": 12, "evaluate_every": 5},
    }
)
LANES = {"LSTM": BASE, "GRU": BASE.with_values({"model.cell": "gru"})}


def to_the_end(trials: Trials, seconds: float = 300) -> Trials:
    """Wait until all have ended."""
    trials.start()
    end = time.monotonic() + seconds
    while not trials.finished and time.monotonic() < end:
        trials.touch()  # as whoever looks at the page does
        time.sleep(0.01)
    assert trials.finished
    return trials


def told(trials: Trials) -> dict[Any, tuple[str, bytes, Any]]:
    """Return everything a trial found out, by key."""
    return {
        key: (
            history_csv(o.rows),
            o.kept.tobytes() if o.kept is not None else b"",
            o.evaluated and o.evaluated.network,
        )
        for key, o in sorted(trials.outcomes.items())
    }


@pytest.fixture
def inline() -> Iterator[Workers]:
    """This process as its own worker."""
    workers = Workers("inline")
    yield workers
    workers.stop()


def test_repeats_change_all_three_seeds_together_and_give_every_lane_the_same() -> None:
    """Repeat 0 is the experiment as it stands."""
    made = repeats(LANES, 3)
    assert list(made)[:3] == [("LSTM", 0), ("GRU", 0), ("LSTM", 1)]
    assert made["LSTM", 0] == BASE
    for k in range(3):
        seeds = {
            (e.data.seed, e.model.seed, e.training.seed)
            for (_, repeat), e in made.items()
            if repeat == k
        }
        assert seeds == {(k, k, k)}
    assert seeded(BASE.with_values({"model.seed": 2**31 - 1}), 1).model.seed == 0


def test_every_trial_is_trained_to_its_end_and_measured(inline: Workers) -> None:
    """The outcome is what a run of its own would give; shares go back to the others."""
    trials = to_the_end(Trials(repeats(LANES, 2), loaded, inline))
    assert len(trials.outcomes) == 4
    assert all(
        o.steps == 12
        and o.stop_reason == "max_steps"
        and o.evaluated is not None
        and o.error is None
        for o in trials.outcomes.values()
    )
    assert {name: sorted(own) for name, own in scores(trials.outcomes).items()} == {
        "LSTM": [0, 1],
        "GRU": [0, 1],
    }
    assert scores(trials.outcomes)["LSTM"][0] == trials.outcomes["LSTM", 0].evaluated.network["mae"]  # type: ignore[union-attr]
    assert (trials.progress, trials.running, inline.active) == (1.0, False, set())


def test_pausing_loses_nothing_and_going_on_repeats_nothing(
    inline: Workers, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Stop and go on as often as you like: the same outcomes."""
    whole = told(to_the_end(Trials(repeats(LANES, 2), loaded, inline)))
    monkeypatch.setattr(trials_module, "CALL", 0.0)  # a call a training step
    trials = Trials(repeats(LANES, 2), loaded, inline)
    asked: list[Any] = []
    submit = inline.submit
    monkeypatch.setattr(
        inline, "submit", lambda *args, **named: asked.append(args) or submit(*args, **named)
    )
    for _ in range(200):
        trials.start()
        trials.pause()
        while trials.busy:
            time.sleep(0.001)
        if trials.finished:
            break
    assert told(trials) == whole
    assert sum(args[0] == "advance" for args in asked) == 4 * 12
    assert sum(args[0] == "evaluate" for args in asked) == 4


def test_without_a_page_it_stands_still_when_its_lease_ends(
    inline: Workers, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And goes on when the page is heard of again."""
    monkeypatch.setattr(trials_module, "CALL", 0.0)
    trials = Trials(repeats(LANES, 1), loaded, inline, lease=0.0)
    trials.start()
    time.sleep(0.1)
    while trials.busy:
        time.sleep(0.01)
    assert trials.running
    assert not trials.finished
    assert inline.active == set()
    trials.lease.seconds = 60.0
    to_the_end(trials)


def test_a_trial_that_cannot_be_done_leaves_a_sentence_and_holds_nobody_up(inline: Workers) -> None:
    """The others end as ever."""

    def picky(experiment: Experiment) -> Series | Sequences:
        if experiment.data.seed == 1:
            raise DataError("this data cannot be had.", field="data.source")
        return loaded(experiment)

    trials = to_the_end(Trials(repeats(LANES, 3), picky, inline))
    assert {key: str(o.error) for key, o in trials.outcomes.items() if o.error} == {
        ("LSTM", 1): "data.source: this data cannot be had.",
        ("GRU", 1): "data.source: this data cannot be had.",
    }
    assert sorted(scores(trials.outcomes)["GRU"]) == [0, 2]


@pytest.mark.parametrize(
    ("workers", "trials", "room"),
    [(1, 5, 1), (2, 5, 2), (2, 3, 3), (2, 15, 2), (4, 5, 5), (4, 8, 4)],
)
def test_the_last_trials_share_the_workers(workers: int, trials: int, room: int) -> None:
    """One a worker while many wait; then all at once, so that none is left alone at the end."""
    pool = Workers("loky", workers)
    made = {(k,): BASE for k in range(trials)}
    assert Trials(made, loaded, pool)._room() == room
    pool.stop()


def test_killed_worker_loses_no_finished_trial_and_repeats_none(
    inline: Workers, tmp_path: Path
) -> None:
    """The call it died in is done again; what had ended is not."""
    diary = tmp_path / "diary"
    diary.touch()
    undisturbed = told(to_the_end(Trials(repeats(LANES, 3), loaded, inline)))
    workers = Workers("loky", 1)
    try:

        class Lethal:  # travels by value; kills its worker once
            steps = None

            def __init__(self) -> None:
                self.asked = 0

            @property
            def seconds(self) -> float:
                self.asked += 1
                if self.asked == 6 and not diary.read_bytes():
                    diary.write_bytes(b"x")
                    os.kill(os.getpid(), 9)
                return 1e9

        trials, submit, asked = Trials(repeats(LANES, 3), loaded, workers), workers.submit, []

        def deadly(task: str, experiment: Experiment, *args: Any, series: Any) -> Any:
            asked.append((task, experiment.digest()))
            third = task == "advance" and sum(name == "advance" for name, _ in asked) == 3
            return submit(
                task, experiment, *([args[0], Lethal()] if third else args), series=series
            )

        workers.submit = deadly  # type: ignore[method-assign]
        assert told(to_the_end(trials)) == undisturbed
        assert diary.read_bytes() == b"x"
        ended = [digest for task, digest in asked if task == "evaluate"]
        assert len(set(ended)) == len(ended) == 6
        for digest in ended:  # a trial may need several calls on a busy machine, none after its end
            assert [task for task, d in asked if d == digest][-1] == "evaluate"
    finally:
        workers.stop()


def test_budget_is_longer_only_while_nobody_else_trains(inline: Workers) -> None:
    """With company every call takes its share and no more."""
    trials = Trials(repeats(LANES, 1), loaded, inline)
    assert trials._seconds() == trials_module.CALL
    inline.active.add(1)
    assert trials._seconds() <= Budget(seconds=0.2).seconds  # type: ignore[operator]


def test_a_search_that_has_ended_has_done_all_of_it_whatever_its_parts_are_rounded_to(
    inline: Workers,
) -> None:
    """Fifteen of fifteen are not 99 percent."""
    trials = Trials(repeats(LANES, 3), loaded, inline)
    trials._work = dict.fromkeys(trials._work, 0.1)
    to_the_end(trials)
    assert trials.progress == 1.0
    assert int(100 * trials.progress) == 100
