"""A look at a training step, which a worker turns into the charts of the predictions."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from playground.analysis.forecast_validation import validation_forecast
from playground.analysis.probe import ProbeAddress
from playground.config.experiment import Experiment
from playground.data.series import Sequences, Series
from playground.data.windowing.kept_windows import kept_windows
from playground.data.windowing.matching import answer_of
from playground.figures.packed import packed
from playground.figures.series import forecast_trace
from playground.live.charts import Network, prediction_charts
from playground.live.exhibit_charts import DRAWINGS, exhibit_charts
from playground.models.architecture import architecture_of
from playground.runs.recording import Frame
from playground.wording import use_language

#: Name of the chart of the whole series, which gains the forecasts over the validation set.
SERIES = "series"
#: Every chart that this look draws; a page may ask for no other.
CHARTS = DRAWINGS | {SERIES, "class-shares", "written", "by-step", "mapping"}
#: What a problem may predict for its forecasts to be drawn on the series' own scale.
ON_ITS_SCALE = ("", "ahead", "next", "column")


@dataclass(frozen=True)
class ChartsLook:
    """What the charts below the player show, as it travels to a worker.

    Parameters
    ----------
    keys : frozenset of str
        Names of the charts in sight.
    probe : ProbeAddress
        The example looked at.
    dark : bool
        Whether the theme of the page is dark.
    language : str
        Code of the language of the words.
    exhibit : str
        Name of the exhibit whose drawings are shown; empty for none.
    layer : int
        Layer shown, from 0.
    """

    keys: frozenset[str]
    probe: ProbeAddress
    dark: bool
    language: str
    exhibit: str = ""
    layer: int = 0

    def __call__(self, experiment: Experiment, data: Series | Sequences, frame: Frame) -> bytes:
        """Return the changed parts of each chart by its name, as JSON."""
        use_language(self.language)
        windows, architecture = kept_windows(experiment, data), architecture_of(experiment, data)
        assert frame.weights is not None, "the newest frame always has its weights"
        weights = architecture.unflatten(frame.weights)
        charts: dict[str, Any] = {}
        if SERIES in self.keys and has_forecasts(experiment, data):
            rows, values = validation_forecast(architecture, weights, windows)
            charts[SERIES] = {"trace": packed({"data": [forecast_trace(rows, values, self.dark)]})}
        if self.keys - {SERIES}:
            network = Network(
                experiment,
                data,
                windows,
                self.probe.probe(windows),
                weights,
                frame.step,
                self.dark,
            )
            drawn = [
                *prediction_charts(network),
                *exhibit_charts(self.exhibit, network, self.layer),
            ]
            charts |= {chart.key: chart.changed() for chart in drawn}
        return json.dumps(charts, ensure_ascii=False, separators=(",", ":")).encode()


def has_forecasts(experiment: Experiment, data: Series | Sequences) -> bool:
    """Return whether forecasts can be drawn on the scale of the series."""
    return data.form == "series" and answer_of(data, experiment.problem) in ON_ITS_SCALE
