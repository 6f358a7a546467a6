"""The memory of runs: every finished run of a session, kept to be loaded back, branched, compared
and saved to a file.

A saved logbook is a zip of ``logbook.json`` and one ``run-N.npz`` (a packed `Recording`) for each
run; `playground.runs.saved_runs` reads one.
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
#: Runs kept in one session, and bytes that those of all sessions of one visitor may hold; the
#: oldest that are not pinned give way.
MOST_RUNS, MOST_BYTES = 60, 48_000_000
_memory = Portions(MOST_BYTES, MOST_BYTES)
#: Bytes of a file of runs: what is saved can be restored, so it is also the most that is written.
MOST_PACKED = 20_000_000
#: Bytes of one recorded step beside its weights, in memory and in a file, and of a description in a
#: file.
_STEP_HELD, _STEP_PACKED, _DESCRIBED = 300, 40, 20_000
LONGEST_NAME = 80


@dataclass(frozen=True)
class Entry:
    """One finished run.

    Parameters
    ----------
    number : int
        Counted from 1 in the order in which runs ended.
    experiment : Experiment
    recording : Recording
        What was recorded; weights may have been dropped.
    network, baselines : dict
        Metrics of the test part.
    seconds : float or None
        Seconds of training inside the workers; None when they are not known.
    name : str
        The reader's own name; empty until there is one.
    pinned : bool
        Whether it is kept when others give way.
    found : Evaluated or None
        The test part's results with their predictions, for the export; None for a run from a file.
    """

    number: int
    experiment: Experiment
    recording: Recording
    network: dict[str, float | None]
    baselines: dict[str, dict[str, float | None]]
    seconds: float | None = None
    name: str = ""
    pinned: bool = False
    found: Evaluated | None = None

    @property
    def key(self) -> tuple[str, int]:
        """What makes it the same run as another: its description and how far it went."""
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
        found: Evaluated,
        seconds: float | None = None,
    ) -> Entry:
        """Enter a finished run; one that is known already is not entered twice."""
        key = (experiment.digest(), recording.step)
        known = next((e for e in self.entries if e.key == key), None)
        if known is not None:
            better = replace(
                known, found=found, seconds=known.seconds if seconds is None else seconds
            )
            self.entries = [better if e is known else e for e in self.entries]
            return better
        self._count += 1
        entry = Entry(
            self._count, experiment, recording, found.network, found.baselines, seconds, found=found
        )
        self.entries = [*self.entries, entry]
        self._make_room()
        return entry

    def get(self, number: int) -> Entry | None:
        """Return the run of this number, if it is still there."""
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
        """Return the runs as a file can hold them: weights of recorded steps, then whole runs are
        left out until they fit.
        """
        return _fitting(self.entries, MOST_PACKED, _packed)

    def to_bytes(self) -> bytes:
        """Return the logbook as a file that can be restored; `saved` says what is in it."""
        file, entries = io.BytesIO(), self.saved()
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            about = {"version": VERSION, "runs": [_described(e) for e in entries]}
            archive.writestr("logbook.json", json.dumps(about, allow_nan=False))
            for e in entries:
                archive.writestr(
                    f"run-{e.number}.npz", e.recording.to_bytes(), zipfile.ZIP_STORED
                )  # packed already
        return file.getvalue()

    def restore(self, read: Sequence[Entry]) -> int:
        """Add the runs of a file (`saved_runs.read`) that are not here yet; return how many."""
        count = 0
        for entry in read:
            if all(e.key != entry.key for e in self.entries):
                self._count += 1
                count += 1
                self.entries = [*self.entries, replace(entry, number=self._count)]
        self._make_room()
        return count

    def _make_room(self) -> None:
        """Let the oldest runs that are not pinned go, and drop weights of old ones, until what is
        left fits.
        """
        while len(self.entries) > MOST_RUNS:
            gone = next((e for e in self.entries if not e.pinned), self.entries[0])
            self.entries = [e for e in self.entries if e is not gone]
        self.entries = _fitting(self.entries, _memory.of(self), lambda e: held(e.recording))


def branched(experiment: Experiment, step: int, values: dict[str, float | None]) -> Experiment:
    """Return the experiment that goes as this one to a training step and on from there with other
    values.

    The change is part of the description, so link and script repeat the branch from step 0 and
    arrive at the same numbers.

    Parameters
    ----------
    step : int
        The last training step they share.
    values : dict of name to value
        Of ``learning_rate`` and ``grad_clip_norm``: what holds from step + 1 on.
    """
    training = experiment.training
    changes = [c for c in training.changes if c.step <= step]
    for name, value in values.items():
        now = next((c.value for c in reversed(changes) if c.field == name), getattr(training, name))
        if value != now:
            changes = [c for c in changes if not (c.field == name and c.step == step + 1)] + [
                Change(step + 1, name, value)
            ]
    plain = [{"step": c.step, "field": c.field, "value": c.value} for c in changes]
    return experiment.with_values({"training.changes": plain})


def until(recording: Recording, step: int) -> Recording:
    """Return what was recorded up to a training step, as of a run that may go on."""
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
    """Return the bytes that a recording holds in memory: the weights of all its steps, those it
    keeps, and its numbers.
    """
    return _weight_bytes(recording) + _STEP_HELD * _numbers(recording)


def _packed(entry: Entry) -> int:
    """Return the bytes that a run may need in a file, at most: weights hardly become smaller."""
    return _weight_bytes(entry.recording) + _STEP_PACKED * _numbers(entry.recording) + _DESCRIBED


def _weight_bytes(recording: Recording) -> int:
    kept = 0 if recording.kept is None else recording.kept.nbytes
    return kept + sum(f.weights.nbytes for f in recording.frames if f.weights is not None)


def _numbers(recording: Recording) -> int:
    return len(recording.frames) + len(recording.rows)


def _fitting(entries: list[Entry], most: int, size: Callable[[Entry], int]) -> list[Entry]:
    """Return runs that hold at most so many bytes: weights of steps go first, then runs; pinned
    ones late, the newest last.
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
    """Return the recording without the weights of its steps, but those it began with and those it
    keeps.
    """
    frames = [f if f.step == 0 else replace(f, weights=None) for f in recording.frames]
    return replace(recording, frames=frames)
