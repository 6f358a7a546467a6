"""Small files of many kinds, after forms that agencies, meters, loggers and services use."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from playground.data.io.upload import look
from tests.unit.data.io.test_brought import Right, judged

FOLDER = Path(__file__).parent / "kinds"
ANSWERS = json.loads((FOLDER.parent / "kinds.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", ANSWERS)
def test_a_file_is_read_right_or_asked_about(name: str) -> None:
    """The answers are in ``kinds.json``: a target, two times, rows, series and classes."""
    facts = {"target": "", "first": "", "second": ""} | ANSWERS[name]
    right = Right(**{k: tuple(v) if isinstance(v, list) else v for k, v in facts.items()})
    verdict, wrong = judged(look((FOLDER / name).read_bytes(), name), right)
    assert verdict != "wrong", wrong
