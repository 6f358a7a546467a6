"""What the gradient page shows of a network: the settings of the view, as they stand in the link
under ``show``.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any

from playground.models.cells import recurrent_cells

#: What is drawn: the share of the last step's, the number itself, or the gradient of the loss as
#: training sees it.
MEASURES = ("relative", "absolute", "loss")
#: Which state: each cell's memory (C of an LSTM, else h), or h of every cell.
STATES = ("memory", "hidden")
#: Which step's prediction is asked about.
STEPS = ("last", "other", "all")
#: What stands below the picture.
PARTS = ("paths", "layers", "losses", "units", "advanced")
CELLS = tuple(recurrent_cells())
#: The cell of the linear theory, with which the others are compared, and the cell shown at first.
SIMPLE, FIRST = "elman", "lstm"
SCALES = (0.0, 10.0)
MOST_STEPS = 500


@dataclass(frozen=True)
class View:
    """How the picture is looked at; everything that changes the networks themselves is in the
    experiment.

    Parameters
    ----------
    measure, state, step, part : str
        One of `MEASURES`, `STATES`, `STEPS` and `PARTS`.
    at : int
        For ``step="other"``: the time step, from 1, whose prediction is asked about; 0 is the
        middle one.
    scale : float
        What the inputs are multiplied with before the networks read them.
    linear : bool
        Whether the simple RNN has no activation at all. This is for theory only and no choice of
        the experiment: torch's ``nn.RNN`` knows tanh and relu, so such a network could be drawn but
        not trained.
    cell : str
        The cell that is looked into below the picture.
    """

    measure: str = "relative"
    state: str = "memory"
    step: str = "last"
    at: int = 0
    scale: float = 1.0
    linear: bool = False
    part: str = "paths"
    cell: str = FIRST

    def loss_step(self, steps: int) -> int:
        """Return the time step asked about, from 0, in sequences of so many steps."""
        if self.step != "other":
            return steps - 1
        return min(max(0, (self.at or (steps + 1) // 2) - 1), steps - 1)

    def to_text(self) -> str | None:
        """Return what differs from the first view, ``"measure:absolute,scale:2"``; None when
        nothing does.
        """
        told = [
            f"{f.name}:{_written(getattr(self, f.name))}"
            for f in fields(self)
            if getattr(self, f.name) != f.default
        ]
        return ",".join(told) or None

    @classmethod
    def from_text(cls, text: str | None) -> View:
        """Read `to_text` back; what is not known or out of range is passed over, as a view can do
        no harm.
        """
        view = cls()
        for item in (text or "")[:400].split(","):
            name, _colon, value = item.partition(":")
            known = _READ.get(name, lambda _text: None)(value)
            if known is not None:
                changed: dict[str, Any] = {name: known}
                view = replace(view, **changed)
        return view


def _written(value: Any) -> str:
    return (
        str(int(value))
        if isinstance(value, bool)
        else f"{value:g}"
        if isinstance(value, float)
        else str(value)
    )


def _one_of(allowed: tuple[str, ...]) -> Any:
    return lambda text: text if text in allowed else None


def _count(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 5 and int(text) <= MOST_STEPS else None


def _number(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if SCALES[0] <= value <= SCALES[1] else None


_READ: dict[str, Any] = {
    "measure": _one_of(MEASURES),
    "state": _one_of(STATES),
    "step": _one_of(STEPS),
    "part": _one_of(PARTS),
    "cell": _one_of(CELLS),
    "at": _count,
    "scale": _number,
    "linear": lambda text: text == "1",
}
