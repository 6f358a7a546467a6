"""The limits of one server: defaults for two cores and 4 GB, which the environment overrides."""

from __future__ import annotations

import logging
import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from playground.config.experiment import Experiment
from playground.errors import DescriptionError
from playground.wording import _, number

log = logging.getLogger(__name__)


def _limit(variable: str, default: int, meaning: str) -> Any:
    return field(default=default, metadata={"variable": variable, "meaning": meaning})


_CORES = os.cpu_count() or 1


@dataclass(frozen=True)
class Limits:
    """The limits of one server; each is a whole number of at least 1.

    The metadata of a field hold the ``variable`` of the environment that overrides it, and its
    ``meaning``, as in the table of the README.
    """

    workers: int = _limit("PLAYGROUND_WORKERS", _CORES, "worker processes: one per core")
    sessions: int = _limit("PLAYGROUND_SESSIONS", 400, "open pages of all visitors together")
    training: int = _limit(
        "PLAYGROUND_TRAINING", 60, "visitors whose networks train at the same time; others queue"
    )
    runs: int = _limit("PLAYGROUND_RUNS", 8, "networks that one visitor trains at the same time")
    studies: int = _limit(
        "PLAYGROUND_STUDIES", 2, "sweeps, repeats and searches of one visitor at the same time"
    )
    units: int = _limit("PLAYGROUND_UNITS", 256, "hidden units per layer")
    steps: int = _limit("PLAYGROUND_STEPS", 100_000, "training steps of one run")
    cpu: int = _limit(
        "PLAYGROUND_CPU",
        60 * _CORES,
        "seconds of computing per visitor and minute: 60 per core",
    )
    memory: int = _limit(
        "PLAYGROUND_MEMORY", 1000, "MB of memory of the server above which no new page opens"
    )
    data: int = _limit("PLAYGROUND_DATA", 160, "MB of data held by the pages of all visitors")
    own: int = _limit("PLAYGROUND_OWN", 80, "MB of data held by the pages of one visitor")
    weights: int = _limit("PLAYGROUND_WEIGHTS", 48, "MB of recorded weights of one visitor")
    cached: int = _limit("PLAYGROUND_CACHED", 64, "MB of each cache shared by all visitors")
    file: int = _limit("PLAYGROUND_FILE", 15, "seconds of computing for reading one file")
    call: int = _limit("PLAYGROUND_CALL", 20, "seconds of one call to a worker")
    away: int = _limit("PLAYGROUND_AWAY", 35, "seconds that a closed page keeps its runs and files")
    unwatched: int = _limit(
        "PLAYGROUND_UNWATCHED", 60, "seconds that sweeps, repeats and searches go on without a page"
    )

    @classmethod
    def of(cls, environment: Mapping[str, str]) -> Limits:
        """Return the limits that an environment sets; the log names values that cannot be used."""
        values = {}
        for each in fields(cls):
            text = environment.get(variable := each.metadata["variable"], "").strip()
            if text.isdecimal() and int(text) > 0:
                values[each.name] = int(text)
            elif text:
                log.warning(
                    "%s needs a whole number of at least 1, but got %r; it stays %s.",
                    variable,
                    text[:40],
                    each.default,
                )
        return cls(**values)


LIMITS = Limits.of(os.environ)


def check_size(experiment: Experiment) -> None:
    """Refuse a network or a run that is larger than this server allows.

    Raises
    ------
    DescriptionError
        If there are more hidden units or training steps than `LIMITS` allow.
    """
    for name, value, most in (
        ("model.hidden_size", experiment.model.hidden_size, LIMITS.units),
        ("training.max_steps", experiment.training.max_steps, LIMITS.steps),
    ):
        if value > most:
            sentence = _("needs at most {most} on this server, but got {value}.")
            raise DescriptionError(
                sentence.format(most=number(most, 9), value=number(value, 9)), field=name
            )
