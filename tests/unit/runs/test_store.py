"""The memory of runs: what is kept, what a file gives back, what a bad file cannot do, and branches
that repeat their beginning.
"""

from __future__ import annotations

import io
import json
import tomllib
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from playground.config.experiment import Change, Experiment
from playground.data.source import loaded
from playground.errors import PlaygroundError
from playground.models.architecture import architecture_of
from playground.runs import saved_runs
from playground.runs import store as logbook_module
from playground.runs.messages import Budget, Evaluated
from playground.runs.recording import Frame, Recording, history_csv
from playground.runs.store import Logbook, branched, until
from playground.training.advance import advance
from playground.ui.shell.in_memory import MOST_IN_MEMORY
from playground.visitor import Portions, acting_for

BASE = Experiment.from_dict(
    {
        "data": {"length": 80},
        "problem": {"lookback": 4},
        "model": {"hidden_size": 2},
        "training": {"max_steps": 20, "evaluate_every": 5},
    }
)
FOUND = Evaluated(
    {"mae": 0.1, "rmse": 0.2, "mase": None},
    {"mean": {"mae": 1.0, "rmse": 1.0, "mase": 2.0}},
    1,
    {"index": np.arange(3)},
)


def recorded(experiment: Experiment = BASE) -> Recording:
    """Return a run trained to its end."""
    result = advance(experiment, loaded(experiment), None, Budget())
    recording = Recording(
        result.live.weights.size,
        [Frame(0, np.nan, np.nan, np.nan, None, np.zeros(result.live.weights.size, np.float32))],
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
    assert [(e.name, e.pinned, e.seconds) for e in book.entries] == [
        ("my best", True, 1.5),
        ("", False, None),
    ]


def test_a_file_gives_every_run_back(recording: Recording) -> None:
    """Histories byte for byte, weights bit for bit; what is there already is not added again."""
    book = Logbook()
    for experiment in seeds(3):
        book.add(experiment, recording, FOUND, 2.0)
    book.change(2, name="second", pinned=True)
    packed = book.to_bytes()
    other = Logbook()
    assert other.restore(saved_runs.read(packed)) == 3
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
    assert other.restore(saved_runs.read(packed)) == 0


def test_pinned_runs_stay_when_others_give_way(
    recording: Recording, monkeypatch: pytest.MonkeyPatch
) -> None:
    """First the oldest go; then weights are dropped, but never those of the newest run."""
    monkeypatch.setattr(logbook_module, "MOST_RUNS", 3)
    book = Logbook()
    for experiment in seeds(3):
        book.add(experiment, recording, FOUND)
    book.change(1, pinned=True)
    for experiment in seeds(5)[3:]:
        book.add(experiment, recording, FOUND)
    assert [e.number for e in book.entries] == [1, 4, 5]
    one = logbook_module.held(
        recording
    )  # everything counts: what it began with and what it keeps too
    light = logbook_module.held(
        replace(
            recording,
            frames=[f if f.step == 0 else replace(f, weights=None) for f in recording.frames],
        )
    )
    assert light > recording.kept.nbytes  # type: ignore[union-attr]
    monkeypatch.setattr(logbook_module, "_memory", Portions(2 * one + light, 2 * one + light))
    book.add(seeds(6)[5], recording, FOUND)
    heavy = [sum(f.weights is not None for f in e.recording.frames) > 1 for e in book.entries]
    assert [(e.number, h) for e, h in zip(book.entries, heavy, strict=True)] == [
        (1, True),
        (5, False),
        (6, True),
    ]


def packed(
    about: Any = None, run: bytes | None = None, recording: Recording | None = None
) -> bytes:
    """Return a file, right but for what is given."""
    book = Logbook()
    book.add(BASE, recording or Recording(1), FOUND)
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(book.to_bytes())) as right,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as wrong,
    ):
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
        lambda r: packed(
            recording=Recording(r.parameters, r.frames[::-1], r.rows, "max_steps", r.kept)
        ),
        lambda r: packed(
            recording=Recording(r.parameters + 1, r.frames, r.rows, "max_steps", r.kept)
        ),
        lambda r: packed(recording=Recording(r.parameters, r.frames, r.rows, "because", r.kept)),
    ],
)
def test_a_file_that_is_no_logbook_is_refused_in_words_and_adds_nothing(
    make: Any, recording: Recording
) -> None:
    """Damaged, too large when unpacked, pickled, naming a file of the server, or not hanging
    together.
    """
    book = Logbook()
    with pytest.raises(PlaygroundError):
        book.restore(saved_runs.read(make(recording)))
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
    assert branched(branch, 10, {"learning_rate": 0.2}).training.changes == (
        Change(11, "learning_rate", 0.2),
    )
    assert branched(BASE, 10, {"learning_rate": BASE.training.learning_rate}) == BASE


def zipped(members: dict[str, bytes], kind: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return an archive."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", kind) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


def claiming(packed: bytes, size: int) -> bytes:
    """Return an archive of one member whose headers claim another size than it has."""
    made = bytearray(packed)
    for at, sign in ((22, b"PK\x03\x04"), (24, b"PK\x01\x02")):
        place = made.rfind(sign) + at
        made[place : place + 4] = size.to_bytes(4, "little")
    return bytes(made)


def rebuilt(packed_run: bytes, **changed: np.ndarray) -> bytes:
    """Return a packed recording with other arrays."""
    with np.load(io.BytesIO(packed_run)) as stored:
        arrays = {**dict(stored), **changed}
    file = io.BytesIO()
    np.savez_compressed(file, **arrays)
    return file.getvalue()


@pytest.mark.parametrize("kind", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA, zipfile.ZIP_DEFLATED])
def test_inflating_stops_at_the_limit_whatever_a_file_claims(
    kind: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Kinds of compression that inflate in one go are refused before anything is inflated; the
    others are inflated in pieces.
    """
    inflated = []
    real = zipfile.ZipExtFile.read
    monkeypatch.setattr(
        zipfile.ZipExtFile,
        "read",
        lambda self, n=-1: [inflated.append(got := real(self, n)), got][1],
    )
    for claimed in (1000, 8_000_000):
        with pytest.raises(PlaygroundError):
            saved_runs.read(claiming(zipped({"logbook.json": bytes(8_000_000)}, kind), claimed))
    most = saved_runs.MOST_DESCRIBED + saved_runs._BLOCK if kind == zipfile.ZIP_DEFLATED else 0
    assert max((len(piece) for piece in inflated), default=0) <= saved_runs._BLOCK
    assert sum(map(len, inflated)) <= most + 1000


def test_what_all_members_hold_together_is_counted() -> None:
    """Those of archives inside the archive too."""
    counted = saved_runs.Inflated(1000)
    for _again in range(3):
        with zipfile.ZipFile(io.BytesIO(zipped({"a": bytes(300)}))) as archive:
            assert counted.names(archive, 1) == {"a"}
            assert len(counted.member(archive, "a")) == 300
    with (
        zipfile.ZipFile(io.BytesIO(zipped({"a": bytes(300)}))) as archive,
        pytest.raises(PlaygroundError, match="too many or too large"),
    ):
        counted.member(archive, "a")


def more_runs(count: int, number: int | None = None) -> Any:
    """Return a change that names the first run many times."""

    def changed(about: dict[str, Any]) -> dict[str, Any]:
        about["runs"] = [{**about["runs"][0], "number": number or k + 1} for k in range(count)]
        return about

    return changed


def large(about: dict[str, Any]) -> dict[str, Any]:
    """Return a description of more than is read."""
    return {**about, "more": [[]] * 700_000}


def wrong(**arrays: Any) -> Any:
    """Return a file whose run has other arrays, made from the right recording."""
    return lambda r: packed(
        run=rebuilt(r.to_bytes(), **{name: make(r) for name, make in arrays.items()}), recording=r
    )


def described_as(parameters: int) -> Any:
    """Return the array that says how many weights there are."""
    text = json.dumps({"version": 1, "parameters": parameters, "stop_reason": "max_steps"})
    return lambda _r: np.frombuffer(text.encode(), np.uint8)


HOSTILE = {
    "more runs than are kept": lambda r: packed(more_runs(61), recording=r),
    "one recording for many runs": lambda r: packed(more_runs(40, number=1), recording=r),
    "runs without recordings": lambda r: packed(more_runs(2), recording=r),
    "a large description": lambda r: packed(large, recording=r),
    "a network that its description cannot have": wrong(
        about=described_as(2_300_000),
        weights=lambda r: np.zeros((len(r.with_weights()), 2_300_000), np.float32),
        kept=lambda _r: np.zeros(2_300_000, np.float32),
    ),
    "weights of another size": wrong(
        weights=lambda r: np.zeros((len(r.with_weights()), r.parameters + 1), np.float32)
    ),
    "weights of other steps": wrong(steps=lambda r: np.arange(len(r.with_weights())) + 7_000),
    "numbers of another kind": wrong(kept=lambda r: np.zeros(r.parameters, np.complex64)),
    "rows of another width": wrong(rows=lambda _r: np.zeros((3, 6))),
    "more rows than are kept": wrong(rows=lambda _r: np.zeros((120_001, 5))),
    "another array": wrong(more=lambda _r: np.zeros(3)),
}


@pytest.mark.parametrize("make", HOSTILE.values(), ids=[name.replace(" ", "_") for name in HOSTILE])
def test_a_hostile_file_of_runs_is_refused_before_it_is_laid_out(
    make: Any, recording: Recording, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Counts and shapes are checked first: no recording is made of what does not belong
    together.
    """
    made = []
    monkeypatch.setattr(Recording, "from_arrays", lambda arrays: made.append(arrays))
    with pytest.raises(PlaygroundError):
        saved_runs.read(make(recording))
    assert made == []


def test_an_array_that_claims_more_than_is_there_is_refused(recording: Recording) -> None:
    """Its header alone would make room for a terabyte."""
    with zipfile.ZipFile(io.BytesIO(recording.to_bytes())) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    right = f"({recording.parameters},), }}".encode()
    wrong_shape = b"(250000000000,), }"
    members["kept.npy"] = members["kept.npy"].replace(
        right + b" " * (len(wrong_shape) - len(right)), wrong_shape
    )
    assert b"250000000000" in members["kept.npy"]
    with pytest.raises(PlaygroundError, match="damaged"):
        saved_runs.read(packed(run=zipped(members), recording=recording))


def heavy(experiment: Experiment, steps: int) -> Recording:
    """Return a recording of many steps with weights nobody can pack."""
    size = architecture_of(experiment, loaded(experiment)).parameters
    rng = np.random.default_rng(experiment.model.seed)
    frames = [
        Frame(k, 0.1, 0.1, 0.01, None, rng.standard_normal(size).astype(np.float32))
        for k in range(steps)
    ]
    return Recording(size, frames, [], "max_steps", frames[-1].weights)


def test_what_is_saved_can_be_restored_whatever_its_size() -> None:
    """Of old runs the weights of recorded steps are left out when a file would be too large;
    nothing else is lost.
    """
    book = Logbook()
    large_one = BASE.with_values({"model.hidden_size": 64})
    for seed in range(4):
        experiment = large_one.with_values({"model.seed": seed})
        book.add(experiment, heavy(experiment, 150), FOUND)
    assert sum(logbook_module.held(e.recording) for e in book.entries) > logbook_module.MOST_PACKED
    packed_runs = book.to_bytes()
    assert 5_000_000 < len(packed_runs) <= logbook_module.MOST_PACKED
    other = Logbook()
    assert other.restore(saved_runs.read(packed_runs)) == 4
    with_steps = [len(e.recording.with_weights()) for e in other.entries]
    assert with_steps == [len(e.recording.with_weights()) for e in book.saved()]
    assert with_steps[0] == 1
    assert with_steps[-1] == 150
    assert all(
        np.array_equal(a.recording.kept, b.recording.kept)
        for a, b in zip(book.entries, other.entries, strict=True)
    )  # type: ignore[arg-type]


def test_the_server_takes_the_largest_file_of_runs_and_keeps_it_in_memory() -> None:
    """An uploader's own limit holds only in the browser; the server's decides what arrives."""
    settings = tomllib.loads(
        (Path(__file__).resolve().parents[3] / ".streamlit" / "config.toml").read_text("utf-8")
    )
    assert settings["server"]["maxUploadSize"] * 1_000_000 >= logbook_module.MOST_PACKED
    assert (settings["server"]["maxUploadSize"] + 1) * 1024 * 1024 <= MOST_IN_MEMORY


def test_the_sessions_of_one_visitor_remember_no_more_than_one() -> None:
    """A browser with many tabs has a short memory in each."""
    with acting_for("a"):
        one = Logbook()
        assert logbook_module._memory.of(one) == logbook_module.MOST_BYTES
        others = [Logbook() for _ in range(9)]
    with acting_for("b"):
        alone = Logbook()
    assert logbook_module._memory.of(one) == logbook_module.MOST_BYTES // 10
    assert (
        logbook_module._memory.of(alone)
        == logbook_module._memory.of(Logbook())
        == logbook_module.MOST_BYTES
    )
    del others
    assert logbook_module._memory.of(one) == logbook_module.MOST_BYTES
