"""What is taken away from the page: description, script and run folder agree with each other and with the command line."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.conftest import ROOT
from tests.browser.sights import PATIENCE, SMALL, address, button, ended, visit

SHORT = SMALL | {"model.cell": "gru", "training.max_steps": "70", "training.evaluate_every": "20"}


def take(page: Page, name: str) -> bytes:
    """Press a download button and return the file's content."""
    sidebar = page.get_by_test_id("stSidebar")
    wanted = sidebar.get_by_role("button", name=name)
    if not wanted.is_visible():
        sidebar.get_by_text("Save and share").click()
    expect(wanted).to_be_enabled(timeout=PATIENCE)
    with page.expect_download(timeout=PATIENCE) as coming:
        wanted.click()
    return Path(coming.value.path()).read_bytes()


def run(*arguments: str) -> str:
    """Run a Python program in the project's folder and return what it prints."""
    done = subprocess.run([sys.executable, *arguments], cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_description_script_and_folder_tell_the_same_run_as_the_command_line(page: Page, tmp_path: Path) -> None:
    """Byte for byte."""
    visit(page, address(SHORT))
    button(page, "Train").click()
    ended(page, 70)
    folder = zipfile.ZipFile(io.BytesIO(take(page, "Run folder (zip)")))
    assert sorted(folder.namelist()) == [
        "experiment.json", "history.csv", "metrics.json", "model.safetensors", "predictions.csv", "trace.npz",
    ]  # fmt: skip
    (tmp_path / "experiment.json").write_bytes(take(page, "Description (JSON)"))
    run("-m", "playground", "run", str(tmp_path / "experiment.json"), "--out", str(tmp_path / "out"))
    for name in folder.namelist():
        assert folder.read(name) == (tmp_path / "out" / name).read_bytes(), name
    (tmp_path / "experiment.py").write_bytes(take(page, "Stand-alone script"))
    assert run(str(tmp_path / "experiment.py")).splitlines() == folder.read("history.csv").decode().splitlines()


def test_the_first_screens_own_folder_can_be_taken_away(page: Page) -> None:
    """Exhibit 1 comes from a recording that ships with the project; what it leaves is as whole."""
    visit(page, "/")
    folder = zipfile.ZipFile(io.BytesIO(take(page, "Run folder (zip)")))
    assert folder.read("history.csv").decode().splitlines()[-1].startswith("500,")
    assert json.loads(folder.read("metrics.json"))["stop_reason"] == "max_steps"
