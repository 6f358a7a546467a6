"""The player says in the browser what Python can translate, and nothing else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from playground.player.cell_words import CELL_WORDS, PART_WORDS
from playground.player.words import WORDS

ASSETS = Path(__file__).resolve().parents[3] / "playground" / "player" / "assets"


@pytest.mark.parametrize(
    ("module", "words"), [("words", WORDS), ("cell_words", CELL_WORDS), ("cell_parts", PART_WORDS)]
)
def test_both_halves_of_the_player_know_the_same_words(module: str, words: dict[str, str]) -> None:
    """The English in the browser is the message id of the catalogue."""
    text = (ASSETS / f"{module}.mjs").read_text(encoding="utf-8").partition("\n};")[0]
    assert dict(re.findall(r'^  (\w+): "(.*)",$', text, re.MULTILINE)) == words
