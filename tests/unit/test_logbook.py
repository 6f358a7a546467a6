"""The memory of runs: what is kept, what a file gives back, what a bad file cannot do, and branches that repeat their beginning."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

import numpy as np
import pytest

from playground import logbook as logbook_module
from playground.call import Budget, Evaluated
from playground.data.source import loaded
from playground.errors import PlaygroundError
from playground.experiment import Change, Experiment
from playground.logbook import Logbook, branched, until
from playground.recording import Frame, Recording, history_csv
from playground.training.advance import advance

BASE = Experiment.from_dict(
    {"data": {"length": 80}, "problem": {"lookback": 4}, "model": {"hidden_size": 2}, "training": {"max_steps": 20, "evaluate_every": 5}}
)
FOUND = Evaluated({"mae": 0.1, "rmse": 0.2, "mase": None}, {"mean": {"mae": 1.0, "rmse": 1.0, "mase": 2.0}}, 1, {"index": np.arange(3)})


def recorded(experiment: Experiment = BASE) -> Recording:
    """Return a run trained to its end."""
    result = advance(experiment, loaded(experiment), None, Budget())
    recording = Recording(
        result.live.weights.size, [Frame(0, np.nan, np.nan, np.nan, None, np.zeros(result.live.weights.size, np.float32))]
    )  # type: ignore[union-attr]
    recording.extend(result.frames)
    recording.stop_reason, recording.kept = result.stop_reason, result.kept
    return recording


@pytest.fixture(scope="module")
def recording() -> Recording:
    """One run."""
    return recorded()


def seeds(count: int) -> list[Experiment]:
    """Return different descriptions of one size."""
    return [BASE.with_values({"model.seed": k}) for k in range(count)]


def test_a_run_is_entered_once_and_may_be_named_and_pinned(recording: Recording) -> None:
    """Numbers count up and are not given twice."""
    book = Logbook()
    assert book.add(BASE, recording, FOUND, 1.5).number == 1
    assert book.add(BASE, recording, FOUND).number == 1
    assert book.add(seeds(2)[1], recording, FOUND).number == 2
    book.change(1, name="  my\n best  ", pinned=True)
    assert [(e.name, e.pinned, e.seconds) for e in book.entries] == [("my best", True, 1.5), ("", False, None)]


def test_a_file_gives_every_run_back(recording: Recording) -> None:
    """Histories byte for byte, weights bit for bit; what is there already is not added again."""
    book = Logbook()
    for experiment in seeds(3):
        book.add(experiment, recording, FOUND, 2.0)
    book.change(2, name="second", pinned=True)
    packed = book.to_bytes()
    other = Logbook()
    assert other.restore(packed) == 3
    for mine, its in zip(book.entries, other.entries, strict=True):
        assert (mine.experiment, mine.name, mine.pinned, mine.network, mine.baselines) == (
            its.experiment,
            its.name,
            its.pinned,
            its.network,
            its.baselines,
        )
        assert history_csv(mine.recording.rows) == history_csv(its.recording.rows)
        assert np.array_equal(mine.recording.kept, its.recording.kept)  # type: ignore[arg-type]
    assert other.restore(packed) == 0


def test_pinned_runs_stay_when_others_give_way(recording: Recording, monkeypatch: pytest.MonkeyPatch) -> None:
    """First the oldest go; then weights are dropped, but never those of the newest run."""
    monkeypatch.setattr(logbook_module, "MOST_RUNS", 3)
    book = Logbook()
    for experiment in seeds(3):
        book.add(experiment, recording, FOUND)
    book.change(1, pinned=True)
    for experiment in seeds(5)[3:]:
        book.add(experiment, recording, FOUND)
    assert [e.number for e in book.entries] == [1, 4, 5]
    one = sum(f.weights.nbytes for f in recording.frames if f.weights is not None)
    monkeypatch.setattr(logbook_module, "MOST_BYTES", 2 * one)
    book.add(seeds(6)[5], recording, FOUND)
    heavy = [sum(f.weights is not None for f in e.recording.frames) > 1 for e in book.entries]
    assert [(e.number, h) for e, h in zip(book.entries, heavy, strict=True)] == [(1, True), (5, False), (6, True)]


def packed(about: Any = None, run: bytes | None = None, recording: Recording | None = None) -> bytes:
    """Return a file, right but for what is given."""
    book = Logbook()
    book.add(BASE, recording or Recording(1), FOUND)
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book.to_bytes())) as right, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as wrong:
        described = json.loads(right.read("logbook.json"))
        wrong.writestr("logbook.json", json.dumps(about(described) if about else described))
        wrong.writestr("run-1.npz", right.read("run-1.npz") if run is None else run)
    return file.getvalue()


def bomb() -> bytes:
    """Return an npz that is small and would unpack to 200 MB."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("about.npy", bytes(200_000_000))
    return file.getvalue()


def objects() -> bytes:
    """Return an npz whose array can only be unpickled."""
    file = io.BytesIO()
    np.savez(file, about=np.array([{"a": 1}], dtype=object))
    return file.getvalue()


def with_description(**values: Any) -> Any:
    """Return a change of the first run's description."""

    def changed(about: dict[str, Any]) -> dict[str, Any]:
        about["runs"][0]["experiment"]["data"] |= values
        return about

    return changed


@pytest.mark.parametrize(
    "make",
    [
        lambda r: b"",
        lambda r: b"PK\x03\x04 nothing",
        lambda r: packed(recording=r)[:-30],
        lambda r: packed(lambda about: {"version": 99, "runs": []}, recording=r),
        lambda r: packed(lambda about: {"version": 1, "runs": [{}]}, recording=r),
        lambda r: packed(lambda about: [], recording=r),
        lambda r: packed(with_description(path="secret.csv", source="file"), recording=r),
        lambda r: packed(with_description(length=-5), recording=r),
        lambda r: packed(run=bomb(), recording=r),
        lambda r: packed(run=objects(), recording=r),
        lambda r: packed(run=b"no zip", recording=r),
        lambda r: packed(recording=Recording(r.parameters, r.frames[::-1], r.rows, "max_steps", r.kept)),
        lambda r: packed(recording=Recording(r.parameters + 1, r.frames, r.rows, "max_steps", r.kept)),
        lambda r: packed(recording=Recording(r.parameters, r.frames, r.rows, "because", r.kept)),
    ],
)
def test_a_file_that_is_no_logbook_is_refused_in_words_and_adds_nothing(make: Any, recording: Recording) -> None:
    """Damaged, too large when unpacked, pickled, naming a file of the server, or not hanging together."""
    book = Logbook()
    with pytest.raises(PlaygroundError):
        book.restore(make(recording))
    assert book.entries == []


def test_a_branch_repeats_its_parent_up_to_its_step_and_differs_after() -> None:
    """Trained from its own description alone, as link and script do."""
    branch = branched(BASE, 10, {"learning_rate": 0.5, "grad_clip_norm": 1.0})
    assert branch.training.changes == (Change(11, "learning_rate", 0.5),)
    parent, own = recorded(), recorded(branch)
    assert history_csv(until(parent, 10).rows) == history_csv(until(own, 10).rows)
    assert own.rows[-1].train_loss != parent.rows[-1].train_loss
    assert until(parent, 10).stop_reason is None
    assert until(parent, 10).step == 10
    again = branched(branch, 15, {"learning_rate": 0.01})
    assert [c.step for c in again.training.changes] == [11, 16]
    assert branched(branch, 10, {"learning_rate": 0.2}).training.changes == (Change(11, "learning_rate", 0.2),)
    assert branched(BASE, 10, {"learning_rate": BASE.training.learning_rate}) == BASE
