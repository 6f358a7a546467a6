"""Runs known on this server: reloading a page or opening its link does not repeat them."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import replace
from weakref import WeakKeyDictionary

from playground.cache import ByteCache
from playground.config.experiment import Experiment
from playground.config.limits import LIMITS
from playground.data.series import Sequences, Series
from playground.errors import DescriptionError
from playground.execution.run import Run
from playground.gallery.exhibits import shipped_recording
from playground.runs.recording import Recording
from playground.visitor import current
from playground.wording import _

_runs: ByteCache[tuple[str, str, int], Recording] = ByteCache(LIMITS.cached * 1_000_000)


#: Runs told in an address while they train, and whose they are.
_training: WeakKeyDictionary[Run, Hashable | None] = WeakKeyDictionary()


def keep_run(run: Run) -> None:
    """Keep what a run recorded; remember one that trains, for a page that is reloaded."""
    if run.running:
        _training[run] = current()
        return
    if run.step == 0:
        return
    run.close_up()
    recording = run.recording
    # By step too: what one visitor did half is no use to another who wants it whole.
    key = (run.experiment.digest(), run.series.digest(), recording.step)
    known = _runs.get(key)
    if known is None or known.frames[-1] is not recording.frames[-1]:
        _runs.put(key, _copied(recording))


def train_to(run: Run, at: str | None) -> None:
    """Train to the step of a link, or show the run where it is cached or ships with an exhibit."""
    if at is None:
        return
    if not at.isdecimal() or len(at) > 9:
        raise DescriptionError(
            _("needs a training step, a whole number, but got {at!r}.").format(at=at[:40]),
            field="at",
        )
    step = min(int(at), run.experiment.training.max_steps)
    if (run.until if run.running else run.step) == step:
        return
    known = known_run(run.experiment, run.series, step)
    if known is not None:
        run.restore(known)
    elif step:
        earlier = _under_way(run)
        run.pace = None if earlier is None else earlier.pace
        if earlier is not None and 0 < earlier.step < step:
            earlier.close_up()
            run.restore(_copied(earlier.recording))
        run.start(until=step)


def forget_unused() -> int:
    """Drop the runs that nobody has kept or opened since the last time; return how many."""
    return _runs.forget_unused()


def known_run(experiment: Experiment, data: Series | Sequences, step: int) -> Recording | None:
    """Return what is known of a run that did just so many steps, or that ended by itself before."""
    about = (experiment.digest(), data.digest())
    for key, found in _runs.newest_first():
        if key[:2] == about and _reaches(found, step):
            return _copied(found)
    shipped = shipped_recording(experiment)
    return shipped if shipped is not None and _reaches(shipped, step) else None


def _reaches(recording: Recording, step: int) -> bool:
    return recording.step == step or bool(recording.stop_reason and recording.step <= step)


def _under_way(run: Run) -> Run | None:
    """Return the same run where it trains on another page of this visitor, or None."""
    about = (run.experiment.digest(), run.series.digest())
    mine = [
        one
        for one, visitor in list(_training.items())
        if one is not run and one.running and visitor == current()
    ]
    return next(
        (one for one in mine if (one.experiment.digest(), one.series.digest()) == about), None
    )


def _copied(recording: Recording) -> Recording:
    return replace(recording, frames=list(recording.frames), rows=list(recording.rows))
