"""What every problem type says of itself, and how one is found by its name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar, Literal, cast

from playground.config import registry
from playground.data.series import Form
from playground.data.windowing.window_spec import WindowSpec

#: Which hidden states of the top layer the head reads: the last one, every one, those of a decoder,
#: or every one of a network that reads its own predictions.
Readout = Literal["last", "every", "decoder", "generator"]
#: What training minimizes: the mean squared error, or the cross-entropy of the classes.
Loss = Literal["mse", "cross_entropy"]


class ProblemType:
    """Base of the problem types in `playground.problems`; never instantiated.

    Attributes
    ----------
    readout, loss
        See `Readout` and `Loss`.
    equations : tuple of str
        In LaTeX, in the order in which they are computed.
    forms : tuple of str
        Forms of data that it goes with; see `playground.data.series.Form`.
    looks_ahead : bool
        Whether its targets come after what is read, also in sequences to continue.
    spec : function
        (lookback, horizon, form, **params) -> layout of a window; ``params`` are the problem type's
        own parameters. Exported scripts contain it word for word.
    """

    readout: ClassVar[Readout]
    loss: ClassVar[Loss] = "mse"
    equations: ClassVar[tuple[str, ...]]
    forms: ClassVar[tuple[Form, ...]] = ("series", "answers", "courses")
    looks_ahead: ClassVar[bool] = False
    spec: ClassVar[Callable[..., WindowSpec]]

    @staticmethod
    def wiring() -> dict[str, Any]:
        """Return the diagram, as `playground.problems.wiring.chain` describes it."""
        raise NotImplementedError

    @staticmethod
    def needs_labels(form: Form) -> bool:
        """Return whether data of a form need labels."""
        return False

    @staticmethod
    def steps(lookback: int, horizon: int) -> int:
        """Return the time steps that the network computes for one window."""
        return lookback


def problem_type(name: str) -> type[ProblemType]:
    """Return a problem type by its name; raises a `DescriptionError` for an unknown one."""
    return cast(type[ProblemType], registry.lookup("problem", name, field="problem.kind").make)
