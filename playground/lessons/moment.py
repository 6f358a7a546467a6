"""A moment of a run: what was recorded so far, and every number of the example looked at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from playground.analysis.explain import Explanation
from playground.analysis.influence import influence
from playground.analysis.probe import Probe
from playground.config.experiment import Experiment
from playground.runs.recording import Frame, Recording


@dataclass(frozen=True)
class Moment:
    """What a claim is about.

    Parameters
    ----------
    live : Frame
        The newest training step.
    evaluated : Frame or None
        The newest training step with a validation error.
    stop_reason : str or None
        Why the run ended.
    explanation : Explanation or None
        Of the example, with whatever is held; None where only the run is asked about.
    layer : int
        Layer looked at, from 0.
    marks : tuple of array of shape (T,) of bool
        For each kind of mark, the steps that have one.
    held, edited : bool
        Whether a gate is held or a unit switched off, and whether the example was edited.
    drawn : mapping of str to array of shape (T,)
        Tracks that the reader drew instead of the truth.
    """

    live: Frame
    evaluated: Frame | None = None
    stop_reason: str | None = None
    explanation: Explanation | None = None
    layer: int = 0
    marks: tuple[np.ndarray, ...] = ()
    held: bool = False
    edited: bool = False
    drawn: Mapping[str, Sequence[float]] = field(default_factory=dict)

    def number(self, name: str) -> float | None:
        """Return a number of `claims.RUN` or `claims.EXAMPLE`; None while it is not known."""
        explanation = self.explanation
        match name:
            case "step":
                return self.live.step
            case "training_error":
                return self.live.train_loss if self.live.step else None
            case "validation_error":
                return None if self.evaluated is None else self.evaluated.validation_loss
            case "gradient_length":
                return self.live.grad_norm if self.live.step else None
            case "diverged":
                return float(self.stop_reason == "diverged")
            case "held":
                return float(self.held)
            case "edited":
                return float(self.edited)
            case "error":
                return None if explanation is None else explanation.loss
            case "reach" if explanation is not None:
                reach = influence(explanation, self.layer).reach
                return len(explanation.x) if reach is None else reach
        return None

    def share(self, back: int) -> float:
        """Return the influence of the state ``back`` steps before the last, of its value there."""
        if self.explanation is None:
            return float("nan")
        share = influence(self.explanation, self.layer).share
        return float(share[-1 - back]) if back < len(share) else float("nan")

    def track(self, name: str) -> np.ndarray | None:
        """Return a track (T, H) by its name; None if the network has none of this name."""
        explanation = self.explanation
        if explanation is None:
            return None
        if name in self.drawn:
            return np.asarray(self.drawn[name], np.float64)[:, None]
        if name in ("y", "prediction"):
            values = explanation.y if name == "y" else explanation.y_hat
            return None if values is None else np.asarray(values, np.float64)[:, None]
        values = explanation.x if name == "x" else explanation.layers[self.layer].get(name)
        return None if values is None else values[:, :1] if name == "x" else values

    def steps(self, where: str) -> np.ndarray:
        """Return a selection of time steps: a mask (T,), all of them where there are no marks."""
        count = 0 if self.explanation is None else len(self.explanation.x)
        every = np.ones(count, bool)
        if where == "all" or not self.marks:
            return every
        if where == "between":
            return ~np.logical_or.reduce(self.marks)
        kind = int(where == "questions")
        return self.marks[kind] if kind < len(self.marks) else ~every


def marks_of(
    experiment: Experiment, columns: Sequence[str], probe: Probe
) -> tuple[np.ndarray, ...]:
    """Return, for each kind of mark of a task, the time steps (T,) that have one."""
    kinds = experiment.source().facts.get("marks", ())
    return tuple(probe.x[:, list(columns).index(kind.channel)] > 0.5 for kind in kinds)


def recorded(recording: Recording, live: Frame) -> Moment:
    """Return what is known of a run without its example."""
    return Moment(live, recording.rows[-1] if recording.rows else None, recording.stop_reason)
