"""What an exhibit is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from playground.experiment import Experiment
from playground.explain import Explanation
from playground.recording import Recording

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Exhibit:
    """An experiment that shows one thing.

    Parameters
    ----------
    name, number, title : str, int, str
        Name of its files, its number and its title (a message id).
    question : str
        What the network is asked to do, in one or two sentences (a message id).
    description : mapping
        The experiment, as JSON; fields left out have their defaults.
    probe : int
        Number of the validation sequence it is shown on.
    pace : int or None
        Training steps per second it starts with.
    claim : callable
        Predicate on the float64 explanation of the probe: false untrained, true trained.
    variations : tuple of (label, fields)
        "Change one thing": a label and the dotted fields it sets.
    """

    name: str
    number: int
    title: str
    question: str
    description: Mapping[str, Any]
    probe: int
    claim: Callable[[Explanation], bool]
    pace: int | None = None
    variations: tuple[tuple[str, Mapping[str, Any]], ...] = field(default=())

    @cached_property
    def experiment(self) -> Experiment:
        """The experiment, checked."""
        return Experiment.from_dict(self.description)

    @property
    def recording_file(self) -> Path:
        """Where the shipped recording lies; written by ``python -m tools.record_exhibits``."""
        return FOLDER / f"{self.name}.npz"

    def recording(self) -> Recording:
        """Return the run shipped with the project."""
        return Recording.from_bytes(self.recording_file.read_bytes())

    def link(self) -> dict[str, str]:
        """Return the exhibit's full link: the experiment, trained to its end."""
        return {**self.experiment.to_query(), "at": str(self.experiment.training.max_steps)}

    def is_shown_by(self, experiment: Experiment) -> bool:
        """Return whether an experiment is this one, or differs only in fields that leave its question as it is."""
        mine, other = self.experiment, experiment
        return (mine.data.source, mine.problem.kind) == (other.data.source, other.problem.kind)
