"""Which simple forecasts mean something for a problem, and which of them are exact."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

from playground.config.experiment import Experiment

#: An error of a simple forecast below this share of the largest one of them all is the rounding of
#: the arithmetic: the forecast is exact.
ROUNDING = 1e-10

Found = TypeVar("Found")


def meaningful(found: Mapping[str, Found], experiment: Experiment) -> dict[str, Found]:
    """Return the simple forecasts that are worth showing, of what was found for each by name.

    A season ago means nothing where there is no season: it is the last value then, under another
    name. A function of one reading has no past to repeat or to go on from, so one-to-one is
    measured by the mean alone.
    """
    kept = dict(found)
    if (
        "last_value" in kept and kept.get("seasonal_naive") == kept["last_value"]
    ) or experiment.source().is_task:
        kept.pop("seasonal_naive", None)
    if experiment.problem.kind == "one_to_one":
        for name in ("last_value", "seasonal_naive", "linear_ar"):
            kept.pop(name, None)
    return kept


def exact(error: float, others: Iterable[float]) -> bool:
    """Return whether an error is nothing but rounding beside those of the simple forecasts, its own
    among them.

    Not beside a network's: next to one that diverged every forecast would look exact.
    """
    return error <= ROUNDING * max(others, default=0.0)
