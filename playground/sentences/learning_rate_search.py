"""What the search for learning rates says, in words."""

from __future__ import annotations

import math
from collections.abc import Mapping

from playground.sentences.lists import listed
from playground.wording import _, number


def judged() -> str:
    """Return how the best rate of a lane is found."""
    return _(
        "Of the rates with which a lane reached its target error, the one that took the fewest steps is its best; where none did, the one "
        "with the smallest validation error at the end (of the weights that are kept, where training may stop early). One seed each; the test part is not looked at."
    )


def about_learning_rates(
    losses: Mapping[str, Mapping[float, float]], best: Mapping[str, float]
) -> list[str]:
    """Return each lane's best rate, whether it lies at an edge of what was tried, and which rates
    diverged.
    """
    said = []
    if best:
        told = [
            _("{name} {rate}").format(name=name, rate=number(rate)) for name, rate in best.items()
        ]
        same = len(set(best.values())) == 1 and len(best) == len(losses) > 1
        said.append(
            _("The same rate is best for all: {rate}.").format(
                rate=number(next(iter(best.values())))
            )
            if same
            else _("Best rates: {rates}.").format(rates=listed(told))
        )
    edges = [
        name
        for name, rate in best.items()
        if len(losses[name]) > 1 and rate in (min(losses[name]), max(losses[name]))
    ]
    if edges:
        said.append(
            _("At the edge of what was tried, so a better one may lie beyond: {names}.").format(
                names=listed(edges)
            )
        )
    for name, by_rate in losses.items():
        gone = [rate for rate, loss in sorted(by_rate.items()) if math.isinf(loss)]
        if len(gone) == len(by_rate) > 1:
            said.append(_("{name} diverged with every rate that was tried.").format(name=name))
        elif gone:
            said.append(
                _("{name} diverged with {rates}.").format(
                    name=name, rates=listed([number(r) for r in gone])
                )
            )
    return said
