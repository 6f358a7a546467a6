"""The caption of the errors of all lanes."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from playground.config.experiment import Experiment
from playground.ui.compare import race_charts


@pytest.mark.parametrize(
    ("baselines", "over", "told"),
    [({"mean": 0.3}, "steps", True), ({}, "steps", False), ({"mean": 0.0}, "steps", False)],
)
def test_the_dotted_line_is_explained_once_it_is_drawn(
    baselines: dict[str, float], over: str, told: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Baselines are computed while the page is already there; one of 0 is below every axis."""
    monkeypatch.setattr(race_charts, "verdict", lambda _comparison: [])
    experiment = Experiment()
    recording = SimpleNamespace(rows=[])
    lane = SimpleNamespace(
        experiment=experiment, run=SimpleNamespace(recording=recording, spent=[])
    )
    comparison: Any = SimpleNamespace(
        named=[("LSTM", lane)],
        variants=[lane],
        base=experiment,
        session=SimpleNamespace(baselines=lambda: baselines),
    )
    chart = race_charts.errors_chart(comparison, over, dark=False)
    assert ("dotted line" in chart.caption) is told
