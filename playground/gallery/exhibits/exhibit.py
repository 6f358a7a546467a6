"""What an exhibit is."""

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
        What the network is asked to do, whatever its cell and training (a message id).
    here : str
        What there is to see in the exhibit's own experiment, and only there (a message id); empty
        for nothing.
    description : mapping
        The experiment, as JSON; fields left out have their defaults.
    probe : int
        Number of the validation sequence it is shown on.
    pace : int or None
        Training steps per second it starts with.
    claim : callable
        Predicate on the float64 explanation of the probe: false untrained, true trained.
    ending : callable or None
        Predicate on the recording of the whole run that is part of the claim, where the end of the
        run is what is shown.
    says : callable or None
        The sentence (already in the reader's language) that is true while the claim holds, from the
        same explanation.
    mark : float or None
        Validation loss that it gets below.
    ships : bool
        Whether its recording comes with the project, so that the first view is there at once.
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
    here: str = ""
    pace: int | None = None
    ending: Callable[[Recording], bool] | None = None
    says: Callable[[Explanation], str] | None = None
    mark: float | None = None
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
        """The exhibit's own experiment and those of its variations."""
        return (self.experiment, *(self.varied(values) for _label, values in self.variations))

    @property
    def recording_file(self) -> Path:
        """Where the shipped recording lies; written by ``python -m tools.record_exhibits``."""
        return FOLDER / f"{self.name}.npz"

    def recording(self) -> Recording:
        """Return the run shipped with the project."""
        return Recording.from_bytes(self.recording_file.read_bytes())

    def link(self, experiment: Experiment | None = None) -> dict[str, str]:
        """Return the full link of the exhibit, or of one of its variations: the experiment, trained
        to its end.
        """
        experiment = experiment or self.experiment
        return {**experiment.to_query(), "at": str(experiment.training.max_steps)}

    def texts(self, experiment: Experiment) -> tuple[str, ...]:
        """Return what can be said above an experiment (message ids): its question, and what is to
        be seen while it is the exhibit's own.
        """
        told = (self.question, self.here) if experiment == self.experiment else (self.question,)
        return tuple(text for text in told if text)

    def asks_as(self, experiment: Experiment) -> bool:
        """Return whether an experiment has the source and the wiring of the exhibit's own."""
        return _question(experiment) == _question(self.experiment)

    def is_shown_by(self, experiment: Experiment) -> bool:
        """Return whether an experiment asks the exhibit's question: the same source and wiring, or
        those of a variation.
        """
        return any(_question(experiment) == _question(mine) for mine in self.experiments)


def correlation(a: np.ndarray, b: np.ndarray) -> float:
    """Return how far two courses go together, from -1 to 1; 0 where one of them stands still or is
    not finite.
    """
    with np.errstate(all="ignore"):
        a, b = a - a.mean(), b - b.mean()
        found = float(a @ b / np.sqrt((a @ a) * (b @ b)))
    return found if np.isfinite(found) else 0.0


def _question(experiment: Experiment) -> tuple[str, str]:
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
        Name of the exhibit a reader chose; it stays theirs while the experiment asks its question.

    Returns
    -------
    Exhibit or None
        The chosen one; else the one whose experiment or variation this is exactly; else the first
        whose own question it asks.
    """
    mine = exhibits.get(chosen) if chosen is not None else None
    if mine is not None and mine.is_shown_by(experiment):
        return mine
    return next(_candidates(experiment, exhibits), None)


def _candidates(experiment: Experiment, exhibits: Mapping[str, Exhibit]) -> Iterator[Exhibit]:
    yield from (e for e in exhibits.values() if experiment == e.experiment)
    yield from (e for e in exhibits.values() if experiment in e.experiments)
    yield from (
        e for e in exhibits.values() if e.asks_as(experiment)
    )  # a variation's question is common: a sine is nobody's
