"""Runs already done on this server: reloading a page or opening its link does not train them again."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import replace

from playground.data.series import Sequences, Series
from playground.exhibits import EXHIBITS
from playground.experiment import Experiment
from playground.recording import Recording
from playground.run import Run

#: Runs kept for all visitors together, and bytes of their weights.
_MOST, _MOST_BYTES = 24, 96_000_000
_shelf: OrderedDict[tuple[str, str, int], Recording] = OrderedDict()


def shelve(run: Run) -> None:
    """Keep what a run recorded, so that reloading the page or opening its link does not train it again."""
    if run.step == 0:
        return
    run.close_up()
    recording = run.recording
    # By step too: what one visitor did half is no use to another who wants it whole.
    key = (run.experiment.digest(), run.series.digest(), recording.step)
    _shelf[key] = replace(recording, frames=list(recording.frames), rows=list(recording.rows))
    _shelf.move_to_end(key)
    while len(_shelf) > 1 and (len(_shelf) > _MOST or sum(map(_bytes, _shelf.values())) > _MOST_BYTES):
        _shelf.popitem(last=False)


def known_run(experiment: Experiment, data: Series | Sequences, step: int) -> Recording | None:
    """Return what is known of a run that did just so many steps, or that ended by itself before."""
    about = (experiment.digest(), data.digest())
    for key, found in reversed(_shelf.items()):
        if key[:2] == about and _reaches(found, step):
            return replace(found, frames=list(found.frames), rows=list(found.rows))
    exhibit = next((e for e in EXHIBITS.values() if e.experiment == experiment and e.recording_file.exists()), None)
    shipped = exhibit.recording() if exhibit else None
    return shipped if shipped is not None and _reaches(shipped, step) else None


def _reaches(recording: Recording, step: int) -> bool:
    return recording.step == step or bool(recording.stop_reason and recording.step <= step)


def _bytes(recording: Recording) -> int:
    return 4 * recording.parameters * len(recording.with_weights())
