"""Runs already done on this server: reloading a page or opening its link does not train them again."""

from __future__ import annotations

from dataclasses import replace

from playground.cache import ByteCache
from playground.data.series import Sequences, Series
from playground.exhibits import EXHIBITS
from playground.experiment import Experiment
from playground.recording import Recording
from playground.run import Run

#: Bytes of the runs kept for all visitors together.
_MOST_BYTES = 64_000_000
_shelf: ByteCache[tuple[str, str, int], Recording] = ByteCache(_MOST_BYTES)


def shelve(run: Run) -> None:
    """Keep what a run recorded, so that reloading the page or opening its link does not train it again."""
    if run.step == 0:
        return
    run.close_up()
    recording = run.recording
    # By step too: what one visitor did half is no use to another who wants it whole.
    key = (run.experiment.digest(), run.series.digest(), recording.step)
    known = _shelf.get(key)
    if known is None or known.frames[-1] is not recording.frames[-1]:
        _shelf.put(key, replace(recording, frames=list(recording.frames), rows=list(recording.rows)))


def known_run(experiment: Experiment, data: Series | Sequences, step: int) -> Recording | None:
    """Return what is known of a run that did just so many steps, or that ended by itself before."""
    about = (experiment.digest(), data.digest())
    for key, found in _shelf.newest_first():
        if key[:2] == about and _reaches(found, step):
            return replace(found, frames=list(found.frames), rows=list(found.rows))
    exhibit = next((e for e in EXHIBITS.values() if e.experiment == experiment and e.recording_file.exists()), None)
    shipped = exhibit.recording() if exhibit else None
    return shipped if shipped is not None and _reaches(shipped, step) else None


def _reaches(recording: Recording, step: int) -> bool:
    return recording.step == step or bool(recording.stop_reason and recording.step <= step)
