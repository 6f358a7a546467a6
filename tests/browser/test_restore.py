"""A file of saved runs goes into the page again as it came out of it, whatever its size."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from playwright.sync_api import Page, expect

from playground.config.experiment import Experiment
from playground.data.source import loaded
from playground.runs.messages import Budget
from playground.runs.recording import Frame, Recording
from playground.runs.store import Logbook
from playground.training.advance import advance
from playground.training.evaluate import evaluate

WIDE = Experiment.from_dict(
    {
        "data": {"length": 100},
        "problem": {"lookback": 5},
        "model": {"hidden_size": 64},
        "training": {"max_steps": 100, "evaluate_every": 50},
    }
)


def saved() -> bytes:
    """Return the file of one run whose recorded weights take 6 MB."""
    data = loaded(WIDE)
    result = advance(WIDE, data, None, Budget())
    assert result.live.weights is not None
    recording = Recording(result.live.weights.size)
    recording.extend([Frame(0, np.nan, np.nan, np.nan), *result.frames])
    recording.stop_reason, recording.kept = result.stop_reason, result.kept
    book = Logbook()
    book.add(WIDE, recording, evaluate(WIDE, data, np.asarray(result.kept)), 1.0)
    return book.to_bytes()


def test_a_file_of_6_mb_is_restored(page: Page, tmp_path: Path) -> None:
    """More than the web server keeps in memory of a form by itself, and more than a table of a
    visitor may have.
    """
    file = tmp_path / "runs.zip"
    file.write_bytes(saved())
    assert 5_500_000 < file.stat().st_size < 8_000_000
    page.goto("/compare")
    page.get_by_test_id("stMain").get_by_role("radio", name="Runs of this session").click()
    page.get_by_test_id("stMain").get_by_text("Restore runs from a file").click()
    page.get_by_test_id("stFileUploaderDropzoneInput").last.set_input_files(file)
    expect(page.get_by_text("1 run added.")).to_be_visible()
    expect(page.get_by_test_id("stDataFrame")).to_be_visible()
