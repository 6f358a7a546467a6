"""The player's pure modules, tested in their own language."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from playground.config.experiment import Model
from playground.models.cells import recurrent_cells
from playground.player.cell import anatomy
from playground.player.words import words

HERE = Path(__file__).parent
ROOM = HERE.parents[2] / "playground"


def _payload(folder: Path) -> Path:
    """Write the words and the cells as Python sends them, and return the file."""
    models = [Model(cell=name) for name in recurrent_cells()]
    file = folder / "payload.json"
    cells = {model.cell: anatomy(model) for model in models}
    file.write_text(json.dumps({"words": words(), "cells": cells}), encoding="utf-8")
    return file


@pytest.mark.skipif(
    not shutil.which("node"),
    reason="the player's modules are tested by Node.js, which is not installed",
)
def test_the_players_modules_pass_their_own_tests(tmp_path: Path) -> None:
    told = subprocess.run(
        ["node", "--test", *map(str, sorted((HERE / "player_js").glob("*.test.mjs")))],
        env={
            **os.environ,
            "PAYLOAD": str(_payload(tmp_path)),
            "ASSETS": (ROOM / "player" / "assets").as_uri(),
            "ELEMENTS": (ROOM / "ui" / "browser").as_uri(),
        },
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert told.returncode == 0, told.stdout + told.stderr
