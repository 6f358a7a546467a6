"""The benchmark runs and prints its table; what it measures is judged by eye, since machines
differ.
"""

from __future__ import annotations

import pytest

from benchmarks import overhead, report


def test_one_pair_is_measured_in_this_process() -> None:
    """How long it takes differs; that both were timed does not."""
    ratio, ours, bare = overhead.overhead(pairs=1)
    assert ours > 0
    assert bare > 0
    assert ratio == pytest.approx(ours / bare)


def test_table_names_what_is_wanted(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Both ratios stand beside their limits."""
    monkeypatch.setattr(report, "overhead", lambda: (1.05, 0.9, 0.8))
    monkeypatch.setattr(report, "handover", lambda: 0.01)
    monkeypatch.setattr(report, "variants", lambda: 1.7)
    monkeypatch.setattr(report, "seeds", lambda: (1.04, 1.9))
    report.main()
    out = capsys.readouterr().out
    assert "1.050  at most 1.10" in out
    assert "0.050  at most 0.10" in out
    assert "1.700  at least 0.85" in out
    assert "1.040  at most 1.15" in out
