"""What is taken away from the page: description, script and run folder agree with each other and
with the command line. That the script prints the history is seen in `tests/contracts/test_script`.
"""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

from playwright.sync_api import Page

from playground.cli import main
from playground.config.experiment import Experiment
from playground.data.source import loaded
from playground.export.script import script
from tests.browser.sights import SMALL, address, button, ended, take, visit

SHORT = SMALL | {"model.cell": "gru", "training.max_steps": "70", "training.evaluate_every": "20"}


def test_description_script_and_folder_tell_the_same_run_as_the_command_line(
    page: Page, tmp_path: Path
) -> None:
    """Byte for byte."""
    visit(page, address(SHORT))
    button(page, "Train").click()
    ended(page, 70)
    folder = zipfile.ZipFile(io.BytesIO(take(page, "Run folder (zip)")))
    assert sorted(folder.namelist()) == [
        "experiment.json",
        "history.csv",
        "metrics.json",
        "model.safetensors",
        "predictions.csv",
        "trace.npz",
    ]
    experiment = Experiment.from_query(SHORT)
    assert take(page, "Description (JSON)").decode() == experiment.to_json()
    assert take(page, "Stand-alone script").decode() == script(experiment, loaded(experiment))
    (tmp_path / "experiment.json").write_bytes(take(page, "Description (JSON)"))
    assert main(["run", str(tmp_path / "experiment.json"), "--out", str(tmp_path / "out")]) == 0
    for name in folder.namelist():
        assert folder.read(name) == (tmp_path / "out" / name).read_bytes(), name


def test_the_first_screens_own_folder_can_be_taken_away(page: Page) -> None:
    """Remember comes from a recording that ships with the project; what it leaves is as whole."""
    visit(page, "/")
    folder = zipfile.ZipFile(io.BytesIO(take(page, "Run folder (zip)")))
    assert folder.read("history.csv").decode().splitlines()[-1].startswith("500,")
    assert json.loads(folder.read("metrics.json"))["stop_reason"] == "max_steps"
