"""The parts of a lesson: steps, each with a text, one thing to do, and at most one question."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Literal

from playground.analysis.interventions import ClampedGate
from playground.config.experiment import Experiment
from playground.gallery.exhibits import EXHIBITS, Exhibit
from playground.lessons.claims import Claim
from playground.lessons.prose import Prose

#: Most words of a step's text, of an explanation, of a question, and of a title.
MOST_WORDS, MOST_IN_QUESTION, MOST_IN_TITLE = 50, 30, 8
#: Every action, with the type of its value in the file.
ACTIONS: Mapping[str, type] = {
    "read": bool,
    "write": bool,
    "answer": bool,
    "train": bool,
    "step": int,
    "reset": bool,
    "cursor": int,
    "film": int,
    "drag": int,
    "mark": int,
    "hold": str,
    "release": bool,
    "change": str,
    "set": dict,
    "example": bool,
}
#: Actions that train, and end when the step's condition on the run is reached.
TRAINING = ("train", "change", "set")
#: Pages that a step may need, by their places in the address.
PAGES = ("learn", "cell", "gradients", "compare", "data")
QuestionKind = Literal["choice", "number", "draw"]


@dataclass(frozen=True)
class Option:
    """One answer of a choice.

    Parameters
    ----------
    text : Prose
    claim : Claim
        What it says about the run: true of the right option alone.
    near : float or None
        Value at which the guess is drawn as a ghost.
    """

    text: Prose
    claim: Claim
    near: float | None = None


@dataclass(frozen=True)
class Question:
    """What the reader predicts before the control of the step is released.

    Parameters
    ----------
    kind : {"choice", "number", "draw"}
    text : Prose
    options : tuple of Option
        Of a choice.
    right : int, float or Claim
        The right option, counted from 1; the number; or what a right drawing shows.
    within : float
        Largest distance of the measured number from ``right``.
    shows : Claim or None
        The number that is compared with the guess.
    track : str or None
        Track on which the guess is drawn.
    what : Prose or None
        What the compared number is, such as "At ▲, {f}".
    where : str
        Steps of that track where a guessed number is drawn: "all", "marks" or "between".
    low, high : float
        Ends of the range of a number or a drawing.
    """

    kind: QuestionKind
    text: Prose
    right: int | float | Claim
    options: tuple[Option, ...] = ()
    within: float = 0.0
    shows: Claim | None = None
    track: str | None = None
    what: Prose | None = None
    where: str = "all"
    low: float = 0.0
    high: float = 1.0


@dataclass(frozen=True)
class Do:
    """The one thing to do in a step.

    Parameters
    ----------
    kind : str
        One of `ACTIONS`. Time steps, training steps and units are as on screen.
    value : bool, int, str or mapping
        Time step of "cursor", "drag" and "mark"; training step of "film"; number of training steps
        of "step"; gate of "hold"; label of the variation of "change"; dotted fields of "set".
    at : float or None
        Value at which a gate is held.
    unit : int or None
        Unit in which it is held, counted from 1; all of them will do as well. None leaves it open.
    """

    kind: str
    value: Any = True
    at: float | None = None
    unit: int | None = None

    def clamped(self) -> ClampedGate:
        """Return the held gate of "hold"."""
        unit = None if self.unit is None else self.unit - 1
        return ClampedGate(self.value, self.at or 0.0, unit=unit)


@dataclass(frozen=True)
class Step:
    """One card of a lesson.

    Parameters
    ----------
    title : str
    say : Prose
        At most 50 words.
    do : Do
    until : Claim or None
        Condition on the run at which a step that trains is done; None trains to the end, except
        that "set" then does not train.
    ask : Question or None
    because : Prose or None
        The explanation, shown after the answer.
    light : tuple of str
        Names of the tracks that the step is about; `prose.CURVE` is the error curve.
    page : str
        Page that the step needs besides that of the lesson, as in the address; "" for none.
    line : int
        Line of the file at which it begins.
    """

    title: str
    say: Prose
    do: Do
    until: Claim | None = None
    ask: Question | None = None
    because: Prose | None = None
    light: tuple[str, ...] = ()
    page: str = ""
    line: int = 0


@dataclass(frozen=True)
class Lesson:
    """A lesson in one language.

    Parameters
    ----------
    name, number : str, int
        From the name of the file: ``05-remember.toml``.
    language : str
    title, summary : str
    minutes : int
        Time that a reader needs.
    exhibit_name : str
    fields : mapping
        Dotted fields of the exhibit's experiment that the lesson changes.
    hide : tuple of str
        Controls that are not shown, as in ``hide=`` of a link.
    steps : tuple of Step
    """

    name: str
    number: int
    language: str
    title: str
    summary: str
    minutes: int
    exhibit_name: str
    steps: tuple[Step, ...]
    fields: Mapping[str, Any] = field(default_factory=dict)
    hide: tuple[str, ...] = ()

    @property
    def exhibit(self) -> Exhibit:
        """The exhibit on whose page it takes place."""
        return EXHIBITS[self.exhibit_name]

    @cached_property
    def experiment(self) -> Experiment:
        """The experiment with which it begins."""
        return self.exhibit.varied(self.fields)


def changed(experiment: Experiment, exhibit: Exhibit, do: Do) -> Experiment:
    """Return an experiment after an action: the same one unless the action changes fields."""
    if do.kind == "set":
        return experiment.with_values(do.value)
    if do.kind == "change":
        values = dict(exhibit.variations)[do.value]
        anew = any(name in ("data.source", "problem.kind") for name in values)
        return exhibit.varied(values) if anew else experiment.with_values(values)
    return experiment


@dataclass(frozen=True)
class Setting:
    """The state in which a step begins.

    Parameters
    ----------
    experiment : Experiment
    trained : bool
        Whether it has been trained, until a condition or, without one, to the end.
    until : Claim or None
    held : tuple of ClampedGate
    """

    experiment: Experiment
    trained: bool = False
    until: Claim | None = None
    held: tuple[ClampedGate, ...] = ()


def setting_of(lesson: Lesson, place: int) -> Setting:
    """Return the state in which a step begins, counted from 0, when all before it were done."""
    setting = Setting(lesson.experiment)
    for step in lesson.steps[:place]:
        setting = after(setting, lesson.exhibit, step)
    return setting


def after(setting: Setting, exhibit: Exhibit, step: Step) -> Setting:
    """Return the state after a step."""
    do = step.do
    if do.kind in ("change", "set"):
        setting = Setting(changed(setting.experiment, exhibit, do))
    if trains(step):
        return replace(setting, trained=True, until=step.until)
    if do.kind == "reset":
        return replace(setting, trained=False, until=None)
    if do.kind == "hold":
        return replace(setting, held=(*setting.held, do.clamped()))
    return replace(setting, held=()) if do.kind == "release" else setting


def trains(step: Step) -> bool:
    """Return whether a step is done when a training is."""
    return step.do.kind in TRAINING and not (step.do.kind == "set" and step.until is None)
