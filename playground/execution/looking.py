"""Tasks of a worker that also compute what a page shows of a training step."""

from __future__ import annotations

import logging
import time
from dataclasses import replace

from playground.config.experiment import Experiment
from playground.data.series import Sequences, Series
from playground.runs.messages import Advanced, Budget, Look, Picture
from playground.runs.recording import Frame

log = logging.getLogger(__name__)


def advance_and_look(
    experiment: Experiment,
    data: Series | Sequences,
    state: bytes | None,
    budget: Budget,
    look: Look,
) -> Advanced:
    """Train as `playground.training.advance` does, then show the latest step.

    A step that cannot be shown is logged and trains on: the page draws it at its next rest.
    """
    from playground.training.advance import advance  # with torch, so only in a worker

    result = advance(experiment, data, state, budget)
    try:
        return replace(result, picture=look_at(experiment, data, result.live, look))
    except Exception:
        log.exception("a training step could not be shown")
        return result


def look_at(experiment: Experiment, data: Series | Sequences, frame: Frame, look: Look) -> Picture:
    """Return one training step as a look shows it."""
    started = time.perf_counter()
    packed = look(experiment, data, frame)
    return Picture(frame.step, look, packed, time.perf_counter() - started)
