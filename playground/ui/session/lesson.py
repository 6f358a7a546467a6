"""Where a visitor is in a lesson: which step, what they answered, and whether it is done."""

from __future__ import annotations

import threading
from collections.abc import Hashable, Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from playground.analysis.explain import Explanation
from playground.analysis.interventions import changed_weights
from playground.analysis.probe import explain_probe
from playground.errors import PlaygroundError
from playground.lessons.comparing import Comparison, Guess, compare, fits, ghost
from playground.lessons.course import lesson_named
from playground.lessons.format import Lesson, Question, Setting, Step, after, setting_of, trains
from playground.lessons.moment import Moment, marks_of, recorded
from playground.lessons.notes import MOST_TEXT, Answer, Notes, guess_of
from playground.ui.session.lesson_actions import Begun, applied, done, reached
from playground.ui.session.lesson_start import arrange
from playground.ui.session.lesson_straying import strayed
from playground.ui.session.session import Session
from playground.wording import language

#: Phases of a step: the reader answers, does what is asked, and compares.
ASK, DO, COMPARE = "ask", "do", "compare"


class LessonProgress:
    """A lesson in a session.

    Parameters
    ----------
    session : Session
    name : str
        Name of the lesson, which exists.
    place : int
        Step to begin with, from 0; beyond the last one means the last.

    Attributes
    ----------
    phase : {"ask", "do", "compare"}
    guess : int, float, tuple of float or None
        What the reader answered in this step.
    comparison : Comparison or None
    notes : Notes
    moved : int
        Grows with every step that is entered.
    """

    def __init__(self, session: Session, name: str, place: int = 0) -> None:
        self.session, self.name = session, name
        self.notes = Notes(name, language())
        self._lock = threading.RLock()
        self._catching_up: Setting | None = None
        self.moved = 0
        self.open(place)

    @property
    def lesson(self) -> Lesson:
        """The lesson in the language in use."""
        lesson = lesson_named(self.name, language())
        assert lesson is not None
        return lesson

    @property
    def step(self) -> Step:
        """The step shown."""
        return self.lesson.steps[self.place]

    @property
    def last(self) -> bool:
        """Whether it is the last step."""
        return self.place == len(self.lesson.steps) - 1

    @property
    def ready(self) -> bool:
        """Whether only Next is left to do."""
        done = self._begun.ready and self.phase == DO
        return done or self.phase == COMPARE or self.step.do.kind == "read"

    @property
    def preparing(self) -> bool:
        """Whether the training of an earlier step is repeated first."""
        return self._catching_up is not None

    @property
    def missed(self) -> bool:
        """Whether the training has ended without reaching the condition."""
        run, step = self.session.run, self.step
        waits = self.phase == DO and trains(step) and step.until is not None and run.finished
        if not waits or self.preparing or reached(step.until, run):
            return False
        return applied(step.do, self.lesson.exhibit, self.session)

    @property
    def strayed(self) -> bool:
        """Whether the network shown is not the one of which the step speaks."""
        before, later = self._settings
        early = self.phase == ASK and not self._begun.ready
        return strayed(self.step, self.session, before, later, early=early)

    @property
    def ghost(self) -> tuple[float | None, ...] | None:
        """The guess as values on the question's track, once it is locked."""
        if self.step.ask is None or self.guess is None or self.phase == ASK:
            return None
        return ghost(self.step.ask, self.guess, self.moment(explained=True))

    def places(self, ask: Question) -> list[bool]:
        """Return at which steps of its track a guessed number is drawn."""
        probe = self.session.focus.probe
        marks = marks_of(self.session.experiment, self.session.data.columns, probe)
        every = [True] * len(probe.x)
        if ask.where == "all" or not marks:
            return every
        marked = np.logical_or.reduce(marks)
        where = {"between": ~marked, "questions": marks[-1]}.get(ask.where, marks[0])
        return [bool(at) for at in where]

    def standing(self) -> Hashable:
        """Return what the rail shows, in values that can be compared."""
        begun = self._begun.ready
        held = bool(self.session.interventions.changes)
        return (
            self.name,
            self.place,
            self.phase,
            self.moved,
            begun,
            self.preparing,
            self.missed,
            self.strayed,
            held,
        )

    def withholds(self, kind: str) -> bool:
        """Return whether the question of the step comes before an action of this kind."""
        return self.phase == ASK and kind == self.step.do.kind

    def open(self, place: int) -> None:
        """Show a step in the state in which it begins."""
        with self._lock:
            self.place = max(0, min(place, len(self.lesson.steps) - 1))
            self._arrange(setting_of(self.lesson, self.place))
            self._enter()

    def restore(self) -> None:
        """Bring back the network of which the step speaks; what has been compared stays."""
        with self._lock:
            compared = self.phase == COMPARE
            self._arrange(self._settings[compared])
            if not compared or self.preparing:
                self._enter()
            self.moved += 1

    def leave(self) -> None:
        """Show again what only this lesson hides."""
        room = self.session.room
        self.session.room = replace(room, hidden=room.hidden - set(self.lesson.hide))

    def notice(self) -> None:
        """Look whether something is done; called whenever the session is looked at."""
        with self._lock:
            if self._catching_up is not None:
                self._catch_up(self._catching_up)
            elif self.phase == DO and not self._begun.ready and not self.strayed and self._done():
                self._finish()

    def apply(self, message: Any) -> None:
        """Do what the reader did on the card; ignore what no card would have sent."""
        if not isinstance(message, Mapping) or message.get("place") != self.place:
            return
        with self._lock:
            match message.get("act"):
                case "lock":
                    self._lock_in(message.get("guess"))
                case "next":
                    if self.ready or self.step.do.kind == "write":
                        self._forward()
                case "skip":
                    self._skip()
                case "back":
                    self.open(self.place - 1)
                case "go" if isinstance(place := message.get("to"), int):
                    self.open(place)
                case "restore":
                    self.restore()
                case "write":
                    self._write(message.get("text"))
                case "set" if self.step.do.kind == "set" and self.phase == DO:
                    self.session.set(self.step.do.value, start=trains(self.step))
                case "notes" if isinstance(text := message.get("text"), str):
                    if not self.notes.answers:
                        self.notes = Notes.from_json(text, self.name, language())
                        self.moved += 1

    def moment(self, *, explained: bool) -> Moment:
        """Return what claims are about now; with every number of the example if ``explained``."""
        session = self.session
        moment = recorded(session.run.recording, session.run.live)
        if not explained:
            return moment
        return replace(
            moment,
            explanation=self._explanation(),
            layer=session.focus.layer,
            marks=marks_of(session.experiment, session.data.columns, session.focus.probe),
            held=bool(session.interventions.changes),
            edited=session.focus.probe.edited,
        )

    def _explanation(self) -> Explanation:
        session = self.session
        run, film = session.run, session.focus.cursor.film
        frame = run.live if film is None else run.recording.at(film)
        weights = run.weights(frame)
        if session.interventions.changes:
            weights = changed_weights(run.architecture, weights, session.interventions.changes)
        return explain_probe(run.architecture, weights, session.focus.probe)

    def _enter(self) -> None:
        """Begin the step."""
        self.guess: Guess | None = None
        self.comparison: Comparison | None = None
        self.phase = DO if self.step.ask is None else ASK
        setting = setting_of(self.lesson, self.place)
        self._settings = setting, after(setting, self.lesson.exhibit, self.step)
        self.moved += 1
        self._begun = Begun(self.session.run.step, self.session.focus.probe)
        self._begun = replace(self._begun, ready=self._catching_up is None and self._done())

    def _forward(self) -> None:
        if not self.last:
            self.place += 1
            self._enter()

    def _skip(self) -> None:
        """Go on as if the step had been done."""
        if self.last:
            return
        step, finished = self.step, self.phase == COMPARE or self._done()
        undone = step.do.kind in ("hold", "release", "reset", "change", "set") or trains(step)
        if undone and not finished:
            self.open(self.place + 1)
        else:
            self._forward()

    def _lock_in(self, value: Any) -> None:
        ask, guess = self.step.ask, guess_of(value)
        times = len(self.session.focus.probe.x)
        if ask is None or self.phase != ASK or guess is None or not fits(ask, guess, times):
            return
        if self.strayed:
            return
        self.guess, self.phase = guess, DO
        if self.step.do.kind == "answer" or self._begun.ready:
            self._finish()

    def _finish(self) -> None:
        """Stop what trains, then compare, or go on."""
        ask = self.step.ask
        if trains(self.step):
            self.session.run.pause()
        if ask is None:
            self._forward()
            return
        if self.guess is None:
            return
        self.comparison = compare(ask, self.guess, self.moment(explained=True))
        before, now = self.notes.answers.get(self.place + 1, Answer()), self.comparison
        self.notes.answers[self.place + 1] = replace(
            before, guess=self.guess, said=now.said, truth=now.truth, right=now.right, link=""
        )
        self.phase = COMPARE
        self.moved += 1

    def _write(self, text: Any) -> None:
        """Keep the reader's own line."""
        if not isinstance(text, str):
            return
        number = self.place + 1
        before = self.notes.answers.get(number, Answer())
        line = " ".join(text.split())[:MOST_TEXT]
        self.notes.answers[number] = replace(before, because=line)
        self.moved += 1

    def _done(self) -> bool:
        return done(self.step, self.lesson.exhibit, self.session, self._begun)

    def _arrange(self, setting: Setting) -> None:
        """Bring the session into the state in which a step begins."""
        self._catching_up = None
        try:
            if not arrange(self.session, self.lesson, setting):
                self._catching_up = setting
        except PlaygroundError as error:  # the link of the page locks a field
            self.session.trouble = {error.field or "link": error.message}

    def _catch_up(self, setting: Setting) -> None:
        """End the repeated training once it is where the step begins."""
        run = self.session.run
        if reached(setting.until, run) or not run.running:
            run.pause()
            self._catching_up = None
            self.session.follow_exhibit()
            self._enter()
