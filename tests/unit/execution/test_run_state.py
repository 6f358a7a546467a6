"""The table of a run's states."""

from __future__ import annotations

import pytest

from playground.execution.run_state import TRANSITIONS, Event, RunState


def test_every_event_is_answered_in_every_state() -> None:
    """No pair is missing, so no event of a page or a worker can fail."""
    assert {state: set(row) for state, row in TRANSITIONS.items()} == {
        state: set(Event) for state in RunState
    }


@pytest.mark.parametrize("state", RunState)
def test_pause_stops_reset_begins_anew_and_the_end_is_an_end(state: RunState) -> None:
    """A run that ended goes on only once it is extended or reset."""
    row = TRANSITIONS[state]
    assert row[Event.RESET] is RunState.PAUSED
    assert row[Event.END] is RunState.FINISHED
    finished = state is RunState.FINISHED
    assert row[Event.PAUSE] is (RunState.FINISHED if finished else RunState.PAUSED)
    assert row[Event.START] is (RunState.FINISHED if finished else RunState.TRAINING)
