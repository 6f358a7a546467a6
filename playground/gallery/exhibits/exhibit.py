"""The parts of an exhibit, and which exhibit an experiment belongs to."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from playground.analysis.explain import Explanation
from playground.config.experiment import Experiment
from playground.runs.recording import Recording

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Exhibit:
    """An experiment that shows one thing.

    Parameters
    ----------
    name, number, title : str, int, str
        Name of its files, its number and its title (a message id).
    question : str
        The task of the network, whatever its cell and training (a message id).
    description : mapping
        The experiment, as JSON; missing fields have their defaults.
    probe : int
        Number of the validation sequence it is shown on.
    claim : callable
        Predicate on the float64 explanation of the probe: false untrained, true trained.
    observation : str
        What to see in the exhibit's own experiment, and only there (a message id); may be empty.
    pace : int or None
        Training steps per second it starts with.
    run_claim : callable or None
        Second part of the claim, on the recording of the whole run.
    sentence : callable or None
        Returns, from the explanation, a translated sentence that is true while the claim holds.
    target_loss : float or None
        Validation loss that it gets below.
    ships : bool
        Whether its recording comes with the project, so that the first view needs no training.
    variations : tuple of (label, fields)
        "Change one thing": a label and the dotted fields it sets in the exhibit's own description.
    """

    name: str
    number: int
    title: str
    question: str
    description: Mapping[str, Any]
    probe: int
    claim: Callable[[Explanation], bool]
    observation: str = ""
    pace: int | None = None
    run_claim: Callable[[Recording], bool] | None = None
    sentence: Callable[[Explanation], str] | None = None
    target_loss: float | None = None
    ships: bool = False
    variations: tuple[tuple[str, Mapping[str, Any]], ...] = field(default=())

    @cached_property
    def experiment(self) -> Experiment:
        """The experiment, checked."""
        return Experiment.from_dict(self.description)

    def varied(self, values: Mapping[str, Any]) -> Experiment:
        """Return the experiment with some dotted fields changed."""
        return self.experiment.with_values(values)

    @cached_property
    def experiments(self) -> tuple[Experiment, ...]:
        """Its own experiment and those of its variations."""
        return (self.experiment, *(self.varied(values) for _label, values in self.variations))

    @property
    def recording_file(self) -> Path:
        """Path of the shipped recording, written by ``python -m tools.record_exhibits``."""
        return FOLDER / f"{self.name}.npz"

    def recording(self) -> Recording:
        """Return the run shipped with the project."""
        return Recording.from_bytes(self.recording_file.read_bytes())

    def link(self, experiment: Experiment | None = None) -> dict[str, str]:
        """Return the link to the exhibit, or to one of its variations, trained to its end."""
        experiment = experiment or self.experiment
        return {**experiment.to_query(), "at": str(experiment.training.max_steps)}

    def texts(self, experiment: Experiment) -> tuple[str, ...]:
        """Return the question, and the observation if this is its own experiment (message ids)."""
        if experiment == self.experiment and self.observation:
            return self.question, self.observation
        return (self.question,)

    def has_task_of(self, experiment: Experiment) -> bool:
        """Return whether an experiment has the source and problem type of the exhibit's own."""
        return _task(experiment) == _task(self.experiment)

    def includes(self, experiment: Experiment) -> bool:
        """Return whether an experiment has the task of the exhibit or of one of its variations."""
        return any(_task(experiment) == _task(own) for own in self.experiments)


def correlation(a: np.ndarray, b: np.ndarray) -> float:
    """Return the correlation of two arrays (T,); 0 where one is constant or not finite."""
    with np.errstate(all="ignore"):
        a, b = a - a.mean(), b - b.mean()
        coefficient = float(a @ b / np.sqrt((a @ a) * (b @ b)))
    return coefficient if np.isfinite(coefficient) else 0.0


def _task(experiment: Experiment) -> tuple[str, str]:
    return experiment.data.source, experiment.problem.kind


def exhibit_of(
    experiment: Experiment, exhibits: Mapping[str, Exhibit], chosen: str | None = None
) -> Exhibit | None:
    """Return the exhibit that an experiment belongs to.

    Parameters
    ----------
    experiment : Experiment
    exhibits : mapping of str to Exhibit
    chosen : str or None
        Name of the exhibit that the reader chose; it stays chosen while it includes the experiment.

    Returns
    -------
    Exhibit or None
        The chosen one; else the one whose experiment or variation this is exactly; else the first
        with the same task.
    """
    exhibit = exhibits.get(chosen) if chosen is not None else None
    if exhibit is not None and exhibit.includes(experiment):
        return exhibit
    return next(_candidates(experiment, exhibits), None)


def _candidates(experiment: Experiment, exhibits: Mapping[str, Exhibit]) -> Iterator[Exhibit]:
    yield from (e for e in exhibits.values() if experiment == e.experiment)
    yield from (e for e in exhibits.values() if experiment in e.experiments)
    # Not the task of a variation: a sine is too common to belong to an exhibit.
    yield from (e for e in exhibits.values() if e.has_task_of(experiment))
