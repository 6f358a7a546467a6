"""The description of a cell, from which all other packages learn its properties."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from playground.models.cells.signal import Signal


@dataclass(frozen=True)
class Cell:
    """The properties of a cell.

    Parameters
    ----------
    signals : tuple of Signal
        In the order of the equations.
    noun : str
        Name of the cell within a sentence (a message id): ``"the LSTM"``.
    at_first_step : str
        A sentence on the equations that remain when every previous state is 0 (a message id); its
        fields are ``{activation}`` and ``{idle}``, the median of the idle gate.
    colours : tuple of str
        Colours of its lines in charts, on a light and on a dark page.
    dash : {"solid", "dash", "dot", "dashdot"}
        Line style in charts.
    seconds : float
        Overhead of a training step per time step and layer, in seconds: measured on one core,
        accurate to about a factor of two.
    uses : tuple of str
        Fields of `Model` that only some cells read: "nonlinearity", "forget_bias".
    reading : tuple of str
        Sentences on how to read this cell's diagram, after the common ones (message ids).
    recurrent : bool
        Whether a state is carried from one time step to the next.
    idle_at_first_step : tuple of str
        Gates that multiply only the previous state, and so have no effect at the first step.
    """

    signals: tuple[Signal, ...]
    noun: str
    at_first_step: str = ""
    colours: tuple[str, str] = ("#460A2A", "#E0B4CB")
    dash: Literal["solid", "dash", "dot", "dashdot"] = "dashdot"
    seconds: float = 100e-6
    uses: tuple[str, ...] = ()
    reading: tuple[str, ...] = ()
    recurrent: bool = True
    idle_at_first_step: tuple[str, ...] = ()

    def __getitem__(self, name: str) -> Signal:
        """Return a signal by its public name."""
        return next(signal for signal in self.signals if signal.name == name)

    @property
    def blocks(self) -> tuple[Signal, ...]:
        """The signals with weights, in the order of PyTorch's blocks of rows."""
        by_block = {signal.block: signal for signal in self.signals if signal.block is not None}
        return tuple(by_block[block] for block in range(len(by_block)))

    @property
    def gates(self) -> tuple[Signal, ...]:
        """The gates, in the order of the equations."""
        return tuple(signal for signal in self.signals if signal.kind == "gate")

    @property
    def states(self) -> tuple[Signal, ...]:
        """The states that are carried from one time step to the next."""
        return tuple(signal for signal in self.signals if signal.kind == "state")

    @property
    def keeper(self) -> Signal | None:
        """The gate on the direct path of the gradient; None where no gate keeps the state."""
        return next((signal for signal in self.gates if signal.carries), None)

    @property
    def memory(self) -> Signal:
        """The state that carries the memory: the one the keeper keeps, else the last state."""
        return self[self.keeper.carries] if self.keeper else self.states[-1]

    @property
    def writer(self) -> Signal:
        """The signal that brings new content into a unit's states: the candidate, or the state."""
        return next(signal for signal in self.blocks if signal.kind != "gate")
