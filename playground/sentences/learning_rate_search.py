"""Sentences about the search for learning rates."""

from __future__ import annotations

import math
from collections.abc import Mapping

from playground.sentences.lists import listed
from playground.wording import _, number


def selection_rule() -> str:
    """Return how the best rate of a lane is chosen."""
    return _(
        "A lane's best rate is the one that reached its target error in the fewest steps or, if none did, the one with the smallest validation error at the end "
        "(of the weights that are kept, where training may stop early). One seed each; the test set is not used."
    )


def about_learning_rates(
    losses: Mapping[str, Mapping[float, float]], best: Mapping[str, float]
) -> list[str]:
    """Return each lane's best rate, which are at an edge of the range, and which rates diverged.

    Parameters
    ----------
    losses : mapping of lane to (mapping of rate to error)
        Infinite where the training diverged.
    best : mapping of lane to rate
        Without the lanes that diverged with every rate.
    """
    sentences = []
    if len(set(best.values())) == 1 and len(best) == len(losses) > 1:
        sentences.append(
            _("The same rate is best for all: {rate}.").format(
                rate=number(next(iter(best.values())))
            )
        )
    elif best:
        rates = [
            _("{name} {rate}").format(name=name, rate=number(rate)) for name, rate in best.items()
        ]
        sentences.append(_("Best rates: {rates}.").format(rates=listed(rates)))
    edges = [
        name
        for name, rate in best.items()
        if len(losses[name]) > 1 and rate in (min(losses[name]), max(losses[name]))
    ]
    if edges:
        sentences.append(
            _(
                "At the edge of the range tried, so a better rate may lie beyond it: {names}."
            ).format(names=listed(edges))
        )
    for name, by_rate in losses.items():
        diverged = [rate for rate, loss in sorted(by_rate.items()) if math.isinf(loss)]
        if len(diverged) == len(by_rate) > 1:
            sentences.append(_("{name} diverged with every rate tried.").format(name=name))
        elif diverged:
            sentences.append(
                _("{name} diverged with {rates}.").format(
                    name=name, rates=listed([number(rate) for rate in diverged])
                )
            )
    return sentences
