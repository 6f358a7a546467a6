"""Training as a bare ``torch.nn`` loop: the baseline for the cost of recording and explaining."""

from __future__ import annotations

import torch
from torch import nn

from playground.config.experiment import Experiment
from playground.data.series import Sequences, Series
from playground.data.windowing.batches import batch
from playground.data.windowing.windows import make_windows


def train_bare(experiment: Experiment, data: Series | Sequences) -> None:
    """Train an LSTM of the same size on the same batches, without validation or recording."""
    model, training = experiment.model, experiment.training
    windows = make_windows(data, experiment.problem, experiment.data.scale).train
    x, y = torch.from_numpy(windows.x(slice(None))), torch.from_numpy(windows.y(slice(None)))
    rnn = nn.LSTM(x.shape[2], model.hidden_size, batch_first=True)
    head = nn.Linear(model.hidden_size, 1)
    parameters = [*rnn.parameters(), *head.parameters()]
    optimizer = torch.optim.Adam(parameters, lr=training.learning_rate, fused=True)
    for step in range(1, training.max_steps + 1):
        rows = batch(len(windows), training.batch_size, training.seed, step)
        indices = torch.from_numpy(rows.copy())
        optimizer.zero_grad()
        nn.functional.mse_loss(head(rnn(x[indices])[0][:, -1]), y[indices]).backward()
        if training.grad_clip_norm is not None:
            nn.utils.clip_grad_norm_(parameters, training.grad_clip_norm)
        optimizer.step()
