"""What one visitor has in the session: an experiment, its run, the probe looked at, and what went
wrong last.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

import numpy as np
import streamlit as st

from playground.analysis.explain import Explanation
from playground.analysis.forecast_validation import validation_forecast
from playground.analysis.probe import (
    Probe,
    default_probe,
    edited_inputs,
    edited_probe,
    explain_probe,
    sequence_probe,
    window_probe,
)
from playground.config.experiment import LIVE_FIELDS, Experiment
from playground.data.series import Sequences, Series
from playground.data.windowing.windows import Windows
from playground.errors import DescriptionError, PlaygroundError
from playground.evaluation.meaningful import meaningful
from playground.execution.pace import PACES
from playground.execution.run import Run
from playground.execution.workers import shared_workers
from playground.gallery.exhibits import EXHIBITS, Exhibit, exhibit_of
from playground.player.scene import EDITABLE
from playground.player.viewpoint import Viewpoint
from playground.runs.recording import Frame
from playground.ui.session import look
from playground.ui.session.history import enter
from playground.ui.session.interventions import Interventions
from playground.ui.session.loading import opened
from playground.ui.session.look import Look
from playground.ui.session.run_cache import shelve, train_to
from playground.ui.session.uploaded_file import KeptFile
from playground.ui.shell import link
from playground.ui.shell.data_name import called
from playground.ui.shell.film_route import Film, film
from playground.ui.shell.held import described
from playground.wording import _

log = logging.getLogger(__name__)

FIRST = "remember"
MOST_PAST = 20
MOST_FILES = 3


@dataclass
class Session:
    """One visitor's session."""

    experiment: Experiment
    data: Series | Sequences
    windows: Windows
    run: Run
    probe: Probe
    layer: int = 0
    pace: str = "full"
    chosen: str | None = None
    paced: bool = False
    files: dict[str, Series | KeptFile] = field(default_factory=dict)
    wanted: Experiment | None = None
    past: list[Experiment] = field(default_factory=list)
    trouble: dict[str, str] = field(default_factory=dict)
    edited: int | None = None
    reference: Future | None = None
    evaluation: Future | None = None
    seen: tuple | None = None
    explained: Explanation | None = None
    drawn: tuple | None = None
    interventions: Interventions = field(default_factory=Interventions)
    look: Look = field(default_factory=Look)
    film: Film | None = None
    shown: dict[str, tuple[int, Any]] = field(default_factory=dict)
    said: dict[str, Any] = field(default_factory=dict)

    @property
    def exhibit(self) -> Exhibit | None:
        """The exhibit the reader chose, or whose question the experiment asks, if any."""
        return exhibit_of(self.experiment, EXHIBITS, self.chosen)

    @property
    def waiting(self) -> bool:
        """Whether something is under way that the page should look at again."""
        self._ask_for_results()
        under_way = self.run.busy
        return (
            self.run.running
            or under_way
            or any(f is not None and not f.done() for f in (self.reference, self.evaluation))
        )

    def baselines(self) -> dict[str, float]:
        """Return the validation error of the simple forecasts by name, as far as it is known."""
        return meaningful(_value(self.reference) or {}, self.experiment)

    def results(self) -> Any:
        """Return the test part's results once the run ended, else None."""
        return _value(self.evaluation)

    def explanation(self) -> Explanation:
        """Return every number of the probe for the newest weights."""
        key = (id(self.run), self.run.version, id(self.probe))
        if key != self.seen or self.explained is None:
            self.explained = self._explained(self.run.weights())
            self.seen = key
        return self.explained

    def explanation_of(self, frame: Frame) -> Explanation:
        """Return every number of the probe for the weights of a recorded frame."""
        return self._explained(self.run.weights(frame))

    def viewpoint(self, unit: int | None = None) -> Viewpoint:
        """Return what is looked at, whatever the training step, and see to the film of its run.

        Parameters
        ----------
        unit : int or None
            Unit the cell's diagram looks into; None leaves the diagram away.
        """
        seen = Viewpoint(
            self.experiment,
            self.data,
            self.windows,
            self.probe,
            self.layer,
            self.interventions.changes,
            unit,
        )
        self.film = film(self.film, self.run, seen)
        return seen

    def forecast(self) -> tuple[np.ndarray, np.ndarray]:
        """Return forecasts over the validation part for drawing; renewed when the network was
        evaluated, at most once a second.
        """
        rows = self.run.recording.rows
        key = (id(self.run), rows[-1].step if rows else 0, self.run.running)
        if self.drawn is None or (
            key != self.drawn[0]
            and (time.monotonic() - self.drawn[1] > 1.0 or not self.run.running)
        ):
            found = validation_forecast(self.run.architecture, self.run.weights(), self.windows)
            self.drawn = (key, time.monotonic(), found)
        return self.drawn[2]

    def train(self) -> None:
        """Train; a run that ended starts again from the same weights."""
        if self.run.finished:
            self._forget_results()
            self.run.reset()
        self.run.start()

    def reset(self) -> None:
        """Return to the identical untrained weights; what was changed while it trained is taken
        back too.
        """
        self._forget_results()
        self.experiment = replace(
            self.experiment, training=replace(self.experiment.training, changes=())
        )
        self.run.reset(self.experiment)

    def go_on(self, steps: int) -> None:
        """Let a run that did all its steps do so many more."""
        self._forget_results()
        self.experiment = self.run.extend(self.run.step + steps)
        self.run.start()

    def set(self, values: Mapping[str, Any], *, start: bool = False) -> None:
        """Change fields by dotted name.

        Where the new description cannot be opened, what is in the session stays, and the sentence
        waits at the field.
        """
        self.trouble = {}
        try:
            experiment = described(self.experiment, values)
            live = [name for name in LIVE_FIELDS if set(values) == {f"training.{name}"}]
            if live and self.run.step and not self.run.finished:
                self.experiment = self.run.change(live[0], getattr(experiment.training, live[0]))
                self.wanted = None
                return
            if set(values) == {"training.max_steps"} and self._can_stretch(experiment):
                self.experiment = self.run.extend(experiment.training.max_steps)
                self.wanted = None
            elif experiment != self.experiment:
                self._lay_out(experiment)
        except PlaygroundError as error:
            self.trouble = {error.field or next(iter(values)): error.message}
            return
        if start:
            self.train()

    def undo(self) -> None:
        """Go back to the description before the last change."""
        if self.past:
            experiment = self.past.pop()
            self._lay_out(experiment)
            self.past.pop()

    def load(
        self, experiment: Experiment, files: Mapping[str, Series | KeptFile] | None = None
    ) -> None:
        """Put another experiment in the session, with the series of its file by sha256, or raise
        what is wrong with it.
        """
        known = {**self.files, **(files or {})}
        self._lay_out(experiment, known)
        self.files = dict(list(known.items())[-MOST_FILES:])

    def lacks(self, experiment: Experiment) -> bool:
        """Return whether an experiment is about a file that is not here; the page then asks for it
        (`upload.wanted`).
        """
        data = experiment.data
        lacking = (
            data.source == "file"
            and data.path is None
            and data.params.get("sha256") not in self.files
        )
        self.wanted = experiment if lacking else None
        return lacking

    def next_example(self, by: int = 1) -> None:
        """Look at another validation sequence, or at the window before or after."""
        if self.windows.task:
            part = self.windows.validation
            now = int(np.searchsorted(part.starts, self.probe.part.starts[0]))
            self.probe = sequence_probe(self.windows, now + by)
        else:
            self.probe = window_probe(
                self.windows, self.probe.number + by * self.probe.part.lookback
            )
        self.edited = None

    def look_at(self, row: int) -> None:
        """Look at the window whose last reading stands in a row of the series."""
        self.probe = window_probe(self.windows, row - self.probe.part.lookback + 1)
        self.edited = None

    def edit(self, x: Any, number: int | None) -> None:
        """Change the probe of a task by hand; numbers that make no sense are passed over."""
        source = self.experiment.source()
        values = np.asarray(x, np.float64)
        if (
            "answer" not in source.facts
            or values.shape != (len(self.probe.x), 2)
            or not np.isfinite(values).all()
        ):
            return
        changed = edited_inputs(
            self.probe.x,
            np.clip(values[:, 0], *EDITABLE),
            values[:, 1],
            self.data.columns,
            source.facts["marks"],
        )
        self.probe = edited_probe(
            self.probe, changed, partial(source.facts["answer"], **self.experiment.data.params)
        )
        self.edited = number

    def _explained(self, weights: Mapping[str, np.ndarray]) -> Explanation:
        return explain_probe(self.run.architecture, weights, self.probe)

    def _can_stretch(self, experiment: Experiment) -> bool:
        """Whether more training steps only add to what was done."""
        return (
            self.run.step > 0
            and experiment.training.schedule == "constant"
            and experiment.training.max_steps > self.run.step
        )

    def _lay_out(
        self, experiment: Experiment, files: Mapping[str, Series | KeptFile] | None = None
    ) -> None:
        fresh = _open(experiment, self.files if files is None else files)
        self.past = [*self.past[-MOST_PAST:], self.experiment]
        exhibit = self.exhibit
        same_data = (experiment.data, experiment.problem) == (
            self.experiment.data,
            self.experiment.problem,
        )
        shelve(self.run)
        self.run.pause()
        if not same_data:
            self.probe, self.edited = fresh.probe, None
        self.experiment, self.data, self.windows, self.run = (
            fresh.experiment,
            fresh.data,
            fresh.windows,
            fresh.run,
        )
        self.wanted = None
        self.layer = min(self.layer, experiment.model.num_layers - 1)
        self.interventions.fit(experiment.model, same_data)
        self.look.film = None
        self.run.pace = PACES[self.pace]
        if self.exhibit is not exhibit:
            _pace(self, self.exhibit)
        self.trouble = {}
        self._forget_results()
        self.reference = None

    def _forget_results(self) -> None:
        self.evaluation = self.drawn = None

    def _ask_for_results(self) -> None:
        workers = self.run.workers
        if self.reference is None:
            self.reference = workers.submit("reference", self.experiment, series=self.data)
        kept = self.run.recording.kept
        if self.evaluation is None and self.run.finished and kept is not None:
            self.evaluation = workers.submit("evaluate", self.experiment, kept, series=self.data)


def current_session() -> Session:
    """Return this visitor's session, laid out for the link they came with."""
    arrived = link.arrived()
    if "session" not in st.session_state:
        st.session_state["session"] = _first()
        _visit(st.session_state["session"], arrived or {})
        st.session_state["session"].past.clear()  # what a visitor came with is no change of theirs
    elif arrived is not None:
        _visit(st.session_state["session"], arrived)
    wanted = st.session_state["session"].wanted
    link.hold(None if wanted is None else wanted.to_query())
    return st.session_state["session"]


def describe(session: Session) -> None:
    """Tell the address bar what is in the session: the experiment, and how far it is trained once
    it stands still.
    """
    run = session.run
    end = run.until
    at = (
        end if run.running else run.step
    )  # reloading a running page trains on to where it was going
    link.describe(session.experiment.to_query(), {"at": str(at) if at else None})
    look.tell_link(session)
    shelve(run)
    enter(run, session.results())


def _first() -> Session:
    exhibit = EXHIBITS[FIRST]
    fresh = _open(exhibit.experiment, {})
    _pace(fresh, exhibit)
    return fresh


def _visit(session: Session, query: Mapping[str, str]) -> None:
    """Lay out what a link describes; the bare address leads to the first exhibit."""
    own = {k: v for k, v in query.items() if k == "v" or "." in k}
    try:
        if "data.path" in own:
            raise DescriptionError(
                _("a link cannot name a file on the server; upload the file here instead."),
                field="data.path",
            )
        experiment = Experiment.from_query(own) if own else EXHIBITS[FIRST].experiment
        session.chosen = None
        if session.lacks(experiment):
            return
        if experiment != session.experiment:
            session.load(experiment)
        _pace(session, session.exhibit)
        train_to(session.run, query.get("at") if own else str(experiment.training.max_steps))
        look.show(session, query.get("show"))
    except PlaygroundError as error:
        told = _("This link cannot be used as it is. {error} The page shows “{source}” instead.")
        session.trouble = {"link": told.format(error=error, source=called(session.experiment))}


def _pace(session: Session, exhibit: Exhibit | None) -> None:
    if not session.paced:  # what the reader chose stays
        session.pace = str(exhibit.pace) if exhibit is not None and exhibit.pace else "full"
    session.run.pace = PACES[session.pace]


def _open(experiment: Experiment, files: Mapping[str, Series | KeptFile]) -> Session:
    """Return a session with a new run of an experiment, or raise what is wrong with it."""
    data, windows = opened(experiment, files)
    run = Run(experiment, data, shared_workers())
    exhibit = exhibit_of(experiment, EXHIBITS)
    return Session(
        experiment, data, windows, run, default_probe(windows, exhibit.probe if exhibit else 0)
    )


def _value(future: Future | None) -> Any:
    if future is None or not future.done() or future.cancelled():
        return None
    if (error := future.exception()) is not None:
        if not isinstance(error, PlaygroundError):
            log.error("a result could not be computed", exc_info=error)
        return None
    return future.result()
