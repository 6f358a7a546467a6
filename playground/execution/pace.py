"""How fast a run is shown: training steps per second, and seconds of one call to a worker."""

from __future__ import annotations

import time

#: Seconds between two results for one user.
TICK = 0.075
#: Seconds until the first change shows.
_FIRST = 0.05
#: Seconds it takes to hand one byte of state to a worker and back (measured), and the longest call
#: made to outweigh that.
_SECONDS_PER_BYTE = 8e-9
_LONGEST = 2.0
#: A call trains at least this many times as long as it takes to show its last step.
_PICTURES = 0.5


def chunk(pace: int) -> int:
    """Return the training steps of one call at a pace."""
    return max(1, round(pace * TICK))


def wait_for(pace: int | None, asked: float, seconds: float) -> float:
    """Return the seconds until the next call is due.

    Parameters
    ----------
    pace : int or None
        Training steps per second at most.
    asked : float
        When the last call was asked for, in seconds of `time.monotonic`.
    seconds : float
        That it takes at least.
    """
    least = seconds if pace is None else max(seconds, chunk(pace) / pace)
    return asked + least - time.monotonic()


def call_seconds(share: float, step: int, state: bytes | None, picture: float = 0.0) -> float:
    """Return the seconds one call may take.

    Parameters
    ----------
    share : float
        Seconds that are the run's by its share of the workers.
    step : int
        Training steps done; the first change is to be seen at once.
    state : bytes or None
        The training state that travels; a large one is worth a longer call.
    picture : float
        Seconds it takes to show a step; training is given more than that.
    """
    if step == 0:
        return min(share, _FIRST)
    travel = 0.0 if state is None else 10 * _SECONDS_PER_BYTE * len(state)
    return max(share, min(_LONGEST, max(travel, _PICTURES * picture)))
