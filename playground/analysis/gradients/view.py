"""The settings of the view of the Gradients page, which a link stores under ``show``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from typing import Any, Literal, get_args

from playground.config.cells import LSTM, SIMPLE_RNN
from playground.models.cells import recurrent_cells

#: The quantity on the y axis: influence relative to the last step, absolute influence, or the
#: gradient of the loss as in training.
Measure = Literal["relative", "absolute", "loss"]
#: The state: the memory of each cell (C of an LSTM, else h), or h of every cell.
State = Literal["memory", "hidden"]
#: The prediction whose gradient is shown: of the last step, of another step, or the sum of all.
Step = Literal["last", "other", "all"]
#: The breakdown below the chart.
Part = Literal["paths", "layers", "losses", "units", "advanced"]

MEASURES: tuple[Measure, ...] = get_args(Measure)
STATES: tuple[State, ...] = get_args(State)
STEPS: tuple[Step, ...] = get_args(Step)
PARTS: tuple[Part, ...] = get_args(Part)
CELLS = tuple(recurrent_cells())
#: The cell of the linear theory, with which the others are compared, and the initial cell.
SIMPLE, FIRST = SIMPLE_RNN, LSTM
SCALES = (0.0, 10.0)
MOST_STEPS = 500


@dataclass(frozen=True)
class View:
    """The settings of the view; settings of the networks belong to the experiment.

    Parameters
    ----------
    measure, state, step, part : str
        See `Measure`, `State`, `Step` and `Part`.
    at : int
        For ``step="other"``: the time step of the prediction, from 1; 0 for the middle one.
    scale : float
        Factor by which the inputs are multiplied.
    linear : bool
        Whether the simple RNN has no activation function. It is not a setting of the experiment,
        because torch's ``nn.RNN`` supports tanh and ReLU only: such a network cannot be trained.
    cell : str
        The cell of the breakdown below the chart.
    """

    measure: Measure = "relative"
    state: State = "memory"
    step: Step = "last"
    at: int = 0
    scale: float = 1.0
    linear: bool = False
    part: Part = "paths"
    cell: str = FIRST

    def loss_step(self, steps: int) -> int:
        """Return the time step of the prediction, from 0, in sequences of ``steps`` steps."""
        if self.step != "other":
            return steps - 1
        return min(max(0, (self.at or (steps + 1) // 2) - 1), steps - 1)

    def to_text(self) -> str | None:
        """Return the settings that are not the default, or None if all are.

        For example ``"measure:absolute,scale:2"``.
        """
        settings = [
            f"{f.name}:{_written(getattr(self, f.name))}"
            for f in fields(self)
            if getattr(self, f.name) != f.default
        ]
        return ",".join(settings) or None

    @classmethod
    def from_text(cls, text: str | None) -> View:
        """Return the view of a link's text; unknown names and invalid values are ignored."""
        view = cls()
        for item in (text or "")[:400].split(","):
            name, _colon, value = item.partition(":")
            setting = _READ.get(name, lambda _text: None)(value)
            if setting is not None:
                changed: dict[str, Any] = {name: setting}
                view = replace(view, **changed)
        return view


def _written(value: object) -> str:
    return (
        str(int(value))
        if isinstance(value, bool)
        else f"{value:g}"
        if isinstance(value, float)
        else str(value)
    )


def _one_of(allowed: tuple[str, ...]) -> Callable[[str], str | None]:
    return lambda text: text if text in allowed else None


def _count(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 5 and int(text) <= MOST_STEPS else None


def _number(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if SCALES[0] <= value <= SCALES[1] else None


_READ: dict[str, Callable[[str], object]] = {
    "measure": _one_of(MEASURES),
    "state": _one_of(STATES),
    "step": _one_of(STEPS),
    "part": _one_of(PARTS),
    "cell": _one_of(CELLS),
    "at": _count,
    "scale": _number,
    "linear": lambda text: text == "1",
}
