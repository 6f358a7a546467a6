"""Every word that the player shows is said in Python, and every such word is shown."""

from __future__ import annotations

import re

import pytest

from playground.figures.palette import HUES
from playground.models.cells import cell_of, recurrent_cells
from playground.player.cell_words import CELL_WORDS, cell_words
from playground.player.drawings import ASSETS, drawing_words, is_drawn
from playground.player.words import WORDS

_SCRIPTS = {path.name: path.read_text(encoding="utf-8") for path in ASSETS.glob("*.mjs")}
#: Scripts of the page that read the player's words as well.
_PAGE = [
    path.read_text(encoding="utf-8") for path in (ASSETS.parents[1] / "ui/browser").glob("*.mjs")
]
_TEXT = "\n".join([*_SCRIPTS.values(), *_PAGE])
#: Keys that scripts look up by a name they compute.
_COMPUTED = re.compile(r"\w+_(name|for)|x_for_upper")


def test_every_key_that_a_script_asks_for_is_known() -> None:
    """A missing word would show as "undefined"."""
    asked = set(re.findall(r"\bwords\.(\w+)", "\n".join(_SCRIPTS.values()))) - {"mjs"}
    assert asked <= {*WORDS, *CELL_WORDS}, asked - {*WORDS, *CELL_WORDS}


@pytest.mark.parametrize("key", [*WORDS, *CELL_WORDS])
def test_no_word_is_kept_that_no_script_asks_for(key: str) -> None:
    """Nobody should translate what nobody reads."""
    assert _COMPUTED.fullmatch(key) or re.search(rf"\bwords\.{key}\b|\"{key}\"", _TEXT), key


@pytest.mark.parametrize("cell", recurrent_cells())
def test_no_word_of_a_drawing_is_kept_that_it_does_not_ask_for(cell: str) -> None:
    """Words that replace shared ones are asked for by the shared scripts."""
    own = _SCRIPTS.get(f"cell_{cell}.mjs", "")
    for key in drawing_words(cell):
        part = key.removesuffix("_name").removesuffix("_for")
        assert key in CELL_WORDS or f'"{part}"' in own or f'"{key}"' in own, key


def test_signals_are_named_by_their_own_labels() -> None:
    """A label is written once, beside the equations."""
    for cell in recurrent_cells():
        for signal in cell_of(cell).signals:
            assert cell_words(cell)[f"{signal.letter}_name"] == signal.label


def test_a_cell_without_a_drawing_has_the_shared_words() -> None:
    """It is shown as a list of its signals."""
    assert not is_drawn("mlp")
    assert drawing_words("mlp") == {}


def test_charts_and_tracks_have_the_same_hues() -> None:
    """Of each hue the first and the third colour of the script are those of lines and areas."""
    script = _SCRIPTS["colours.mjs"]
    for hue, (light, dark) in HUES.items():
        if hue != "text":
            row = re.search(rf'const {hue.upper()} = \["(#\w+)", "#\w+", "(#\w+)"', script)
            assert row is not None
            assert row.groups() == (light, dark)


def test_no_script_but_its_own_drawing_names_a_cell() -> None:
    """A new cell adds files and changes none."""
    names = "|".join(recurrent_cells())
    for file, text in _SCRIPTS.items():
        if file not in {f"cell_{cell}.mjs" for cell in recurrent_cells()}:
            assert not re.search(rf'"({names})"|cell_({names})\b', text), file
