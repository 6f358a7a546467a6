"""The model part of a description."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from playground.config.cells import LSTM
from playground.config.fields.field import SEED_MAX, field

#: "linear" is the network of the theory on the Gradients page; no description has it.
Nonlinearity = Literal["tanh", "relu", "linear"]
InputInit = Literal["xavier", "pytorch"]
RecurrentInit = Literal["orthogonal", "gaussian", "identity", "pytorch"]


@dataclass(frozen=True)
class Model:
    """The network and the weights it starts from."""

    cell: str = field(
        str, LSTM, "Cell", "The recurrent architecture.", room="cell", group="Network"
    )
    hidden_size: int = field(
        int,
        32,
        "Hidden units",
        "Units in each layer. A single unit is easy to follow; many units share the work.",
        minimum=1,
        maximum=256,
        log=True,
        group="Network",
    )
    num_layers: int = field(
        int,
        1,
        "Layers",
        "Layers, each reading the hidden states of the one below.",
        minimum=1,
        maximum=4,
        group="Network",
    )
    nonlinearity: Nonlinearity = field(
        str,
        "tanh",
        "Activation",
        "Activation function of the simple RNN and the MLP; GRU and LSTM always use tanh and the logistic sigmoid.",
        choices=("tanh", "relu"),
        group="Network",
        details=True,
    )
    forget_bias: float | None = field(
        float,
        1.0,
        "Forget bias",
        "Initial bias of the LSTM's forget gate: the larger, the more open it starts. Empty keeps the bias as initialized.",
        minimum=-10.0,
        maximum=10.0,
        nullable=True,
        group="Network",
        details=True,
    )
    input_init: InputInit = field(
        str,
        "xavier",
        "Input weights",
        "How the input weights are initialized; pytorch is PyTorch's default, biases included.",
        choices=get_args(InputInit),
        group="Network",
        details=True,
    )
    recurrent_init: RecurrentInit = field(
        str,
        "orthogonal",
        "Recurrent weights",
        "How the recurrent weights (state to state) are initialized.",
        choices=get_args(RecurrentInit),
        group="Network",
        details=True,
    )
    spectral_radius: float = field(
        float,
        1.0,
        "Spectral radius",
        "Largest absolute eigenvalue of the initial recurrent weights; below 1 signals fade, far above 1 they explode.",
        minimum=0.01,
        maximum=10.0,
        group="Network",
        details=True,
    )
    seed: int = field(
        int,
        0,
        "Weight seed",
        "Seeds the initial weights, nothing else.",
        minimum=0,
        maximum=SEED_MAX,
        group="Seeds",
    )
