"""The memory of runs: every finished run of a session, kept to be loaded back, branched, compared and saved to a file.

A saved logbook is a zip of ``logbook.json`` and one ``run-N.npz`` (a packed `Recording`) for each run. Reading one trusts nothing: sizes
are looked at before anything is unpacked, descriptions are checked like any other, and nothing is executed.
"""

from __future__ import annotations

import io
import json
import math
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from playground.call import Evaluated
from playground.errors import DataError, PlaygroundError
from playground.experiment import Change, Experiment
from playground.recording import Recording
from playground.wording import _

VERSION = 1
#: Runs kept in one session, and bytes of weights they may hold together; the oldest that are not pinned give way.
MOST_RUNS, MOST_BYTES = 60, 48_000_000
#: What a file may hold: bytes packed, bytes of all members unpacked, and rows of one run.
MOST_PACKED, MOST_UNPACKED, MOST_ROWS = 60_000_000, 120_000_000, 120_000
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

    def add(self, experiment: Experiment, recording: Recording, found: Evaluated, seconds: float | None = None) -> Entry:
        """Enter a finished run; one that is known already is not entered twice."""
        key = (experiment.digest(), recording.step)
        known = next((e for e in self.entries if e.key == key), None)
        if known is not None:
            better = replace(known, found=found, seconds=known.seconds if seconds is None else seconds)
            self.entries = [better if e is known else e for e in self.entries]
            return better
        self._count += 1
        entry = Entry(self._count, experiment, recording, found.network, found.baselines, seconds, found=found)
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
                e, name=e.name if name is None else " ".join(name.split())[:LONGEST_NAME], pinned=e.pinned if pinned is None else pinned
            )
            if e.number == number
            else e
            for e in self.entries
        ]

    def to_bytes(self) -> bytes:
        """Return the whole logbook as a file; `restore` reads it."""
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            about = {"version": VERSION, "runs": [_described(e) for e in self.entries]}
            archive.writestr("logbook.json", json.dumps(about, allow_nan=False))
            for e in self.entries:
                archive.writestr(f"run-{e.number}.npz", e.recording.to_bytes(), zipfile.ZIP_STORED)  # packed already
        return file.getvalue()

    def restore(self, packed: bytes) -> int:
        """Add the runs of a file that are not here yet; return how many.

        Raises
        ------
        DataError
            It is no logbook, too large, or damaged; nothing is added then.
        """
        fresh = list(_read(packed))
        count = 0
        for entry in fresh:
            if all(e.key != entry.key for e in self.entries):
                self._count += 1
                count += 1
                self.entries = [*self.entries, replace(entry, number=self._count)]
        self._make_room()
        return count

    def _make_room(self) -> None:
        """Let the oldest runs that are not pinned go, and drop weights of old ones, until what is left fits."""
        while len(self.entries) > MOST_RUNS:
            gone = next((e for e in self.entries if not e.pinned), self.entries[0])
            self.entries = [e for e in self.entries if e is not gone]
        sizes = {e.number: _weight_bytes(e.recording) for e in self.entries}
        for e in sorted(self.entries, key=lambda e: (e.pinned, e.number))[:-1]:
            if sum(sizes.values()) <= MOST_BYTES:
                break
            light = replace(e, recording=_light(e.recording))
            sizes[e.number] = 0
            self.entries = [light if other is e else other for other in self.entries]


def branched(experiment: Experiment, step: int, values: dict[str, float | None]) -> Experiment:
    """Return the experiment that goes as this one to a training step and on from there with other values.

    The change is part of the description, so link and script repeat the branch from step 0 and arrive at the same numbers.

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
            changes = [c for c in changes if not (c.field == name and c.step == step + 1)] + [Change(step + 1, name, value)]
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


def _read(packed: bytes) -> Iterator[Entry]:
    """Yield the runs of a file, each checked."""
    if len(packed) > MOST_PACKED:
        raise DataError(_("the file is larger than {most} MB.").format(most=MOST_PACKED // 1_000_000))
    try:
        with zipfile.ZipFile(io.BytesIO(packed)) as archive:
            sizes = {info.filename: info.file_size for info in archive.infolist()}
            if sum(sizes.values()) > MOST_UNPACKED or len(sizes) > MOST_RUNS + 1:
                raise DataError(_("the file holds more than a logbook can."))
            about = json.loads(archive.read("logbook.json"))
            if about.get("version") != VERSION or not isinstance(about.get("runs"), list):
                raise DataError(_("the file is no logbook of this version."))
            for run in about["runs"]:
                yield _entry(run, archive.read(f"run-{int(run['number'])}.npz"))
    except PlaygroundError:
        raise
    except Exception:  # of many kinds: zip, json, numpy and whatever a damaged file makes of them
        raise DataError(_("the file is no logbook, or it is damaged.")) from None


def _entry(run: dict[str, Any], packed: bytes) -> Entry:
    experiment = Experiment.from_dict(run["experiment"])
    if experiment.data.path is not None:
        raise DataError(_("a logbook cannot name a file on the server."), field="data.path")
    recording = _recording(packed)
    seconds = run.get("seconds")
    return Entry(
        int(run["number"]),
        experiment,
        recording,
        _metrics(run["network"]),
        {str(name)[:40]: _metrics(values) for name, values in list(run["baselines"].items())[:10]},
        float(seconds) if isinstance(seconds, int | float) and math.isfinite(seconds) else None,
        " ".join(str(run.get("name", "")).split())[:LONGEST_NAME],
        run.get("pinned") is True,
    )


def _recording(packed: bytes) -> Recording:
    """Unpack one recording after a look at how large it would become, and check that it hangs together."""
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        if sum(info.file_size for info in archive.infolist()) > MOST_UNPACKED // 4:
            raise DataError(_("a run of the file is larger than any the playground records."))
    recording = Recording.from_bytes(packed)
    steps = [f.step for f in recording.frames]
    whole = (
        isinstance(recording.parameters, int)
        and steps == sorted(set(steps))
        and steps[:1] == [0]
        and len(recording.rows) <= MOST_ROWS
        and recording.stop_reason in ("max_steps", "target_loss", "patience", "diverged")
        and all(f.weights is None or f.weights.shape == (recording.parameters,) for f in recording.frames)
        and (recording.kept is None or recording.kept.shape == (recording.parameters,))
    )
    if not whole:
        raise DataError(_("a run of the file does not hang together."))
    return recording


def _metrics(given: Any) -> dict[str, float | None]:
    found = {str(name)[:40]: value for name, value in list(dict(given).items())[:10]}
    return {name: float(v) if isinstance(v, int | float) and math.isfinite(v) else None for name, v in found.items()}


def _weight_bytes(recording: Recording) -> int:
    return sum(f.weights.nbytes for f in recording.frames if isinstance(f.weights, np.ndarray))


def _light(recording: Recording) -> Recording:
    """Return the recording without the weights of its steps, but those it began with and those it keeps."""
    frames = [f if f.step == 0 else replace(f, weights=None) for f in recording.frames]
    return replace(recording, frames=frames)
