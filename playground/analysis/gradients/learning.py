"""Influence and gates over the training of one run: what the map of reach, and the chart of
saturated gates, are drawn from.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np

from playground.analysis.explain import Explanation
from playground.analysis.influence import influence
from playground.config.fields.training import Training
from playground.models.cells import recurrent_cells
from playground.runs.recording import Frame, Recording, stride

#: At most so many training steps are looked at; like the recording's own, they are multiples of a
#: power of two.
MOMENTS = 80
#: A gate below the first counts as shut, above the second as open; a state beyond the third in size
#: as saturated.
SHUT, OPEN, FULL = 0.05, 0.95, 0.95
#: A unit whose signal moves less than this over the whole sequence is stuck there.
STILL = 0.01


@dataclass(frozen=True)
class Use:
    """How far one signal's values lie at the ends of their range, over all time steps and units of
    the sequence.

    Parameters
    ----------
    shut, open : float
        Share of the values below 0.05 and above 0.95; of a state, which has no shut end, only the
        share beyond 0.95 in size is in ``open``.
    stuck : float
        Share of the units that move less than 0.01 over the sequence; a ReLU unit that is always 0
        is one.
    """

    shut: float
    open: float
    stuck: float


@dataclass(frozen=True)
class Moment:
    """One training step as the probe sees it.

    Parameters
    ----------
    step : int
    share : ndarray of shape (T,), float64
        Influence of the memory on the last prediction, relative to the last time step.
    reach : int or None
        See `Influence.reach`.
    uses : mapping of str to Use
        By signal: every gate, and h.
    """

    step: int
    share: np.ndarray
    reach: int | None
    uses: Mapping[str, Use]


def moment(step: int, explanation: Explanation, layer: int = -1) -> Moment:
    """Return what one training step's explanation says of a layer."""
    found = influence(explanation, layer)
    signals = explanation.layers[layer]
    return Moment(
        step,
        found.share,
        found.reach,
        {name: use(name, signals[name]) for name in signals if _counts(name)},
    )


def use(name: str, values: np.ndarray) -> Use:
    """Return how a signal (T, H) uses its range."""
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


@dataclass
class Learning:
    """The moments of one run and probe, worked out a few at a time and kept.

    Parameters
    ----------
    about : object
        What it is about; when that changes, everything is worked out anew.
    known : dict
        The weights looked at and what was found, by training step.
    pending : int
        Training steps that are still to be looked at.
    """

    about: object = None
    known: dict[int, tuple[np.ndarray, Moment]] = field(default_factory=dict)
    pending: int = 0

    def moments(
        self,
        about: object,
        recording: Recording,
        explain: Callable[[Frame], Explanation],
        layer: int = -1,
        seconds: float = 0.15,
    ) -> list[Moment]:
        """Return the moments known so far, oldest first, after at most about so many seconds of
        work.
        """
        if about != self.about:
            self.about, self.known = about, {}
        frames = chosen(recording)
        until = time.monotonic() + seconds
        self.pending = 0
        for frame in sorted(frames, key=_coarse_first):
            if frame.weights is None or self._knows(frame):
                continue
            if time.monotonic() > until:
                self.pending += 1
            else:
                self.known[frame.step] = frame.weights, moment(frame.step, explain(frame), layer)
        steps = {frame.step for frame in frames}
        self.known = {step: found for step, found in self.known.items() if step in steps}
        return [self.known[step][1] for step in sorted(self.known)]

    def _knows(self, frame: Frame) -> bool:
        return frame.step in self.known and self.known[frame.step][0] is frame.weights


def chosen(recording: Recording, most: int = MOMENTS) -> list[Frame]:
    """Return the recorded frames to look at: the first, multiples of a power of two, and the
    newest.
    """
    every = stride(max(1, recording.step), most)
    return [
        f
        for f in recording.with_weights()
        if f.step <= 1 or f.step % every == 0 or f.step == recording.step
    ]


def _coarse_first(frame: Frame) -> tuple[int, int]:
    """Order steps so that the whole training is seen early: the divisible ones first."""
    return -(frame.step & -frame.step) if frame.step else -(1 << 40), frame.step


def clipped(recording: Recording, training: Training) -> np.ndarray:
    """Return the recorded training steps at which clipping shortened the gradient."""
    found = [
        f.step
        for f in recording.frames
        if f.step > 0
        and (limit := training.in_force("grad_clip_norm", f.step)) is not None
        and f.grad_norm > limit
    ]
    return np.array(found, np.int64)
