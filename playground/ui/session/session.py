"""What one visitor has open: an experiment in training, and the parts that the pages draw."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from playground.analysis.explain import Explanation
from playground.analysis.probe import Probe, default_probe
from playground.config.experiment import LIVE_FIELDS, Experiment
from playground.config.limits import LIMITS, check_size
from playground.data.series import Sequences, Series
from playground.data.windowing.windows import Windows
from playground.errors import PlaygroundError
from playground.execution.run import Run
from playground.execution.workers import shared_workers
from playground.gallery.exhibits import EXHIBITS, Exhibit, exhibit_of
from playground.player.viewpoint import Viewpoint
from playground.ui.session.files import Files
from playground.ui.session.focus import Focus
from playground.ui.session.interventions import Interventions
from playground.ui.session.loading import opened
from playground.ui.session.pace import Pace
from playground.ui.session.results import Results
from playground.ui.session.room import Room
from playground.ui.session.run_cache import keep_run
from playground.ui.session.uploaded_file import KeptFile
from playground.ui.session.widgets import Widgets
from playground.ui.shell.held import described

#: Changes that can be undone, one after the other.
MOST_PAST = 20


class Guide(Protocol):
    """What leads the visitor, such as a lesson; see `playground.ui.session.lesson`."""

    def notice(self) -> None:
        """Look whether what was asked has been done."""

    def standing(self) -> Hashable:
        """Return what it shows, in values that can be compared."""

    def withholds(self, kind: str) -> bool:
        """Return whether a kind of action waits for the visitor's answer."""


@dataclass
class Session:
    """One visitor's session: its parts, and the actions that concern several of them.

    Parameters
    ----------
    run : Run
        The experiment in training, with its data and what was recorded.
    windows : Windows
        The data cut into windows: training, validation and test set.
    focus : Focus
        The example looked at, the layer, cursor and film.
    interventions : Interventions
        Gates clamped and units ablated by hand.
    results : Results
        Baselines, test metrics and forecasts.
    files : Files
        The visitor's files, and the experiment that waits for one.
    pace : Pace
        Training steps per second.
    widgets : Widgets
        Values that the controls were made with, and last reported.
    past : list of Experiment
        Earlier experiments, oldest first, to be undone.
    exhibit_name : str or None
        The exhibit that the reader chose.
    trouble : dict of str to str
        Why the last change was refused, by the dotted field it is about.
    room : Room
        What the link hides and locks; no locked field takes another value.
    guide : Guide or None
        The lesson that the visitor takes.
    """

    run: Run
    windows: Windows
    focus: Focus
    interventions: Interventions = field(default_factory=Interventions)
    results: Results = field(default_factory=Results)
    files: Files = field(default_factory=Files)
    pace: Pace = field(default_factory=Pace)
    widgets: Widgets = field(default_factory=Widgets)
    past: list[Experiment] = field(default_factory=list)
    exhibit_name: str | None = None
    trouble: dict[str, str] = field(default_factory=dict)
    room: Room = field(default_factory=Room)
    guide: Guide | None = None

    @property
    def experiment(self) -> Experiment:
        """The experiment in training."""
        return self.run.experiment

    @property
    def data(self) -> Series | Sequences:
        """The data it learns from."""
        return self.run.series

    @property
    def exhibit(self) -> Exhibit | None:
        """The exhibit the reader chose, or whose question the experiment asks, if any."""
        return exhibit_of(self.experiment, EXHIBITS, self.exhibit_name)

    @property
    def waiting(self) -> bool:
        """Whether something is under way that the page should look at again."""
        return self.run.running or self.run.busy or self.results.pending

    def withholds(self, kind: str) -> bool:
        """Return whether a lesson keeps back the control of an action until it is answered."""
        return self.guide is not None and self.guide.withholds(kind)

    def touch(self) -> None:
        """Keep the run going while its page is looked at, and ask for results that are due."""
        self.run.touch()
        self.results.request(self.run)
        if self.guide is not None:
            self.guide.notice()

    def baselines(self) -> dict[str, float]:
        """Return the baselines' validation errors by name; empty until they are known."""
        return self.results.baselines(self.experiment)

    def explanation(self) -> Explanation:
        """Return every number of the example for the newest weights."""
        return self.focus.explanation(self.run)

    def viewpoint(self, unit: int | None = None) -> Viewpoint:
        """Return what is looked at, whatever the training step.

        Parameters
        ----------
        unit : int or None
            Unit that the cell's diagram shows; None for no diagram.
        """
        return Viewpoint(
            self.experiment,
            self.data,
            self.windows,
            self.focus.probe,
            self.focus.layer,
            self.interventions.changes,
            unit,
        )

    def train(self) -> None:
        """Train; a run that ended starts again from the same weights."""
        if self.run.finished:
            self.results.forget_test()
            self.run.reset()
        self.run.start()

    def reset(self) -> None:
        """Return to the same untrained weights, without the changes made during training."""
        self.results.forget_test()
        training = self.experiment.training
        locked = [c for c in training.changes if self.room.locks(f"training.{c.field}")]
        training = replace(training, changes=tuple(locked))
        self.run.reset(replace(self.experiment, training=training))

    def go_on(self, steps: int) -> None:
        """Let a run that did all its steps do further ones."""
        most = min(self.run.step + steps, LIMITS.steps)
        try:
            self.room.check(described(self.experiment, {"training.max_steps": most}))
        except PlaygroundError as error:
            self.trouble = {"training.max_steps": error.message}
            return
        self.results.forget_test()
        self.run.extend(most)
        self.run.start()

    def set(self, values: Mapping[str, Any], *, start: bool = False) -> None:
        """Change fields by dotted name.

        When the new experiment is refused, the session stays as it is and `trouble` says why.
        """
        self.trouble = {}
        try:
            experiment = described(self.experiment, values)
            self.room.check(experiment)
            live = [name for name in LIVE_FIELDS if set(values) == {f"training.{name}"}]
            if live and self.run.step and not self.run.finished:
                self.run.change(live[0], getattr(experiment.training, live[0]))
                self.files.wanted = None
                return
            if set(values) == {"training.max_steps"} and self._can_extend(experiment):
                check_size(experiment)
                self.run.extend(experiment.training.max_steps)
                self.files.wanted = None
            elif experiment != self.experiment:
                self._open(experiment)
        except PlaygroundError as error:
            self.trouble = {error.field or next(iter(values)): error.message}
            return
        if start:
            self.train()

    def undo(self) -> None:
        """Return to the experiment before the last change."""
        if self.past and self.try_load(self.past[-1]):
            del self.past[-2:]

    def load(
        self, experiment: Experiment, files: Mapping[str, Series | KeptFile] | None = None
    ) -> None:
        """Open another experiment.

        Parameters
        ----------
        experiment : Experiment
        files : mapping of str to Series or KeptFile, or None
            New files by sha256; they are kept only if the experiment can be opened.

        Raises
        ------
        PlaygroundError
            What is wrong with the experiment; the session then stays as it is.
        """
        self._open(experiment, files or {})
        self.files.keep(files or {})

    def try_load(self, experiment: Experiment) -> bool:
        """Open another experiment; return whether it could be, and else keep the reason."""
        try:
            self._open(experiment)
        except PlaygroundError as error:
            self.trouble = {error.field or "link": error.message}
            return False
        return True

    def await_file(self, experiment: Experiment) -> bool:
        """Ask for the file of an experiment where it is not here; return whether it is missing."""
        missing = self.files.lack(experiment)
        self.files.wanted = experiment if missing else None
        return missing

    def next_example(self, by: int = 1) -> None:
        """Look at another validation sequence, or at the window before or after."""
        self.focus.move(self.windows, by)

    def look_at(self, row: int) -> None:
        """Look at the window that ends at a row of the series."""
        self.focus.look_at(self.windows, row)

    def look_from(self, row: int) -> None:
        """Look at the window that begins at a row of the series."""
        self.focus.look_from(self.windows, row)

    def edit(self, x: Any, number: int | None) -> None:
        """Replace the inputs of a task's example; see `Focus.edit`."""
        self.focus.edit(x, number, self.experiment, self.data.columns)

    def choose_pace(self, name: str | None) -> None:
        """Train at the pace that the reader chose."""
        self.pace.choose(name)
        self._keep_pace()

    def follow_exhibit(self) -> None:
        """Train at the pace of the exhibit, unless the reader has chosen one."""
        self.pace.follow(self.exhibit)
        self._keep_pace()

    def _keep_pace(self) -> None:
        self.run.pace = self.pace.steps_per_second(self.experiment.training.max_steps)

    def _can_extend(self, experiment: Experiment) -> bool:
        """Return whether more training steps only add to those that were done."""
        training, step = experiment.training, self.run.step
        return step > 0 and training.schedule == "constant" and training.max_steps > step

    def _open(
        self, experiment: Experiment, files: Mapping[str, Series | KeptFile] | None = None
    ) -> None:
        """Replace the run by that of another experiment, and fit the other parts to it."""
        self.room.check(experiment)
        run, windows, probe = open_run(experiment, {**self.files.kept, **(files or {})})
        before, exhibit = self.experiment, self.exhibit
        self.past = [*self.past[-MOST_PAST:], before]
        keep_run(self.run)
        self.run.pause()
        same_data = (experiment.data, experiment.problem) == (before.data, before.problem)
        if not same_data:
            self.focus.show(probe)
        self.run, self.windows = run, windows
        self.focus.layer = min(self.focus.layer, experiment.model.num_layers - 1)
        self.focus.cursor.film = None
        self.interventions.fit(experiment.model, same_data)
        self._keep_pace()
        if self.exhibit is not exhibit:
            self.follow_exhibit()
        self.files.wanted, self.trouble = None, {}
        self.results = Results()


def new_session(exhibit: Exhibit) -> Session:
    """Return the session of a visitor who begins with an exhibit."""
    run, windows, probe = open_run(exhibit.experiment, {})
    session = Session(run, windows, Focus(probe))
    session.follow_exhibit()
    return session


def open_run(
    experiment: Experiment, files: Mapping[str, Series | KeptFile]
) -> tuple[Run, Windows, Probe]:
    """Return a new run of an experiment, its windows and the example looked at first.

    Raises
    ------
    PlaygroundError
        What is wrong with the experiment or its data.
    """
    data, windows = opened(experiment, files)
    run = Run(experiment, data, shared_workers())
    return run, windows, initial_probe(experiment, windows)


def initial_probe(experiment: Experiment, windows: Windows) -> Probe:
    """Return the example looked at first."""
    exhibit = exhibit_of(experiment, EXHIBITS)
    return default_probe(windows, exhibit.probe if exhibit else 0)
