"""The cost of recording, validation and live explanations, for the default description."""

from __future__ import annotations

import time
from statistics import median

from playground.analysis.explain import explain
from playground.config.experiment import Experiment
from playground.data.series import Sequences, Series
from playground.data.source import loaded
from playground.data.windowing.windows import make_windows
from playground.execution.pace import TICK
from playground.models.architecture import architecture_of
from playground.runs.messages import Budget
from playground.runs.recording import Recording

PAIRS = 20


def overhead(pairs: int = PAIRS) -> tuple[float, float, float]:
    """Return the median ratio of the playground's time to a bare loop's, and both times (s).

    Both run the default description's training steps in this process, in pairs; which of the two
    goes first alternates.
    """
    # imported here, so that the command line does not load torch
    from playground.training.bare_loop import train_bare
    from playground.training.step import settle_torch

    experiment = Experiment()
    data = loaded(experiment)
    settle_torch()
    ours: list[float] = []
    bare: list[float] = []
    for pair in range(-1, pairs):  # pair -1 is a warm-up
        jobs = [(ours, train_watched), (bare, train_bare)]
        for times, job in jobs if pair % 2 else jobs[::-1]:
            started = time.perf_counter()
            job(experiment, data)
            if pair >= 0:
                times.append(time.perf_counter() - started)
    return median(a / b for a, b in zip(ours, bare, strict=True)), median(ours), median(bare)


def train_watched(experiment: Experiment, data: Series | Sequences) -> None:
    """Train as the page does for one visitor: calls of 0.2 s, each recorded and explained."""
    from playground.training.advance import advance

    validation = make_windows(data, experiment.problem, experiment.data.scale).validation
    x, y, architecture = validation.x(0)[0], validation.y(0)[0], architecture_of(experiment, data)
    recording, state = Recording(architecture.parameters), None
    while recording.stop_reason is None:
        result = advance(experiment, data, state, Budget(seconds=TICK))
        state = result.state
        recording.extend(result.frames)
        recording.stop_reason = result.stop_reason
        assert result.live.weights is not None
        explain(architecture, architecture.unflatten(result.live.weights), x, y)
