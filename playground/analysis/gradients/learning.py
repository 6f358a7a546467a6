"""Influence and saturated gates over the training of one run."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from playground.analysis.explain import Explanation
from playground.analysis.influence import influence
from playground.analysis.probe import ProbeAddress, explain_probe
from playground.config.experiment import Experiment
from playground.config.fields.training import Training
from playground.data.series import Sequences, Series
from playground.data.windowing.kept_windows import kept_windows
from playground.models.architecture import architecture_of, flatten
from playground.models.cells import recurrent_cells
from playground.runs.recording import Frame, Recording, stride

#: Most training steps that are explained; like those of the recording, they are multiples of a
#: power of two.
MOMENTS = 80
#: A gate below the first is shut, above the second open; a state with a magnitude above the third
#: is saturated.
SHUT, OPEN, FULL = 0.05, 0.95, 0.95
#: A unit whose signal varies by less than this over the sequence is stuck.
STILL = 0.01


@dataclass(frozen=True)
class Use:
    """Saturation of one signal over all time steps and units of the sequence.

    Parameters
    ----------
    shut, open : float
        Share of the values below 0.05 and above 0.95. Of a state, ``open`` is the share with a
        magnitude above 0.95, and ``shut`` is 0.
    stuck : float
        Share of the units that vary by less than 0.01 over the sequence, such as a ReLU unit that
        is always 0.
    """

    shut: float
    open: float
    stuck: float


@dataclass(frozen=True)
class Moment:
    """Influence and saturation at one training step, on the probe.

    Parameters
    ----------
    step : int
    share : ndarray of shape (T,), float64
        Influence of the memory on the last prediction, relative to the last time step.
    reach : int or None
        See `Influence.reach`.
    uses : mapping of str to Use
        By signal: all gates, and h.
    """

    step: int
    share: np.ndarray
    reach: int | None
    uses: Mapping[str, Use]


def moment(step: int, explanation: Explanation, layer: int = -1) -> Moment:
    """Return influence and saturation of a layer from the explanation at one training step."""
    at_step = influence(explanation, layer)
    signals = explanation.layers[layer]
    return Moment(
        step,
        at_step.share,
        at_step.reach,
        {name: use(name, signals[name]) for name in signals if _counts(name)},
    )


def use(name: str, values: np.ndarray) -> Use:
    """Return the saturation of a signal (T, H)."""
    if not np.isfinite(values).all():
        return Use(float("nan"), float("nan"), float("nan"))
    stuck = float(np.mean(np.ptp(values, axis=0) < STILL))
    if _is_gate(name):
        return Use(float(np.mean(values < SHUT)), float(np.mean(values > OPEN)), stuck)
    return Use(0.0, float(np.mean(np.abs(values) > FULL)), stuck)


def _is_gate(name: str) -> bool:
    return any(name == gate.name for cell in recurrent_cells().values() for gate in cell.gates)


def _counts(name: str) -> bool:
    return name == "hidden_state" or _is_gate(name)


def moments(
    experiment: Experiment,
    data: Series | Sequences,
    frames: Sequence[Frame],
    address: ProbeAddress,
    layer: int,
    seconds: float = 0.25,
) -> list[Moment]:
    """Return the moments of recorded training steps on one example.

    Parameters
    ----------
    frames : sequence of Frame
        With their weights, except for that of step 0.
    address : ProbeAddress
        The example.
    layer : int
        Layer, from 0.
    seconds : float
        After this time the remaining frames are left out; the first never is.
    """
    deadline = time.monotonic() + seconds
    windows, architecture = kept_windows(experiment, data), architecture_of(experiment, data)
    probe = address.probe(windows)
    found: list[Moment] = []
    for frame in frames:
        if found and time.monotonic() > deadline:
            break
        flat = flatten(architecture.initial_weights()) if frame.step == 0 else frame.weights
        assert flat is not None, "only frames with weights are explained"
        explanation = explain_probe(architecture, architecture.unflatten(flat), probe)
        found.append(moment(frame.step, explanation, layer))
    return found


@dataclass
class Learning:
    """The moments of one run and probe that are known so far.

    Parameters
    ----------
    about : object
        Identifies run and probe; when it changes, all moments are forgotten.
    known : dict
        Weights and the moment computed from them, by training step.
    """

    about: object = None
    known: dict[int, tuple[np.ndarray | None, Moment]] = field(default_factory=dict)

    def missing(self, about: object, recording: Recording) -> list[Frame]:
        """Return the frames whose moments are not known, those that cover the run first."""
        frames = chosen(recording)
        if about != self.about:
            self.about, self.known = about, {}
        steps = {frame.step for frame in frames}
        self.known = {step: known for step, known in self.known.items() if step in steps}
        return sorted((f for f in frames if not self._knows(f)), key=_coarse_first)

    def add(self, frames: Sequence[Frame], found: Sequence[Moment]) -> None:
        """Keep the moments of the first of these frames."""
        new = zip(frames, found, strict=False)
        self.known = {**self.known, **{frame.step: (frame.weights, each) for frame, each in new}}

    def moments(self) -> list[Moment]:
        """Return the known moments, oldest first."""
        known = self.known
        return [known[step][1] for step in sorted(known)]

    def _knows(self, frame: Frame) -> bool:
        return frame.step in self.known and self.known[frame.step][0] is frame.weights


def chosen(recording: Recording, most: int = MOMENTS) -> list[Frame]:
    """Return the frames to explain: the first, multiples of a power of two, and the latest."""
    every = stride(max(1, recording.step), most)
    return [
        f
        for f in recording.with_weights()
        if f.step <= 1 or f.step % every == 0 or f.step == recording.step
    ]


def _coarse_first(frame: Frame) -> tuple[int, int]:
    """Return a sort key that covers the whole training early: powers of two first."""
    return -(frame.step & -frame.step) if frame.step else -(1 << 40), frame.step


def clipped(recording: Recording, training: Training) -> np.ndarray:
    """Return the recorded training steps at which the gradient was clipped."""
    steps = [
        f.step
        for f in recording.frames
        if f.step > 0
        and (limit := training.in_force("grad_clip_norm", f.step)) is not None
        and f.grad_norm > limit
    ]
    return np.array(steps, np.int64)
