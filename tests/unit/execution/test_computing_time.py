"""Who has computed more than allowed in the last minute rests until enough of it is past."""

from __future__ import annotations

import time

import pytest

from playground.execution.computing_time import SPAN, ComputingTime


def test_a_visitor_rests_until_enough_of_their_computing_is_a_minute_ago(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Another visitor does not."""
    now = [100.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    computed = ComputingTime(10.0)
    computed.add("a", 6.0)
    assert computed.rest("a") == 0.0
    now[0] += 20.0
    computed.add("a", 3.0)
    computed.add("a", 3.0)  # in the same second
    assert computed.rest("a") == SPAN - 20.0
    assert computed.rest("b") == 0.0
    now[0] += SPAN - 20.0
    assert computed.rest("a") == 0.0


def test_visitors_who_have_not_computed_for_a_minute_are_forgotten(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Else a server would remember everyone who ever came."""
    now = [0.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    computed = ComputingTime(1.0)
    for visitor in range(1000):
        computed.add(visitor, 0.1)
        now[0] += 1.0
    assert len(computed._calls) <= SPAN + 1
