"""How long a run lasts on screen."""

from __future__ import annotations

import pytest

from playground.gallery.exhibits import EXHIBITS
from playground.ui.session.pace import PACES, SECONDS, SHORTEST, Pace


@pytest.mark.parametrize("steps", [10, 126, 500, 600, 5000, 100_000])
def test_no_pace_ends_a_run_before_a_reader_has_seen_it(steps: int) -> None:
    """Three seconds at least, whatever is chosen."""
    for name in PACES:
        pace = Pace(name).steps_per_second(steps)
        assert pace is not None
        assert pace >= 1
        assert steps / pace >= SHORTEST - 0.7  # whole steps per second
    assert abs(500 / (Pace("normal").steps_per_second(500) or 1) - SECONDS) < 0.5


def test_paces_are_in_their_order() -> None:
    """Slow is slower than normal, and nothing is faster than full."""
    for steps in (10, 500, 5000):
        slow, normal, full = (Pace(name).steps_per_second(steps) or 0 for name in PACES)
        assert slow <= normal <= full


def test_an_exhibit_sets_the_normal_pace_until_the_reader_chooses() -> None:
    """The reader's choice stays."""
    pace = Pace()
    pace.follow(EXHIBITS["exploding"])
    assert pace.steps_per_second(300) == EXHIBITS["exploding"].pace
    pace.choose("full")
    pace.follow(EXHIBITS["remember"])
    assert pace.name == "full"
