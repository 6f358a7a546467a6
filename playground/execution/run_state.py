"""The states of a run, and which event leads from one to which."""

from __future__ import annotations

from enum import Enum


class RunState(Enum):
    """What a run asks of the workers."""

    PAUSED = "no further steps; a call under way still brings its own"
    TRAINING = "one call after the other"
    STEPPING = "only the single steps that were requested"
    FINISHED = "nothing: it ended by itself"


class Event(Enum):
    """What happens to a run."""

    START = "Train was pressed, or a link names a step"
    STEP = "a single step was requested"
    PAUSE = "Pause was pressed, the requested steps are done, or a call failed"
    END = "the newest answer, or a restored recording, has a reason to stop"
    EXTEND = "a run that did all its steps may do further ones"
    RESET = "it returns to the untrained weights"


#: The state after an event, by the state before it. Every pair is listed.
TRANSITIONS: dict[RunState, dict[Event, RunState]] = {
    RunState.PAUSED: {
        Event.START: RunState.TRAINING,
        Event.STEP: RunState.STEPPING,
        Event.PAUSE: RunState.PAUSED,
        Event.END: RunState.FINISHED,
        Event.EXTEND: RunState.PAUSED,
        Event.RESET: RunState.PAUSED,
    },
    RunState.TRAINING: {
        Event.START: RunState.TRAINING,
        Event.STEP: RunState.TRAINING,
        Event.PAUSE: RunState.PAUSED,
        Event.END: RunState.FINISHED,
        Event.EXTEND: RunState.TRAINING,
        Event.RESET: RunState.PAUSED,
    },
    RunState.STEPPING: {
        Event.START: RunState.TRAINING,
        Event.STEP: RunState.STEPPING,
        Event.PAUSE: RunState.PAUSED,
        Event.END: RunState.FINISHED,
        Event.EXTEND: RunState.STEPPING,
        Event.RESET: RunState.PAUSED,
    },
    RunState.FINISHED: {
        Event.START: RunState.FINISHED,
        Event.STEP: RunState.FINISHED,
        Event.PAUSE: RunState.FINISHED,
        Event.END: RunState.FINISHED,
        Event.EXTEND: RunState.PAUSED,
        Event.RESET: RunState.PAUSED,
    },
}
