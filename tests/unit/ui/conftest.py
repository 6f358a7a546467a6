"""What the tests of the feeds of a run have in common."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from playground.analysis.probe import default_probe
from playground.config.experiment import Experiment
from playground.execution.run import Run
from playground.execution.workers import Workers
from playground.ui.session.focus import Focus
from playground.ui.session.loading import opened
from playground.ui.session.session import Session

EXPERIMENT = Experiment.from_dict(
    {
        "data": {"length": 120},
        "problem": {"lookback": 6},
        "model": {"hidden_size": 2},
        "training": {"max_steps": 300, "evaluate_every": 10},
    }
)


@pytest.fixture
def session() -> Iterator[Session]:
    """A session whose run trains in this process."""
    workers, (data, windows) = Workers("inline"), opened(EXPERIMENT, {})
    session = Session(Run(EXPERIMENT, data, workers), windows, Focus(default_probe(windows)))
    yield session
    session.run.let_go()
    workers.stop()
