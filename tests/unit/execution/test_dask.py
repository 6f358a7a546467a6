"""Many machines: the same bytes through a Dask scheduler, and a lost worker costs nothing but
time.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from distributed import Client, LocalCluster

from playground.config.experiment import Experiment
from playground.data.series import Series
from playground.data.source import loaded
from playground.errors import DataError, TrainingError
from playground.execution import dask as cluster_module
from playground.execution.trials import Trials
from playground.execution.workers import Workers
from playground.runs.messages import Budget
from playground.runs.recording import Recording, history_csv
from playground.studies.seeds import repeats

BASE = Experiment.from_dict(
    {
        "data": {"length": 80},
        "problem": {"lookback": 4},
        "model": {"hidden_size": 2},
        "training": {"max_steps": 12, "evaluate_every": 5},
    }
)
LANES = {"LSTM": BASE, "GRU": BASE.with_values({"model.cell": "gru"})}


@pytest.fixture(scope="module")
def cluster() -> Iterator[LocalCluster]:
    """A scheduler and two worker processes on this machine, as the commands in the documents start
    them.
    """
    with LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=":0", silence_logs=50
    ) as running:
        yield running


@pytest.fixture
def workers(cluster: LocalCluster) -> Iterator[Workers]:
    """The playground's view of it, by address alone."""
    made = Workers(cluster.scheduler_address)
    yield made
    made.stop()


def to_the_end(trials: Trials) -> dict[Any, Any]:
    """Return what every trial found out, by key."""
    trials.start()
    end = time.monotonic() + 300
    while not trials.finished and time.monotonic() < end:
        trials.touch()  # as whoever looks at the page does
        time.sleep(0.02)
    assert trials.finished
    return {
        key: (history_csv(o.rows), o.kept.tobytes(), o.evaluated.network)
        for key, o in sorted(trials.outcomes.items())
    }


@pytest.fixture(scope="module")
def undisturbed() -> dict[Any, Any]:
    """The same trials in this process."""
    inline = Workers("inline")
    yield to_the_end(Trials(repeats(LANES, 3), loaded, inline))
    inline.stop()


def test_a_cluster_gives_the_same_bytes_and_a_killed_worker_costs_only_time(
    cluster: LocalCluster, workers: Workers, undisturbed: dict[Any, Any], tmp_path: Path
) -> None:
    """One worker dies in the middle of a training call: no finished run is lost, none is done
    twice.
    """
    diary = tmp_path / "diary"
    diary.touch()

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

    submit, asked = workers.submit, []

    def deadly(task: str, experiment: Experiment, *args: Any, series: Any) -> Any:
        asked.append((task, experiment.digest()))
        begun = {
            digest for name, digest in asked if name == "advance"
        }  # a slow machine calls again for a run it has begun
        third = (
            task == "advance"
            and len(begun) == 3
            and asked.count(("advance", experiment.digest())) == 1
        )
        return submit(task, experiment, *([args[0], Lethal()] if third else args), series=series)

    workers.submit = deadly  # type: ignore[method-assign]
    assert to_the_end(Trials(repeats(LANES, 3), loaded, workers)) == undisturbed
    assert diary.read_bytes() == b"x"
    ends = [one for one in asked if one[0] != "advance"]  # every run is trained, and judged once
    assert len(set(ends)) == len(ends) == 6
    assert len(set(asked)) == 12


def test_a_run_in_many_calls_is_the_same_history(workers: Workers) -> None:
    """State goes to whichever worker is free and comes back whole; a series a worker lacks is sent
    to it once.
    """
    recordings = []
    for ask in (workers, Workers("inline")):
        recording, state, data = Recording(1), None, loaded(BASE)
        while recording.stop_reason is None:
            result = ask.submit("advance", BASE, state, Budget(steps=2), series=data).result(60)
            state = result.state
            recording.extend(result.frames)
            recording.stop_reason = result.stop_reason
        recordings.append(history_csv(recording.rows))
        if ask is not workers:
            ask.stop()
    assert recordings[0] == recordings[1]


def test_errors_keep_their_words_and_workers_are_counted(
    cluster: LocalCluster, workers: Workers
) -> None:
    """A sentence for the reader survives two more processes."""
    with Client(cluster.scheduler_address, set_as_default=False) as client:
        client.wait_for_workers(
            2, timeout=60
        )  # the one that was killed above comes back in its own time
    short = Series(np.zeros((5, 1)), ("v",), 0, np.arange(5), "short")
    with pytest.raises(DataError) as caught:
        workers.submit("reference", Experiment(), series=short).result(60)
    assert caught.value.message.endswith(".")
    assert workers.count == 2


@pytest.mark.parametrize(
    "error",
    [
        ModuleNotFoundError("No module named 'playground'"),
        RuntimeError("Error during deserialization of the task graph."),
    ],
)
def test_a_cluster_started_elsewhere_is_told_in_words(error: Exception) -> None:
    """As Dask puts it when a worker or the scheduler does not find the project."""

    class Asked:
        status = "error"

        def result(self) -> None:
            raise error

    future: Future = Future()
    cluster_module._pass_on(Asked(), future)
    with pytest.raises(TrainingError, match="in the project's folder"):
        future.result(1)


def test_without_a_scheduler_the_run_ends_with_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    """And the next click tries again."""
    monkeypatch.setattr(cluster_module, "PATIENCE", 1)
    workers = Workers("tcp://127.0.0.1:9")
    with pytest.raises(TrainingError, match=r"scheduler at tcp://127\.0\.0\.1:9 does not answer"):
        workers.submit("reference", Experiment()).result(60)
    workers.stop()
