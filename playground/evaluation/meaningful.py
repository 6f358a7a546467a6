"""Which baselines are meaningful for a problem, and which of them are exact."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

from playground.config.experiment import Experiment

#: A baseline is exact when its error is below this share of the largest baseline's: what remains
#: is rounding.
ROUNDING = 1e-10

Entry = TypeVar("Entry")


def meaningful(entries: Mapping[str, Entry], experiment: Experiment) -> dict[str, Entry]:
    """Return the entries of the baselines that are meaningful for an experiment.

    Without a season, the value one season ago is the last value under another name. A function of
    one value has no past, so one-to-one is compared with the mean only.
    """
    kept = dict(entries)
    if (
        "last_value" in kept and kept.get("seasonal_naive") == kept["last_value"]
    ) or experiment.source().is_task:
        kept.pop("seasonal_naive", None)
    if experiment.problem.kind == "one_to_one":
        for name in ("last_value", "seasonal_naive", "linear_ar"):
            kept.pop(name, None)
    return kept


def exact(error: float, others: Iterable[float]) -> bool:
    """Return whether a baseline's error is only rounding, compared with all baselines' errors.

    A network's error must not be among them: if it diverged, every baseline would look exact.

    Examples
    --------
    >>> exact(1e-16, [1e-16, 0.5]), exact(0.1, [0.1, 0.5])
    (True, False)
    """
    return error <= ROUNDING * max(others, default=0.0)
