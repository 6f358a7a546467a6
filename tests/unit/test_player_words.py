"""The player says in the browser what Python can translate, and nothing else."""

from __future__ import annotations

import re
from pathlib import Path

from playground.player.words import WORDS

ASSETS = Path(__file__).resolve().parents[2] / "playground" / "player" / "assets"


def test_both_halves_of_the_player_know_the_same_words() -> None:
    """The English in the browser is the message id of the catalogue."""
    said = dict(re.findall(r'^  (\w+): "(.*)",$', (ASSETS / "words.mjs").read_text(encoding="utf-8"), re.MULTILINE))
    assert said == WORDS
