"""The predictions of the windows before the one shown."""

from __future__ import annotations

import numpy as np
import pytest

from playground.analysis.earlier_windows import earlier_predictions
from playground.analysis.explain import predict
from playground.analysis.probe import window_probe
from playground.config.experiment import Experiment
from playground.data.source import loaded
from playground.data.windowing.kept_windows import kept_windows
from playground.evaluation.predictions import undo
from playground.models.architecture import architecture_of

FIELDS = {"data.source": "sine", "data.length": "200", "problem.lookback": "12", "v": "1"}


@pytest.mark.parametrize(("horizon", "form"), [(1, "value"), (3, "change")])
def test_each_is_what_its_own_window_predicts(horizon: int, form: str) -> None:
    """The window that begins k rows earlier predicts the step k before the target."""
    experiment = Experiment.from_query(
        FIELDS | {"problem.horizon": str(horizon), "problem.target_form": form}
    )
    data = loaded(experiment)
    windows, architecture = kept_windows(experiment, data), architecture_of(experiment, data)
    weights = architecture.initial_weights()
    probe = window_probe(windows, 100)
    found = earlier_predictions(architecture, weights, probe, windows)
    assert len(found) == 12 - 1 + horizon
    for k in (1, 4, len(found)):
        part = window_probe(windows, 100 - k).part
        alone = undo(part, windows.scaler, predict(architecture, weights, part.x([0])), [0])
        assert found[-k] == pytest.approx(float(alone[0, -1]), abs=1e-5)  # in float32


def test_there_are_none_before_the_first_window_and_for_other_problems() -> None:
    """A task's sequences have no windows before them."""
    for fields, start in (
        (FIELDS, 0),
        (FIELDS | {"problem.kind": "many_to_many"}, 50),
        (FIELDS | {"problem.kind": "seq2seq", "problem.horizon": "4"}, 50),
        ({"data.source": "hold", "problem.kind": "many_to_many", "v": "1"}, 0),
    ):
        experiment = Experiment.from_query(fields)
        data = loaded(experiment)
        windows, architecture = kept_windows(experiment, data), architecture_of(experiment, data)
        probe = window_probe(windows, start)
        found = earlier_predictions(architecture, architecture.initial_weights(), probe, windows)
        assert found.shape == np.empty(0).shape
