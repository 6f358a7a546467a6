"""The player's pure modules, tested in their own language."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ROOM = HERE.parents[2] / "playground"


@pytest.mark.skipif(
    not shutil.which("node"),
    reason="the player's modules are tested by Node.js, which is not installed",
)
def test_the_players_modules_pass_their_own_tests():
    told = subprocess.run(
        ["node", "--test", *map(str, sorted((HERE / "player_js").glob("*.test.mjs")))],
        env={
            **os.environ,
            "ASSETS": (ROOM / "player" / "assets").as_uri(),
            "ELEMENTS": (ROOM / "ui" / "browser").as_uri(),
        },
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert told.returncode == 0, told.stdout + told.stderr
