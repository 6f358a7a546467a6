"""What the charts of a comparison draw of one lane, and the look by which a worker computes it."""

from __future__ import annotations

import json
from dataclasses import dataclass

import numpy as np

from playground.analysis.explain import predict
from playground.analysis.forecast_validation import validation_forecast
from playground.analysis.influence import influence
from playground.analysis.probe import ProbeAddress, explain_probe
from playground.config.experiment import Experiment
from playground.data.series import Sequences, Series
from playground.data.windowing.kept_windows import kept_windows
from playground.evaluation.predictions import undo
from playground.live.charts import Network
from playground.models.architecture import architecture_of
from playground.runs.recording import Frame

#: Most validation sequences whose predictions are drawn as dots, where each has one.
DOTS = 80


@dataclass(frozen=True)
class LaneNumbers:
    """The numbers of one lane at one training step.

    Parameters
    ----------
    share : ndarray of shape (T,)
        Influence of the state at each time step on the last prediction, relative to the last.
    reach : int or None
        Time steps until the influence falls below the threshold; None if it does not.
    rows, values : ndarray of shape (n,)
        Predictions in the target's unit, and where they are drawn: rows of the series, time steps
        of the example, or numbers of validation sequences. Empty for classes.
    """

    share: np.ndarray
    reach: int | None
    rows: np.ndarray
    values: np.ndarray

    def to_json(self) -> bytes:
        """Return the numbers for a message; NaN is allowed, since Python reads it back."""
        numbers = {
            "share": self.share.tolist(),
            "reach": self.reach,
            "rows": self.rows.tolist(),
            "values": self.values.tolist(),
        }
        return json.dumps(numbers).encode()

    @classmethod
    def from_json(cls, packed: bytes) -> LaneNumbers:
        """Return the numbers that `to_json` packed."""
        numbers = json.loads(packed)
        share, rows, values = (
            np.asarray(numbers[name], np.float64) for name in ("share", "rows", "values")
        )
        return cls(share, numbers["reach"], rows, values)


def lane_numbers(network: Network) -> LaneNumbers:
    """Return the numbers of a lane's network on the common example."""
    explanation = explain_probe(network.architecture, network.weights, network.probe)
    past = influence(explanation if explanation.decoder is None else explanation.decoder)
    rows, values = _predictions(network, explanation.y_hat)
    return LaneNumbers(past.share, past.reach, rows, values)


def _predictions(network: Network, y_hat: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the predictions to draw: over the series, over the example, or one per sequence."""
    windows, probe, part = network.windows, network.probe, network.windows.validation
    if part.spec.classes:
        return np.empty(0), np.empty(0)
    if network.data.form == "series":
        return validation_forecast(network.architecture, network.weights, windows)
    if len(probe.part.target_offsets) > 1:
        return probe.part.target_offsets + 1.0, undo(probe.part, windows.scaler, y_hat[None], 0)[0]
    first = np.arange(min(DOTS, len(part)))
    output = predict(network.architecture, network.weights, part.x(first), part.first(first)[:, 0])
    return first.astype(np.float64), undo(part, windows.scaler, output, first)[:, 0]


@dataclass(frozen=True)
class LaneLook:
    """A look at one lane for the charts below the cards.

    Parameters
    ----------
    probe : ProbeAddress
        The common example.
    """

    probe: ProbeAddress

    def __call__(self, experiment: Experiment, data: Series | Sequences, frame: Frame) -> bytes:
        """Return `LaneNumbers`, packed."""
        windows, architecture = kept_windows(experiment, data), architecture_of(experiment, data)
        assert frame.weights is not None, "the newest frame always has its weights"
        weights = architecture.unflatten(frame.weights)
        probe = self.probe.probe(windows)
        network = Network(experiment, data, windows, probe, weights, frame.step, dark=False)
        return lane_numbers(network).to_json()
