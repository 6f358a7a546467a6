"""The parts of an exhibit, and which exhibit an experiment belongs to."""

from __future__ import annotations

import re
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
        Training steps per second at the normal pace; None for a run of the usual length.
    run_claim : callable or None
        Second part of the claim, on the recording of the whole run.
    upright : callable or None
        Criterion by which the weight seed was chosen, on the explanation of the trained network:
        its states rise with what they hold. Other seeds may store the negative.
    sentence : callable or None
        Returns, from the explanation, a translated sentence that is true while the claim holds.
    target_loss : float or None
        Validation loss that it gets below.
    fits : callable or None
        Further condition on an experiment with the exhibit's task, for the question to be its own.
    shipped : tuple of str
        Labels of the variations whose recordings come with the project, as its own always does.
    pairs : tuple of (str, str)
        Runs to be drawn together, by the labels of their variations; "" is the exhibit's own.
    switch : bool
        Whether the variations are chosen above the tracks, not by buttons below them.
    diverges : bool
        Whether its own run ends because a number was no longer finite: that is what it shows.
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
    upright: Callable[[Explanation], bool] | None = None
    sentence: Callable[[Explanation], str] | None = None
    target_loss: float | None = None
    fits: Callable[[Experiment], bool] | None = None
    shipped: tuple[str, ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()
    switch: bool = False
    diverges: bool = False
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

    @cached_property
    def digests(self) -> frozenset[str]:
        """The digests of `experiments`."""
        return frozenset(experiment.digest() for experiment in self.experiments)

    @cached_property
    def named(self) -> dict[str, Experiment]:
        """The experiments of which a recording is shipped, by their labels; "" is its own."""
        varied = {label: values for label, values in self.variations if label in self.shipped}
        return {"": self.experiment, **{label: self.varied(v) for label, v in varied.items()}}

    def recording_file(self, label: str = "") -> Path:
        """Return the path of a shipped recording, which ``tools.record_exhibits`` writes."""
        ending = re.sub(r"\W+", "_", label.lower()).strip("_")
        return FOLDER / ".".join(filter(None, (self.name, ending, "npz")))

    def recording(self, label: str = "") -> Recording:
        """Return the run shipped with the project, of the exhibit or one of its variations."""
        return Recording.from_bytes(self.recording_file(label).read_bytes())

    def rival(self, experiment: Experiment) -> str | None:
        """Return the label of the run to be drawn beside an experiment's, or None."""
        label = next((name for name, own in self.named.items() if own == experiment), None)
        both = next((pair for pair in self.pairs if label in pair), None)
        return None if both is None else both[1 - both.index(label or "")]

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
        """Return whether the exhibit's question is that of an experiment."""
        same = _task(experiment) == _task(self.experiment)
        return same and (self.fits is None or self.fits(experiment))

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
        The chosen one; else the one whose experiment or variation this is exactly; else one with
        the same task, if possible also with the same cell.
    """
    exhibit = exhibits.get(chosen) if chosen is not None else None
    if exhibit is not None and exhibit.includes(experiment):
        return exhibit
    return next(_candidates(experiment, exhibits), None)


def _candidates(experiment: Experiment, exhibits: Mapping[str, Exhibit]) -> Iterator[Exhibit]:
    digest = experiment.digest()  # compared at every look of every visitor
    yield from (e for e in exhibits.values() if digest == e.experiment.digest())
    yield from (e for e in exhibits.values() if digest in e.digests)
    # Not the task of a variation: a sine is too common to belong to an exhibit.
    asking = [e for e in exhibits.values() if e.has_task_of(experiment)]
    yield from sorted(asking, key=lambda e: e.experiment.model.cell != experiment.model.cell)
