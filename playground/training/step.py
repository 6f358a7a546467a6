"""One update of the weights, the optimizers, and the validation loss.

Exported scripts contain these functions word for word. They use math, numpy, torch and each other.
"""

from __future__ import annotations

import math

import numpy as np
import torch
from torch import nn

from playground.config.fields.training import Training, in_force
from playground.data.windowing.split import Split
from playground.training.network import Network


def settle_torch() -> None:
    """Make torch reproducible to the byte: one thread, no denormals.

    Every call that uses torch runs this first, in whichever process or thread. Two threads change
    the order of sums, and denormal gradients of a network that forgets cost up to twice the time
    (measured).
    """
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)


def make_optimizer(network: nn.Module, training: Training) -> torch.optim.Optimizer:
    """Return the optimizer of a network.

    It is fused where torch offers that, since the results of the unfused Adam depend on memory
    alignment.
    """
    parameters = list(network.parameters())
    if training.optimizer == "adam":
        return torch.optim.Adam(parameters, lr=training.learning_rate, fused=True)
    if training.optimizer == "sgd":
        return torch.optim.SGD(
            parameters, lr=training.learning_rate, momentum=training.momentum, fused=True
        )
    return torch.optim.RMSprop(
        parameters, lr=training.learning_rate, momentum=training.momentum, foreach=False
    )


def learning_rate_at(training: Training, step: int) -> float:
    """Return the learning rate of a training step, counted from 1.

    It is the value in force times the schedule's factor, which falls from 1 to 0 over
    ``max_steps``: linearly with "linear", along half a cosine with "cosine" (Loshchilov & Hutter
    2017).
    """
    rate = in_force(training, "learning_rate", step)
    assert rate is not None  # only clipping can be switched off
    done = (step - 1) / training.max_steps
    if training.schedule == "linear":
        return rate * (1.0 - done)
    if training.schedule == "cosine":
        return rate * 0.5 * (1.0 + math.cos(math.pi * done))
    return rate


def tensors(
    part: Split, which: slice | np.ndarray
) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Return (x, y, first) of the chosen windows, (B, T, F), (B, K) and (B, 1)."""
    return (
        torch.from_numpy(part.x(which)),
        torch.from_numpy(part.y(which)),
        torch.from_numpy(part.first(which)),
    )


def forced_inputs(
    shape: tuple[int, ...], share: float, seed: int, step: int
) -> torch.Tensor | None:
    """Return where a training step feeds the target instead of the prediction, (B, K) of bool.

    None means everywhere.
    """
    if share >= 1.0:
        return None
    return torch.from_numpy(np.random.default_rng([seed, 4, step]).random(shape) < share)


def loss_of(y_hat: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    """Return the mean squared error of ``y_hat``, or the cross-entropy if ``y`` holds classes.

    Classes are integers of shape (B, 1), and ``y_hat`` then holds the logits (B, C).
    """
    if y.dtype == torch.int64:
        return nn.functional.cross_entropy(y_hat, y[:, 0])
    return nn.functional.mse_loss(y_hat, y)


def training_step(
    network: Network,
    optimizer: torch.optim.Optimizer,
    x: torch.Tensor,
    y: torch.Tensor,
    first: torch.Tensor,
    forced: torch.Tensor | None,
    rate: float,
    clip: float | None,
) -> tuple[float, float]:
    """Train on one batch; return its loss before the update and the gradient norm before clipping.

    If either is not finite, the weights are not changed.

    Parameters
    ----------
    x, y, first : Tensor of shape (B, T, F), (B, K), (B, 1)
        ``y`` holds numbers, or classes as integers.
    forced : Tensor of bool (B, K) or None
        See `Network.forward`; used, like ``first``, only by networks that feed predictions back.
    rate, clip : float, float or None
        Learning rate of this step, and the norm to which a longer gradient is clipped.
    """
    group = optimizer.param_groups[0]
    group["lr"] = rate
    weights = group["params"]  # `network.parameters()` would walk through all modules
    for weight in weights:
        weight.grad = None
    feeds_back = network.architecture.feeds_back
    loss = loss_of(network(x, first, y, forced, y.shape[1]) if feeds_back else network(x), y)
    loss.backward()
    norm = nn.utils.get_total_norm([weight.grad for weight in weights])
    train_loss, grad_norm = loss.item(), norm.item()
    if math.isfinite(train_loss) and math.isfinite(grad_norm):
        if clip is not None and grad_norm > clip:
            nn.utils.clip_grads_with_norm_(weights, clip, norm)
        optimizer.step()
    return train_loss, grad_norm


def free_running_outputs(
    network: Network, x: torch.Tensor, first: torch.Tensor, horizon: int
) -> torch.Tensor:
    """Return the network's free-running outputs (B, K), or logits (B, C), without gradients.

    The windows are processed in pieces, to bound the memory of the states.
    """
    size = max(1, 2**24 // (x.shape[1] * network.head.in_features))
    with torch.inference_mode():
        pieces = zip(x.split(size), first.split(size), strict=True)
        if network.architecture.has_decoder:
            return torch.cat([network(part, start, horizon=horizon) for part, start in pieces])
        return torch.cat([network(part) for part, _ in pieces])


def validation_loss(
    network: Network, x: torch.Tensor, y: torch.Tensor, first: torch.Tensor
) -> float:
    """Return the mean loss on the validation windows, free running, in the network's units."""
    with torch.inference_mode():
        return loss_of(free_running_outputs(network, x, first, y.shape[1]), y).item()
