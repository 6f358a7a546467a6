"""The description of a cell that every other room reads, so that none needs its name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from playground.models.cells.signal import Signal


@dataclass(frozen=True)
class Cell:
    """A cell as the rest of the program sees it.

    Parameters
    ----------
    signals : tuple of Signal
        In the order of the equations.
    noun : str
        The cell within a sentence (a message id): ``"the LSTM"``.
    at_first_step : str
        One sentence about the equations that remain when every state before is 0 (a message id);
        its fields are ``{activation}`` and ``{idle}``, the median of the idle gate.
    colours : tuple of str
        Colour of its lines in charts, on a light and on a dark page.
    dash : {"solid", "dash", "dot", "dashdot"}
        Line style in charts.
    seconds : float
        Seconds per time step and layer of a training step, apart from the arithmetic: measured on
        one core, good to about a factor of two.
    uses : tuple of str
        Fields of `Model` that only some cells read: "nonlinearity", "forget_bias".
    reading : tuple of str
        Sentences on how to read this cell's diagram, after the general ones (message ids).
    recurrent : bool
        Whether a state is carried from one time step to the next.
    idle_at_first_step : tuple of str
        Gates that multiply nothing but the state before, so that they do nothing at a first step.
    """

    signals: tuple[Signal, ...]
    noun: str
    at_first_step: str = ""
    colours: tuple[str, str] = ("#66645E", "#A09D95")
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
        """The signals with weights of their own, in the order of PyTorch's blocks of rows."""
        found = {signal.block: signal for signal in self.signals if signal.block is not None}
        return tuple(found[block] for block in range(len(found)))

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
        """The only signal that brings new content into a unit's states: candidate, or state."""
        return next(signal for signal in self.blocks if signal.kind != "gate")
