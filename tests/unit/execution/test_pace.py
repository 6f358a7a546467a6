"""How long a call may take."""

from __future__ import annotations

import pytest

from playground.execution.pace import TICK, call_seconds

PICTURE = 0.02  # seconds that a step takes to be shown


def test_training_gets_a_good_part_of_the_time_of_a_picture() -> None:
    """However small the run's share of the workers is."""
    assert call_seconds(0.001, 9, b"", PICTURE, 5.0) == pytest.approx(PICTURE / 2)


def test_training_gives_way_where_pictures_come_rarely() -> None:
    """Two pictures a second matter more than some steps between them."""
    often, rarely = (call_seconds(0.01, 9, b"", PICTURE, rate) for rate in (2.0, 1.9))
    assert rarely < often


def test_a_run_that_nobody_watches_keeps_its_share() -> None:
    """There is no picture to give way to."""
    assert call_seconds(0.01, 9, b"", 0.0, 0.5) == 0.01


def test_a_run_with_the_workers_for_itself_trains_on_whatever_its_rate() -> None:
    """Pictures of a large network come rarely although nobody else computes."""
    assert {call_seconds(TICK, 9, b"", 1.0, rate) for rate in (0.0, 0.5, 9.0)} == {0.5}


def test_nothing_is_assumed_of_a_rate_that_is_not_known() -> None:
    """As before the second result."""
    assert call_seconds(0.001, 9, b"", PICTURE) == call_seconds(0.001, 9, b"", PICTURE, 9.0)
