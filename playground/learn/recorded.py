"""The networks of the figures: those that the exhibits have recorded, and untrained ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from playground.analysis.explain import Explanation
from playground.analysis.probe import Probe, default_probe, explain_probe, explain_untrained
from playground.config.experiment import Experiment
from playground.data.series import Sequences, Series
from playground.data.source import loaded
from playground.data.windowing.windows import Windows, make_windows
from playground.gallery.exhibits import EXHIBITS
from playground.models.architecture import Architecture, architecture_of
from playground.runs.recording import Frame


@dataclass(frozen=True)
class RecordedNetwork:
    """A network with its recording, and the example that it is shown on."""

    experiment: Experiment
    data: Series | Sequences
    windows: Windows
    probe: Probe
    frames: tuple[Frame, ...]

    @cached_property
    def architecture(self) -> Architecture:
        """The network's architecture."""
        return architecture_of(self.experiment, self.data)

    def weights(self, frame: Frame | None = None) -> Mapping[str, np.ndarray]:
        """Return the weights of a recorded training step, by default the last."""
        flat = (frame or self.frames[-1]).weights
        assert flat is not None, "only frames with weights are kept"
        return self.architecture.unflatten(flat)

    def explanation(self, frame: Frame | None = None) -> Explanation:
        """Return the explanation of the example at a training step, by default the last."""
        return explain_probe(self.architecture, self.weights(frame), self.probe)


def recorded(exhibit: str, label: str = "") -> RecordedNetwork:
    """Return the network of an exhibit, or of one of its variations that are shipped."""
    own = EXHIBITS[exhibit]
    experiment = own.named[label]
    data, windows, probe = _example(experiment, own.probe)
    frames = tuple(f for f in own.recording(label).with_weights() if f.weights is not None)
    return RecordedNetwork(experiment, data, windows, probe, frames)


def untrained(experiment: Experiment, sequence: int = 0) -> Explanation:
    """Return the explanation of an example by a network with its initial weights."""
    data, _windows, probe = _example(experiment, sequence)
    return explain_untrained(architecture_of(experiment, data), probe)


def _example(experiment: Experiment, sequence: int) -> tuple[Series | Sequences, Windows, Probe]:
    data = loaded(experiment)
    windows = make_windows(data, experiment.problem, experiment.data.scale)
    return data, windows, default_probe(windows, sequence)
