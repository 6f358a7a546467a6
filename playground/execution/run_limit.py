"""How many networks one visitor trains at the same time."""

from __future__ import annotations

from playground.config.limits import LIMITS
from playground.errors import TrainingError
from playground.wording import _


def too_many(others: int) -> TrainingError | None:
    """Return why a visitor who trains ``others`` networks may not start another, or None."""
    if others < LIMITS.runs:
        return None
    sentence = _(
        "this browser already trains {count} networks, the limit; pause one of them first."
    )
    return TrainingError(sentence.format(count=LIMITS.runs))
