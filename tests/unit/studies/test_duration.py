"""How long a study will take, as said before it starts."""

from __future__ import annotations

import pytest

from playground.config.experiment import Experiment
from playground.studies.duration import study_seconds


def test_time_grows_with_runs_and_steps_and_shrinks_with_workers() -> None:
    """Two workers take half as long; a single run cannot be shared."""
    run = Experiment().with_values({"training.max_steps": 1000})
    whole = study_seconds([run] * 10, 1)
    assert study_seconds([run] * 20, 1) == pytest.approx(2 * whole)
    assert study_seconds([run] * 10, 2) == pytest.approx(whole / 2)
    assert study_seconds([run], 8) == study_seconds([run], 1)
    longer = run.with_values({"training.max_steps": 4000})
    assert study_seconds([longer] * 10, 1) > 2 * whole


def test_measured_steps_correct_the_estimate() -> None:
    """If steps took three times as long as estimated, so will those of the study."""
    run = Experiment().with_values({"training.max_steps": 10_000})
    slow, slower = study_seconds([run], 1, 3.0), study_seconds([run], 1, 9.0)
    assert 2.9 * slow < slower < 3 * slow
