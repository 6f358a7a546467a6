"""Subscripts are rendered wherever text with them is shown."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from playground.config.experiment import Experiment
from playground.models import cells
from playground.wording import low

ROOM = Path(__file__).resolve().parents[2] / "playground"
#: Their texts go to the cell's panel, whose script sets low what follows an underscore (``pieces``
#: in ``cell_svg.mjs``).
SET_BY_THE_PANEL = re.compile(
    r"player/cell_words\.py|player/drawings/\w+\.py|models/cells/\w+\.py|sentences/cell\.py"
)
RAW = re.compile(r"(?<![\w{`])[^\W\d_]\N{COMBINING TILDE}?_\w")


def _texts(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("_", "N_", "counted"):
            yield from (
                part.value
                for part in ast.walk(node)
                if isinstance(part, ast.Constant) and isinstance(part.value, str)
            )


def test_no_text_on_screen_shows_an_underscore_before_a_low_letter() -> None:
    """Not "C_t" where everything else is set: neither in sentences nor in captions, labels and
    titles.
    """
    found = {
        path.relative_to(ROOM).as_posix(): text
        for path in ROOM.rglob("*.py")
        for text in _texts(ast.parse(path.read_text(encoding="utf-8")))
        if RAW.search(text)
    }
    assert {name for name in found if not SET_BY_THE_PANEL.fullmatch(name)} == set(), found


def test_every_sign_of_a_cell_can_be_set_low_without_markup() -> None:
    """In charts and in sentences; a name with an underscore inside stays as it is."""
    for cell in ("elman", "gru", "lstm"):
        model = Experiment().model
        for signal in cells.signals(type(model)(**{**vars(model), "cell": cell})):
            assert "_" not in low(signal.symbol), signal.symbol
    assert (low("f_t"), low("W_hh"), low("h_0"), low("hidden_state")) == (
        "fₜ",
        "Wₕₕ",
        "h₀",
        "hidden_state",
    )
