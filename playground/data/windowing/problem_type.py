"""The interface of a problem type, and how one is found by its name."""

from __future__ import annotations

from abc import abstractmethod
from typing import Any, Literal, Protocol, cast

from playground.config import registry
from playground.data.windowing.window_spec import WindowSpec

#: Which hidden states of the top layer the head reads: the last one, every one, those of a decoder,
#: or every one of a network that reads its own predictions.
Readout = Literal["last", "every", "decoder", "generator"]
#: What training minimizes: the mean squared error, or the cross-entropy of the classes.
Loss = Literal["mse", "cross_entropy"]


class ProblemType(Protocol):
    """What data, network and pages need to know of a problem type.

    Attributes
    ----------
    readout, loss
        See `Readout` and `Loss`.
    equations : tuple of str
        In LaTeX, in the order in which they are computed.
    """

    readout: Readout
    loss: Loss
    equations: tuple[str, ...]

    @staticmethod
    @abstractmethod
    def spec(lookback: int, horizon: int, form: str, **params: Any) -> WindowSpec:
        """Return the layout of a window; ``form`` is one of `matching.form_of`."""

    @staticmethod
    @abstractmethod
    def wiring() -> dict[str, Any]:
        """Return the diagram, as `playground.problems.wiring.chain` describes it."""


def problem_type(name: str) -> ProblemType:
    """Return a problem type by its name; raises a `DescriptionError` for an unknown one."""
    return cast(ProblemType, registry.lookup("problem", name, field="problem.kind").make)
