"""Bring a session into the state in which a step of a lesson begins."""

from __future__ import annotations

from dataclasses import replace

from playground.lessons.format import Lesson, Setting
from playground.lessons.moment import Moment
from playground.runs.recording import Recording
from playground.ui.session.run_cache import known_run
from playground.ui.session.session import Session, initial_probe


def arrange(session: Session, lesson: Lesson, setting: Setting) -> bool:
    """Open a setting, untouched by whatever was done before.

    Returns
    -------
    bool
        Whether it is reached: where its training is not known, it is begun as fast as it goes.

    Raises
    ------
    PlaygroundError
        When the link of the page locks a field at another value.
    """
    room = session.room
    session.room = replace(room, hidden=room.hidden | set(lesson.hide))
    session.exhibit_name = lesson.exhibit_name
    session.load(setting.experiment)
    session.follow_exhibit()
    session.focus.show(initial_probe(setting.experiment, session.windows))
    cursor = session.focus.cursor
    session.focus.cursor = replace(cursor, t=None, film=None, number=cursor.number + 1)
    session.interventions.release()
    for gate in setting.held:
        session.interventions.change(gate, setting.experiment.model)
    return not setting.trained or _trained(session, setting)


def _trained(session: Session, setting: Setting) -> bool:
    """Show the training where it is known; else begin it, and return False."""
    run = session.run
    known = known_run(run.experiment, run.series, run.experiment.training.max_steps)
    shown = None if known is None else up_to(known, setting)
    if shown is None:
        run.pace = None
        run.start()
    else:
        run.restore(shown)
    return shown is not None


def up_to(recording: Recording, setting: Setting) -> Recording | None:
    """Return a run up to the recorded step at which a setting's condition is first noticed.

    None when it is never reached, or no later step has weights.
    """
    if setting.until is None:
        return recording
    frames = {frame.step: frame for frame in recording.frames}
    for number, row in enumerate(recording.rows, 1):
        if not setting.until.holds(Moment(frames.get(row.step, row), row)):
            continue
        later = [f.step for f in recording.with_weights() if f.step >= row.step]
        if not later:
            return None
        ended = later[0] == recording.step
        return replace(
            recording,
            frames=[frame for frame in recording.frames if frame.step <= later[0]],
            rows=recording.rows[:number],
            stop_reason=recording.stop_reason if ended else None,
            kept=recording.kept if ended else None,
        )
    return None
