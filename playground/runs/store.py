"""The finished runs of a session, to be loaded again, branched, compared and saved to a file.

A saved logbook is a zip of ``logbook.json`` and one ``run-N.npz`` (a packed `Recording`) for each
run; `playground.runs.saved_runs` reads it.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from playground.config.experiment import Change, Experiment
from playground.runs.messages import Evaluated
from playground.runs.recording import Recording
from playground.visitor import Portions

VERSION = 1
#: Most runs of one session, and most bytes of the runs of all sessions of a visitor; the oldest
#: that are not pinned are dropped.
MOST_RUNS, MOST_BYTES = 60, 48_000_000
_memory = Portions(MOST_BYTES, MOST_BYTES)
#: Most bytes of a file of runs, in reading and in writing.
MOST_PACKED = 20_000_000
#: Bytes of a recorded step without its weights, in memory and in a file, and of a description in a
#: file.
_STEP_HELD, _STEP_PACKED, _DESCRIBED = 300, 40, 20_000
LONGEST_NAME = 80


@dataclass(frozen=True)
class Entry:
    """One finished run.

    Parameters
    ----------
    number : int
        Counted from 1 in the order in which the runs finished.
    experiment : Experiment
    recording : Recording
        Its weights may have been dropped.
    network, baselines : dict
        Metrics on the test set.
    seconds : float or None
        Seconds of training in the workers; None if unknown.
    name : str
        Name given by the reader, or empty.
    pinned : bool
        Whether it is kept when others are dropped.
    evaluated : Evaluated or None
        Results on the test set with the predictions, for export; None for a run from a file.
    """

    number: int
    experiment: Experiment
    recording: Recording
    network: dict[str, float | None]
    baselines: dict[str, dict[str, float | None]]
    seconds: float | None = None
    name: str = ""
    pinned: bool = False
    evaluated: Evaluated | None = None

    @property
    def key(self) -> tuple[str, int]:
        """The identity of the run: digest of the description, and number of training steps."""
        return self.experiment.digest(), self.recording.step


@dataclass
class Logbook:
    """The finished runs of one session, oldest first."""

    entries: list[Entry] = field(default_factory=list)
    _count: int = 0

    def __post_init__(self) -> None:
        for other in _memory.enter(self):
            other._make_room()

    def add(
        self,
        experiment: Experiment,
        recording: Recording,
        evaluated: Evaluated,
        seconds: float | None = None,
    ) -> Entry:
        """Add a finished run, or update it if it is already in the logbook."""
        key = (experiment.digest(), recording.step)
        known = next((e for e in self.entries if e.key == key), None)
        if known is not None:
            better = replace(
                known, evaluated=evaluated, seconds=known.seconds if seconds is None else seconds
            )
            self.entries = [better if e is known else e for e in self.entries]
            return better
        self._count += 1
        entry = Entry(
            self._count,
            experiment,
            recording,
            evaluated.network,
            evaluated.baselines,
            seconds,
            evaluated=evaluated,
        )
        self.entries = [*self.entries, entry]
        self._make_room()
        return entry

    def get(self, number: int) -> Entry | None:
        """Return the run with this number, or None if it was dropped."""
        return next((e for e in self.entries if e.number == number), None)

    def change(self, number: int, *, name: str | None = None, pinned: bool | None = None) -> None:
        """Rename or pin a run."""
        self.entries = [
            replace(
                e,
                name=e.name if name is None else " ".join(name.split())[:LONGEST_NAME],
                pinned=e.pinned if pinned is None else pinned,
            )
            if e.number == number
            else e
            for e in self.entries
        ]

    def saved(self) -> list[Entry]:
        """Return the runs that fit into a file.

        Weights of recorded steps are dropped first, then whole runs.
        """
        return _fitting(self.entries, MOST_PACKED, _packed)

    def to_bytes(self) -> bytes:
        """Return a file that `saved_runs.read` can read, with the runs that `saved` returns."""
        file, entries = io.BytesIO(), self.saved()
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            about = {"version": VERSION, "runs": [_described(e) for e in entries]}
            archive.writestr("logbook.json", json.dumps(about, allow_nan=False))
            for e in entries:
                # An npz is compressed already.
                archive.writestr(f"run-{e.number}.npz", e.recording.to_bytes(), zipfile.ZIP_STORED)
        return file.getvalue()

    def restore(self, read: Sequence[Entry]) -> int:
        """Add those runs of a file (`saved_runs.read`) that are new; return how many."""
        count = 0
        for entry in read:
            if all(e.key != entry.key for e in self.entries):
                self._count += 1
                count += 1
                self.entries = [*self.entries, replace(entry, number=self._count)]
        self._make_room()
        return count

    def _make_room(self) -> None:
        """Drop the oldest runs that are not pinned and weights of old runs until the rest fits."""
        while len(self.entries) > MOST_RUNS:
            oldest = next((e for e in self.entries if not e.pinned), self.entries[0])
            self.entries = [e for e in self.entries if e is not oldest]
        self.entries = _fitting(self.entries, _memory.of(self), lambda e: held(e.recording))


def branched(experiment: Experiment, step: int, values: dict[str, float | None]) -> Experiment:
    """Return the experiment that continues with other values after a training step.

    The change is part of the description, so a link or a script repeats the branch from step 0 with
    the same numbers.

    Parameters
    ----------
    step : int
        The last training step that both runs share.
    values : dict of name to value
        Values of ``learning_rate`` and ``grad_clip_norm`` from step + 1 on.
    """
    training = experiment.training
    changes = [c for c in training.changes if c.step <= step]
    for name, value in values.items():
        current = next(
            (c.value for c in reversed(changes) if c.field == name), getattr(training, name)
        )
        if value != current:
            changes = [c for c in changes if not (c.field == name and c.step == step + 1)] + [
                Change(step + 1, name, value)
            ]
    plain = [{"step": c.step, "field": c.field, "value": c.value} for c in changes]
    return experiment.with_values({"training.changes": plain})


def until(recording: Recording, step: int) -> Recording:
    """Return the recording up to a training step, as that of an unfinished run."""
    frames = [f for f in recording.frames if f.step <= step]
    rows = [r for r in recording.rows if r.step <= step]
    return Recording(recording.parameters, frames, rows)


def _described(entry: Entry) -> dict[str, Any]:
    return {
        "number": entry.number,
        "name": entry.name,
        "pinned": entry.pinned,
        "seconds": entry.seconds,
        "experiment": entry.experiment.to_dict(),
        "network": entry.network,
        "baselines": entry.baselines,
    }


def held(recording: Recording) -> int:
    """Return the bytes of a recording in memory: all its weights and its numbers."""
    return _weight_bytes(recording) + _STEP_HELD * _numbers(recording)


def _packed(entry: Entry) -> int:
    """Return an upper bound of a run's bytes in a file; weights are hardly compressible."""
    return _weight_bytes(entry.recording) + _STEP_PACKED * _numbers(entry.recording) + _DESCRIBED


def _weight_bytes(recording: Recording) -> int:
    kept = 0 if recording.kept is None else recording.kept.nbytes
    return kept + sum(f.weights.nbytes for f in recording.frames if f.weights is not None)


def _numbers(recording: Recording) -> int:
    return len(recording.frames) + len(recording.rows)


def _fitting(entries: list[Entry], most: int, size: Callable[[Entry], int]) -> list[Entry]:
    """Return the runs that fit into ``most`` bytes.

    Weights of recorded steps are dropped first, then whole runs: the oldest first, pinned ones
    after them. The newest run is never dropped.
    """
    fitting = {e.number: e for e in entries}
    sizes = {e.number: size(e) for e in entries}
    oldest = [e.number for e in sorted(entries[:-1], key=lambda e: (e.pinned, e.number))] + [
        e.number for e in entries[-1:]
    ]
    for number in oldest:
        if sum(sizes.values()) > most:
            fitting[number] = replace(fitting[number], recording=_light(fitting[number].recording))
            sizes[number] = size(fitting[number])
    for number in oldest[:-1]:
        if sum(sizes.values()) > most:
            del fitting[number], sizes[number]
    return list(fitting.values())


def _light(recording: Recording) -> Recording:
    """Return the recording with no weights but the initial ones and those it keeps."""
    frames = [f if f.step == 0 else replace(f, weights=None) for f in recording.frames]
    return replace(recording, frames=frames)
