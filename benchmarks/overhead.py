"""What recording, validation and live explanations cost beside the training itself, at the default
description.
"""

from __future__ import annotations

import time
from statistics import median

import torch
from torch import nn

from playground.analysis.explain import explain
from playground.config.experiment import Experiment
from playground.data.series import Sequences, Series
from playground.data.source import loaded
from playground.data.windowing.windows import batch, make_windows
from playground.execution.run import TICK
from playground.models.architecture import architecture_of
from playground.runs.messages import Budget
from playground.runs.recording import Recording
from playground.training.advance import advance
from playground.training.step import settle_torch

PAIRS = 20


def overhead(pairs: int = PAIRS) -> tuple[float, float, float]:
    """Return the median ratio of the playground's time to a bare loop's, and the median seconds of
    both.

    Both do the default description's training steps in this process; each pair runs one right after
    the other, in turns first.
    """
    experiment = Experiment()
    data = loaded(experiment)
    settle_torch()
    ours, bare = [], []
    for pair in range(-1, pairs):  # the first only warms up
        jobs = [(ours, watched), (bare, plain)]
        for times, job in jobs if pair % 2 else jobs[::-1]:
            started = time.perf_counter()
            job(experiment, data)
            if pair >= 0:
                times.append(time.perf_counter() - started)
    return median(a / b for a, b in zip(ours, bare, strict=True)), median(ours), median(bare)


def watched(experiment: Experiment, data: Series | Sequences) -> None:
    """Train as the page does for one visitor at full pace: calls of 0.2 s, recorded, and the probe
    explained after each.
    """
    part = make_windows(data, experiment.problem, experiment.data.scale).validation
    x, y, architecture = part.x(0)[0], part.y(0)[0], architecture_of(experiment, data)
    recording, state = Recording(architecture.parameters), None
    while recording.stop_reason is None:
        result = advance(experiment, data, state, Budget(seconds=TICK))
        state = result.state
        recording.extend(result.frames)
        recording.stop_reason = result.stop_reason
        assert result.live.weights is not None
        explain(architecture, architecture.unflatten(result.live.weights), x, y)


def plain(experiment: Experiment, data: Series | Sequences) -> None:
    """Train the same network on the same batches and do nothing else: no validation, no look at the
    loss.
    """
    model, training = experiment.model, experiment.training
    part = make_windows(data, experiment.problem, experiment.data.scale).train
    x, y = torch.from_numpy(part.x(slice(None))), torch.from_numpy(part.y(slice(None)))
    rnn, head = (
        nn.LSTM(x.shape[2], model.hidden_size, batch_first=True),
        nn.Linear(model.hidden_size, 1),
    )
    parameters = [*rnn.parameters(), *head.parameters()]
    optimizer = torch.optim.Adam(parameters, lr=training.learning_rate, fused=True)
    for step in range(1, training.max_steps + 1):
        chosen = torch.from_numpy(batch(len(part), training.batch_size, training.seed, step).copy())
        optimizer.zero_grad()
        nn.functional.mse_loss(head(rnn(x[chosen])[0][:, -1]), y[chosen]).backward()
        nn.utils.clip_grad_norm_(parameters, training.grad_clip_norm)
        optimizer.step()
