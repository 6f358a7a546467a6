"""The link of a room: what opens, how far trained, and what is hidden, locked and presented."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from playground.config.experiment import Experiment
from playground.config.lookup import setting_of
from playground.lessons.course import lesson_named
from playground.ui.session.room import GROUPS, PARTS, Room
from playground.wording import LANGUAGES, _, language


@dataclass(frozen=True)
class RoomLink:
    """What a teacher has chosen.

    Parameters
    ----------
    experiment : Experiment
        What opens; of a lesson, its first experiment.
    title : str
        What it is called on screen.
    at : int
        Training step that it opens at; 0 opens an untrained network.
    lesson, step : str or None, int
        A lesson, and its step from 1. Its own state replaces experiment and training.
    show : str or None
        What is looked at, as in ``show=``.
    hidden, locked : tuple of str
        Names as in ``hide=`` and ``lock=``.
    language : str or None
        None is the language of each reader's browser.
    presented : bool
    """

    experiment: Experiment
    title: str
    at: int = 0
    lesson: str | None = None
    step: int = 1
    show: str | None = None
    hidden: tuple[str, ...] = ()
    locked: tuple[str, ...] = ()
    language: str | None = None
    presented: bool = False

    def to_query(self) -> dict[str, str]:
        """Return the keys of the link."""
        if self.lesson is None:
            query = self.experiment.to_query()
            view = {"at": str(self.at) if self.at else "", "show": self.show or ""}
        else:
            query, view = {}, {"lesson": self.lesson, "step": str(self.step)}
        view |= {"hide": ",".join(self.hidden), "lock": ",".join(self.locked)}
        if self.lesson is None:  # a lesson goes on to other values
            room = Room(locked=frozenset(self.locked), opened=self.experiment)
            view["seal"] = room.seal or ""
        view |= {"lang": self.language or "", "present": "1" if self.presented else ""}
        return query | {key: value for key, value in view.items() if value}

    def address(self, server: str) -> str:
        """Return the whole address on a server, for example ``"http://10.0.0.5:8501"``."""
        return f"{server.rstrip('/')}/?{urlencode(self.to_query(), safe=',:/')}"

    def sentences(self) -> list[str]:
        """Return in words how the room will look."""
        said = [self.title + ". " + self._state()]
        if self.show:
            said.append(_("The same time step, tracks and held gates as here now."))
        if self.hidden:
            names = ", ".join(name_of(n, self.experiment) for n in self.hidden)
            said.append(_("Hidden: {names}.").format(names=names))
        if self.locked:
            names = ", ".join(name_of(n, self.experiment) for n in self.locked)
            said.append(_("Locked: {names}; Gradients and Compare are closed.").format(names=names))
        said.append(
            _("In {language}.").format(language=LANGUAGES[self.language])
            if self.language
            else _("In the language of each browser.")
        )
        if self.presented:
            said.append(_("Presented: no sidebar, larger text, thick lines."))
        if self.experiment.data.source == "file":
            said.append(_("The link holds no file: each reader is asked for it."))
        return said

    def _state(self) -> str:
        if self.lesson is not None:
            lesson = lesson_named(self.lesson, language())
            title = lesson.steps[self.step - 1].title if lesson else ""
            return _("Begins at step {step}: {title}.").format(step=self.step, title=title)
        if self.at == 0:
            return _("Opens untrained.")
        return _("Opens trained to step {step}.").format(step=self.at)


def name_of(name: str, experiment: Experiment) -> str:
    """Return what a name of a link is called on screen."""
    named = {**GROUPS, **PARTS}.get(name)
    if named is not None:
        return _(named)
    return _(setting_of(experiment, name).label)
