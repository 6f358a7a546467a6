"""The benchmark prints its table; the figures themselves are not tested, since machines differ."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from playground.bench import overhead, report
from playground.config.experiment import Experiment
from playground.execution.pace import TICK


def test_one_pair_of_trainings_is_timed_in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Both programs are timed, here for a few training steps only."""
    short = Experiment().with_values({"training.max_steps": 20})
    monkeypatch.setattr(overhead, "Experiment", lambda: short)
    ratio, ours, bare = overhead.overhead(pairs=1)
    assert ours > 0
    assert bare > 0
    assert ratio == pytest.approx(ours / bare)


def test_the_table_shows_each_ratio_with_its_limit(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each ratio is printed with its limit."""
    monkeypatch.setattr(report, "overhead", lambda: (1.05, 0.9, 0.8))
    monkeypatch.setattr(report, "handover", lambda: 0.05 * TICK)
    monkeypatch.setattr(report, "side_by_side", lambda: 1.7)
    monkeypatch.setattr(report, "repeats_against_scaling", lambda: (1.04, 1.9))
    report.report()
    out = capsys.readouterr().out
    assert "1.050  at most 1.10" in out
    assert "0.050  at most 0.10" in out
    assert "1.700  at least 0.85" in out
    assert "1.040  at most 1.15" in out
    readme = (Path(__file__).resolve().parents[3] / "README.md").read_text(encoding="utf-8")
    targets = re.findall(r"\| (at (?:most|least) [\d.]+ [×%]) \|$", readme, re.MULTILINE)
    assert targets == ["at most 1.10 ×", "at most 10 %", "at least 0.85 ×", "at most 1.15 ×"]
