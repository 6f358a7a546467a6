"""From the address bar to the session, and back."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from playground.config.experiment import Experiment
from playground.errors import DescriptionError, PlaygroundError, nearest
from playground.gallery.exhibits import EXHIBITS
from playground.lessons.course import lesson_named, lessons
from playground.printable import printable
from playground.ui.session import view_link
from playground.ui.session.history import enter
from playground.ui.session.lesson import LessonProgress
from playground.ui.session.room import Room, check_seal, room_of
from playground.ui.session.run_cache import keep_run, train_to
from playground.ui.session.session import Session, new_session
from playground.ui.shell import link
from playground.ui.shell.data_name import called
from playground.wording import _

#: The exhibit at the bare address.
FIRST = "remember"


def open_session() -> Session:
    """Return this visitor's session, after opening the link they came with."""
    arrived = link.arrived()
    session: Session | None = st.session_state.get("session")
    if session is None:
        session = st.session_state["session"] = new_session(EXHIBITS[FIRST])
        _open(session, arrived or {})
        session.past.clear()  # what a visitor came with is no change of theirs
    elif arrived is not None:
        _open(session, arrived)
    wanted = session.files.wanted
    link.hold(None if wanted is None else wanted.to_query())
    if not session.room.told_by(link.kept()):
        link.view(session.room.to_query())  # an edited address does not open a lock
    return session


def room_here() -> Room:
    """Return the room of this page, also before its session is open."""
    session: Session | None = st.session_state.get("session")
    arrived = room_of(link.kept())
    return arrived if session is None else session.room.joined(arrived)


def describe(session: Session) -> None:
    """Write the experiment into the address bar, and the step that it is trained to."""
    guide, run = session.guide, session.run
    if isinstance(guide, LessonProgress):
        link.view({"lesson": guide.name, "step": str(guide.place + 1)})
    at = run.until if run.running else run.step  # a running page that is reloaded trains on
    link.describe(session.experiment.to_query(), {"at": str(at) if at else None})
    view_link.write(session)
    keep_run(run)
    enter(run, session.results.evaluation())


def _open(session: Session, query: Mapping[str, str]) -> None:
    """Open a link: the lesson that it names, or what it describes."""
    session.guide = None
    if lesson_named(query.get("lesson")) is None:
        visit(session, query)
        link.view({"lesson": None, "step": None})
        if name := query.get("lesson"):
            sentence = _("there is no lesson {name}; {hint}").format(
                name=repr(printable(name[:60])),
                hint=nearest(name, (lesson.name for lesson in lessons())),
            )
            session.trouble = {"link": sentence, **session.trouble}
        return
    step = query.get("step", "1")
    take_lesson(session, query["lesson"], int(step) - 1 if step.isdecimal() else 0)
    session.room = session.room.joined(room_of(query, session.experiment))


def take_lesson(session: Session, name: str, place: int = 0) -> None:
    """Begin a lesson, at a step counted from 0; its experiment replaces the one shown."""
    session.guide = LessonProgress(session, name, place)


def leave_lesson(session: Session) -> None:
    """End the lesson; what it has trained stays."""
    if isinstance(session.guide, LessonProgress):
        session.guide.leave()
    session.guide = None
    link.view({"lesson": None, "step": None})


def visit(session: Session, query: Mapping[str, str]) -> None:
    """Open what a link describes; the bare address leads to the first exhibit."""
    described = {key: value for key, value in query.items() if key == "v" or "." in key}
    try:
        if "data.path" in described:
            raise DescriptionError(
                _("a link may not refer to a file on the server; upload the file here instead."),
                field="data.path",
            )
        first = EXHIBITS[FIRST].experiment
        experiment = Experiment.from_query(described) if described else first
        check_seal(query, experiment)
        session.room.check(experiment)
        session.exhibit_name = None
        if session.await_file(experiment):
            session.room = session.room.joined(room_of(query, experiment))
            return
        if experiment != session.experiment:
            session.load(experiment)
        session.room = session.room.joined(room_of(query, experiment))
        session.follow_exhibit()
        at = query.get("at") if described else str(experiment.training.max_steps)
        train_to(session.run, at)
        view_link.visit(query.get("show"), session)
    except PlaygroundError as error:
        sentence = _("This link is invalid. {error} The page shows “{source}” instead.")
        ended = error.message.endswith((".", "?", "!"))
        why = (_("{field}: {message}") if ended else _("{field}: {message}.")).format(
            field=error.field or "", message=error.message
        )
        session.trouble = {
            "link": sentence.format(
                error=why if error.field else error.message, source=called(session.experiment)
            )
        }
