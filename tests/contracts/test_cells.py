"""A cell is known by its own files: the rest of the package asks its description."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from playground.config import registry
from playground.models.cells import cell_of, recurrent_cells

ROOM = Path(__file__).resolve().parents[2] / "playground"
#: The file that defaults, exhibits, comparisons and presets take the names from.
NAMES = "config/cells.py"


def _strings(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def test_no_other_file_compares_or_lists_the_names_of_cells() -> None:
    """A new cell is its own files, and no list of cells has to grow."""
    cells = set(registry.entries("cell"))
    naming = {
        path.relative_to(ROOM).as_posix()
        for path in ROOM.rglob("*.py")
        if path.stem not in cells and cells & set(_strings(path))
    }
    assert naming == {NAMES}


@pytest.mark.parametrize("name", recurrent_cells())
def test_the_table_of_signals_is_complete(name: str) -> None:
    """Every block has one signal, letters are unique, and the keeper keeps one of the states."""
    cell = cell_of(name)
    letters = [signal.letter for signal in cell.signals]
    assert len(set(letters)) == len(letters)
    assert [signal.block for signal in cell.blocks] == list(range(len(cell.blocks)))
    assert all((gate.low, gate.high) == (0.0, 1.0) for gate in cell.gates)
    assert "hidden_state" in [state.name for state in cell.states]
    assert cell.memory in cell.states
    assert cell.writer.kind != "gate"
