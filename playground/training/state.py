"""The training state as bytes: weights, optimizer and progress, as safetensors and JSON."""

from __future__ import annotations

import json
import math
from dataclasses import asdict, dataclass

import numpy as np
import torch
from safetensors import TensorSpec, deserialize, serialize

from playground.training.network import Network


@dataclass
class Progress:
    """The numbers of a training state beside its tensors.

    Parameters
    ----------
    step : int
        Training steps taken.
    train_loss, grad_norm, learning_rate : float
        Of the latest step; a run that diverges ends with their row.
    best_loss, best_step : float or None, int
        Best validation loss so far and its step, among the evaluations at step 1 and at the
        multiples of ``evaluate_every``.
    waited : int
        Evaluations since the best one.
    stop_reason : str or None
        None as long as the training can continue.
    last_loss : float or None
        The validation loss of the last step, when the run has finished.
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
        tensors[f"network.{name}"] = parameter
        for key, value in optimizer.state.get(parameter, {}).items():
            if value is not None:
                tensors[f"optimizer.{key}.{name}"] = value
    for name, value in (best or {}).items():
        tensors[f"best.{name}"] = value
    dense = {name: tensor.contiguous() for name, tensor in tensors.items()}
    return bytes(
        serialize(
            {name: _spec(tensor) for name, tensor in dense.items()},
            {"progress": json.dumps(asdict(progress))},
        )
    )


def _spec(tensor: torch.Tensor) -> TensorSpec:
    """Return where a float32 tensor lies; safetensors' own `save` finds out in twice the time."""
    return TensorSpec(
        dtype="float32",
        shape=tensor.shape,
        data_ptr=tensor.data_ptr(),
        data_len=tensor.nbytes,
    )


def unpack(
    packed: bytes, network: Network, optimizer: torch.optim.Optimizer
) -> tuple[Progress, dict[str, torch.Tensor] | None]:
    """Restore weights and optimizer; return the progress and the best weights so far."""
    # The format begins with the length of a JSON header, followed by the header.
    size = int.from_bytes(packed[:8], "little")
    progress = Progress(**json.loads(json.loads(packed[8 : 8 + size])["__metadata__"]["progress"]))
    best: dict[str, torch.Tensor] = {}
    parameters = dict(network.named_parameters())
    optimizer.state.clear()
    with torch.no_grad():
        for key, found in deserialize(packed):
            group, _, name = key.partition(".")
            values = np.frombuffer(found["data"], np.float32).reshape(found["shape"])
            tensor = torch.from_numpy(values)
            if group == "network":
                parameters[name].copy_(tensor)
            elif group == "best":
                best[name] = tensor
            else:
                kind, _, name = name.partition(".")
                # A copy is aligned in memory as torch expects it.
                optimizer.state[parameters[name]][kind] = tensor.clone()
    return progress, best or None
