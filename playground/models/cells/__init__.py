"""The cells: one file per architecture with its equations and their reverse scan, in float64."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import replace

from playground.config import registry
from playground.config.fields.model import Model
from playground.models.cells.cell import Cell
from playground.models.cells.signal import Signal, StateName


def cell_of(name: str) -> Cell:
    """Return the description of a registered cell.

    Raises
    ------
    DescriptionError
        If no cell has this name; the message suggests the nearest one.
    """
    cell: Cell = registry.lookup("cell", name, field="model.cell").facts["cell"]
    return cell


def recurrent_cells() -> dict[str, Cell]:
    """Return every recurrent cell by its name, in the order of registration."""
    cells = {name: entry.facts["cell"] for name, entry in registry.entries("cell").items()}
    return {name: cell for name, cell in cells.items() if cell.recurrent}


def blocks(name: str) -> tuple[str, ...]:
    """Return the public names of a cell's blocks of rows, in PyTorch's order."""
    return tuple(signal.name for signal in cell_of(name).blocks)


def signals(model: Model) -> tuple[Signal, ...]:
    """Return the signals of a model's cell, with their ranges under its activation function."""
    cell = cell_of(model.cell)
    if "nonlinearity" in cell.uses and model.nonlinearity == "relu":
        return tuple(replace(signal, low=0.0, high=None) for signal in cell.signals)
    return cell.signals


def memory_among(names: Container[str]) -> StateName:
    """Return the name of the state that carries the memory, among a layer's signals."""
    return "cell_state" if "cell_state" in names else "hidden_state"


def keeper_among(names: Container[str], state: str) -> str | None:
    """Return the name of the gate that keeps a state, among a layer's signals, or None."""
    keepers = (cell.keeper for cell in recurrent_cells().values())
    candidates = (gate.name for gate in keepers if gate is not None and gate.carries == state)
    return next((name for name in candidates if name in names), None)


def letter_of(name: str) -> str:
    """Return the letter of a signal in formulas by its public name, "f" for "forget_gate"."""
    all_signals = (signal for cell in recurrent_cells().values() for signal in cell.signals)
    return next(signal.letter for signal in all_signals if signal.name == name)
