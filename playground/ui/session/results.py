"""What is computed about a run beside training it: baselines, test metrics and forecasts."""

from __future__ import annotations

import logging
import time
from collections.abc import Mapping
from concurrent.futures import Future
from typing import Any, TypeVar

import numpy as np

from playground.analysis.forecast_validation import validation_forecast
from playground.config.experiment import Experiment
from playground.data.windowing.windows import Windows
from playground.errors import PlaygroundError
from playground.evaluation.meaningful import meaningful
from playground.execution.run import Run
from playground.figures.errors import BASELINES
from playground.runs.messages import Evaluated
from playground.wording import _

log = logging.getLogger(__name__)
T = TypeVar("T")
#: Seconds between two forecasts over the validation set while the network trains.
_FORECAST_EVERY = 1.0


class Results:
    """The results of one run.

    Attributes
    ----------
    reference : Future or None
        The baselines' validation errors by name, from `playground.evaluation.reference`.
    test : Future or None
        The metrics on the test set, an `Evaluated`; requested once the run has ended.
    """

    def __init__(self) -> None:
        self.reference: Future | None = None
        self.test: Future | None = None
        self._forecast: tuple[tuple, float, tuple[np.ndarray, np.ndarray]] | None = None

    @property
    def pending(self) -> bool:
        """Whether a worker still computes one of them."""
        return any(call is not None and not call.done() for call in (self.reference, self.test))

    def known(self) -> tuple[bool, bool]:
        """Return which of the two have come."""
        reference, test = self.reference, self.test
        return reference is not None and reference.done(), test is not None and test.done()

    def request(self, run: Run) -> None:
        """Ask the workers for what is due and has not been asked for."""
        if self.reference is None:
            self.reference = run.workers.submit("reference", run.experiment, series=run.series)
        self.request_test(run)

    def request_test(self, run: Run) -> None:
        """Ask the workers for the test metrics once the run has ended."""
        kept = run.recording.kept
        if self.test is None and run.finished and kept is not None:
            self.test = run.workers.submit("evaluate", run.experiment, kept, series=run.series)

    def forget_test(self) -> None:
        """Drop what depends on the weights: the run goes on or begins again."""
        self.test = self._forecast = None

    def baselines(self, experiment: Experiment) -> dict[str, float]:
        """Return the baselines' validation errors by name; empty until they are known."""
        return meaningful(value_of(self.reference) or {}, experiment)

    def evaluation(self) -> Evaluated | None:
        """Return the metrics on the test set, or None until they are known."""
        return value_of(self.test)

    def forecast(self, run: Run, windows: Windows) -> tuple[np.ndarray, np.ndarray]:
        """Return rows and forecasts over the validation set, as recent as drawing needs.

        They are computed again when the network was evaluated; while it trains, at most once a
        second.
        """
        rows = run.recording.rows
        key = (id(run), rows[-1].step if rows else 0, run.running)
        known = self._forecast
        recent = known is not None and time.monotonic() - known[1] <= _FORECAST_EVERY
        if known is None or (known[0] != key and not (run.running and recent)):
            values = validation_forecast(run.architecture, run.weights(), windows)
            known = self._forecast = (key, time.monotonic(), values)
        return known[2]


def named_levels(baselines: Mapping[str, float]) -> dict[str, float]:
    """Return the baselines' validation errors by their names in a sentence."""
    return {_(BASELINES[name]): value for name, value in baselines.items()}


def value_of(future: Future[T] | None) -> T | None:
    """Return a call's value, or None while it is not known; an unexpected error is logged."""
    if future is None or not future.done() or future.cancelled():
        return None
    error: Any = future.exception()
    if error is not None:
        if not isinstance(error, PlaygroundError):
            log.error("a result could not be computed", exc_info=error)
        return None
    return future.result()
