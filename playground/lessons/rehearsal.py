"""Rehearse a lesson without a page: whether its answers are right and its conditions reached."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import numpy as np

from playground.analysis.explain import Explanation
from playground.analysis.interventions import ClampedGate, changed_weights
from playground.analysis.probe import (
    Probe,
    default_probe,
    edited_inputs,
    edited_probe,
    explain_probe,
    sequence_probe,
)
from playground.config.experiment import Experiment
from playground.data.source import loaded
from playground.data.windowing.windows import make_windows
from playground.execution.first_weights import first_weights
from playground.lessons.claims import Claim
from playground.lessons.format import Do, Lesson, Question, Step, changed, trains
from playground.lessons.moment import Moment, marks_of, recorded
from playground.models.architecture import architecture_of
from playground.runs.messages import Budget
from playground.runs.recording import Frame, Recording

#: How fast a text is read, and seconds for an action, for a question and for writing.
WORDS_A_MINUTE, ACTING, ANSWERING, WRITING = 130, 8.0, 25.0, 90.0
#: Training steps per second at the normal pace, where the exhibit has none of its own.
PACE = 42


@dataclass(frozen=True)
class Finding:
    """What was found about one step of a lesson.

    Parameters
    ----------
    step : int
        Counted from 1.
    line : int
        Line of the file.
    holds : bool
    text : str
        The condition or answer, and what was measured.
    """

    step: int
    line: int
    holds: bool
    text: str


@dataclass(frozen=True)
class Rehearsal:
    """The findings of a whole lesson, and how long it trains.

    Parameters
    ----------
    findings : tuple of Finding
    training : float
        Seconds of training at the pace of the page.
    """

    findings: tuple[Finding, ...]
    training: float

    @property
    def mistakes(self) -> list[str]:
        """What does not hold, with the step and the line."""
        return [f"step {f.step}, line {f.line}: {f.text}" for f in self.findings if not f.holds]


def rehearse(lesson: Lesson, late: int = 0) -> Rehearsal:
    """Do every step of a lesson.

    Parameters
    ----------
    lesson : Lesson
    late : int
        Training steps that pass before a page notices that a condition is reached.
    """
    room = _Room(lesson, late)
    findings: list[Finding] = []
    for number, step in enumerate(lesson.steps, 1):
        for holds, text in room.step(step):
            findings.append(Finding(number, step.line, holds, text))
    return Rehearsal(tuple(findings), room.seconds)


def minutes(lesson: Lesson, training: float) -> float:
    """Return how long a reader of a lesson takes, with so many seconds of training."""
    return (sum(map(_seconds, lesson.steps)) + training) / 60


def _seconds(step: Step) -> float:
    """Return how long a reader takes for a step, without its training."""
    texts = [step.say, *([step.because] if step.because else [])]
    texts += [step.ask.text, *(option.text for option in step.ask.options)] if step.ask else []
    reading = sum(text.words for text in texts) / WORDS_A_MINUTE * 60
    return reading + ACTING + (ANSWERING if step.ask else 0) + WRITING * (step.do.kind == "write")


class _Room:
    """The page of a lesson, as far as claims are about it."""

    def __init__(self, lesson: Lesson, late: int) -> None:
        self.lesson, self.late, self.seconds = lesson, late, 0.0
        self._open(lesson.experiment)

    def _open(self, experiment: Experiment) -> None:
        self.experiment, self.data = experiment, loaded(experiment)
        windows = make_windows(self.data, experiment.problem, experiment.data.scale)
        self.windows, self.architecture = windows, architecture_of(experiment, self.data)
        self.probe: Probe = default_probe(windows, self.lesson.exhibit.probe)
        self.changes: tuple[ClampedGate, ...] = ()
        self._reset()

    def _reset(self) -> None:
        self.state: bytes | None = None
        weights = first_weights(self.architecture)
        self.live = Frame(0, np.nan, np.nan, np.nan, None, weights)
        self.recording = Recording(weights.size, [self.live])
        self.film: Frame | None = None  # a recorded step that is held

    def step(self, step: Step) -> list[tuple[bool, str]]:
        """Do what a step asks, and return what was found."""
        before, findings = self.changes, self._do(step)
        if step.ask is not None:
            for gates in self._ways(step.do):
                self.changes = (*before, *gates) if gates else self.changes
                findings += self._answers(step.ask)
        return findings

    def _ways(self, do: Do) -> list[tuple[ClampedGate, ...]]:
        """Return the gates that a reader may hold for "hold": in one unit or in all; the last way
        is that of the lesson.
        """
        if do.kind != "hold":
            return [()]
        gate, units = do.clamped(), range(self.experiment.model.hidden_size)
        others = [replace(gate, unit=unit) for unit in units] if gate.unit is None else []
        others += [replace(gate, unit=None)] if gate.unit is not None else []
        return [*((each,) for each in others), (gate,)]

    def _do(self, step: Step) -> list[tuple[bool, str]]:
        do = step.do
        match do.kind:
            case "reset":
                self._reset()
            case "step":
                self._train(do.value)
            case "hold":
                self.changes = (*self.changes, do.clamped())
            case "release":
                if not self.changes:
                    return [(False, "nothing is held that could be released")]
                self.changes = ()
            case "example":
                self.probe = sequence_probe(self.windows, 1)
            case "film":
                self.film = self.recording.at(do.value) if do.value else None
            case "drag" | "mark":
                return self._edit(do)
            case "cursor" if do.value > len(self.probe.x):
                return [(False, f"there is no time step {do.value}")]
        if do.kind in ("change", "set"):
            self._open(changed(self.experiment, self.lesson.exhibit, do))
        return self._train_until(step.until) if trains(step) else []

    def _edit(self, do: Do) -> list[tuple[bool, str]]:
        source, t = self.experiment.source(), do.value - 1
        if "answer" not in source.facts or t >= len(self.probe.x):
            return [(False, f"the input at time step {do.value} cannot be edited")]
        marks: Any = source.facts.get("marks", ())
        numbers = np.zeros(len(self.probe.x), int)
        for k, steps in enumerate(marks_of(self.experiment, self.data.columns, self.probe), 1):
            numbers[steps] = k
        values = self.probe.x[:, 0].copy()
        if do.kind == "drag":
            values[t] -= np.copysign(0.8, values[t])
        else:
            numbers[t] = 0 if numbers[t] else 1
        x = edited_inputs(self.probe.x, values, numbers, self.data.columns, marks)
        answer = partial(source.facts["answer"], **self.experiment.data.params)
        self.probe = edited_probe(self.probe, x, answer)
        return []

    def _train_until(self, until: Claim | None) -> list[tuple[bool, str]]:
        if self.recording.stop_reason:
            self._reset()
        before = self.live.step
        every = self.experiment.training.evaluate_every
        while self.recording.stop_reason is None:
            self._train(every - self.live.step % every)
            if until is not None and until.holds(recorded(self.recording, self.live)):
                break
        self.seconds += (self.live.step - before) / (self.lesson.exhibit.pace or PACE)
        if until is None:
            return []
        holds = until.holds(recorded(self.recording, self.live))
        found = f"until {until.text}: at training step {self.live.step}"
        if self.late and holds and self.recording.stop_reason is None:
            self._train(self.late)
        return [(holds, found if holds else f"until {until.text} is never reached")]

    def _train(self, steps: int) -> None:
        from playground.training.advance import advance  # torch, which nothing else here needs

        result = advance(self.experiment, self.data, self.state, Budget(steps))
        self.state, self.live = result.state, result.live
        self.recording.extend(result.frames)
        self.recording.stop_reason = result.stop_reason

    def _explanation(self) -> Explanation:
        flat = (self.film or self.live).weights
        assert flat is not None
        weights = changed_weights(
            self.architecture, self.architecture.unflatten(flat), self.changes
        )
        return explain_probe(self.architecture, weights, self.probe)

    def moment(self) -> Moment:
        """Return what claims are about now."""
        marks = marks_of(self.experiment, self.data.columns, self.probe)
        return replace(
            recorded(self.recording, self.live),
            explanation=self._explanation(),
            marks=marks,
            held=bool(self.changes),
            edited=self.probe.edited,
        )

    def _answers(self, ask: Question) -> list[tuple[bool, str]]:
        moment = self.moment()
        if ask.kind == "choice":
            return [
                (option.claim.holds(moment) == (n == ask.right), self._about(n, ask, moment))
                for n, option in enumerate(ask.options, 1)
            ]
        if isinstance(ask.right, Claim):
            return [(ask.right.holds(moment), f"right: {ask.right.text}")]
        assert ask.shows is not None
        value = ask.shows.value(moment)
        near = abs(value - ask.right) <= ask.within
        return [(near, f"right: {ask.right} ± {ask.within}, but {ask.shows.text} is {value:.4g}")]

    def _about(self, n: int, ask: Question, moment: Moment) -> str:
        claim = ask.options[n - 1].claim
        must = "is the right option" if n == ask.right else "is a wrong option"
        shows = "" if ask.shows is None else f"; {ask.shows.text} is {ask.shows.value(moment):.4g}"
        says = "holds" if claim.holds(moment) else "does not hold"
        return f"option {n} {must} and {claim.text} {says}{shows}"
