"""The whole training state as bytes: weights, optimizer, step. Safetensors and JSON, never
pickle.
"""

from __future__ import annotations

import json
import math
from dataclasses import asdict, dataclass

import torch
from safetensors.torch import load, save

from playground.training.network import Network


@dataclass
class Progress:
    """The numbers that travel with the weights.

    Parameters
    ----------
    step : int
        Training steps done.
    train_loss, grad_norm, learning_rate : float
        Of the last step done; a run that diverges ends with their row.
    best_loss, best_step : float or None, int
        Best validation loss so far and its step; evaluations only at step 1 and the multiples of
        ``evaluate_every``.
    waited : int
        Evaluations since the best one.
    stop_reason : str or None
        None while it may go on.
    last_loss : float or None
        Once it ended: the validation loss of the last step.
    """

    step: int = 0
    train_loss: float = math.nan
    grad_norm: float = math.nan
    learning_rate: float = math.nan
    best_loss: float | None = None
    best_step: int = 0
    waited: int = 0
    stop_reason: str | None = None
    last_loss: float | None = None


def pack(
    progress: Progress,
    network: Network,
    optimizer: torch.optim.Optimizer,
    best: dict[str, torch.Tensor] | None,
) -> bytes:
    """Return progress, weights, optimizer and the best weights so far as safetensors bytes."""
    tensors: dict[str, torch.Tensor] = {}
    for name, parameter in network.named_parameters():
        tensors[f"network.{name}"] = parameter.detach()
        for key, value in optimizer.state.get(parameter, {}).items():
            if value is not None:
                tensors[f"optimizer.{key}.{name}"] = value
    for name, value in (best or {}).items():
        tensors[f"best.{name}"] = value
    return save(
        {name: t.contiguous() for name, t in tensors.items()},
        {"progress": json.dumps(asdict(progress))},
    )


def unpack(
    packed: bytes, network: Network, optimizer: torch.optim.Optimizer
) -> tuple[Progress, dict[str, torch.Tensor] | None]:
    """Put weights and optimizer back in place; return the progress and the best weights so far."""
    size = int.from_bytes(
        packed[:8], "little"
    )  # safetensors begins with a JSON header and its length
    progress = Progress(**json.loads(json.loads(packed[8 : 8 + size])["__metadata__"]["progress"]))
    best: dict[str, torch.Tensor] = {}
    parameters = dict(network.named_parameters())
    optimizer.state.clear()
    with torch.no_grad():
        for key, tensor in load(packed).items():
            room, _, name = key.partition(".")
            if room == "network":
                parameters[name].copy_(tensor)
            elif room == "best":
                best[name] = tensor
            else:
                kind, _, name = name.partition(".")
                optimizer.state[parameters[name]][kind] = (
                    tensor.clone()
                )  # a copy lies where torch likes it
    return progress, best or None
