"""The model part of a description."""

from __future__ import annotations

from dataclasses import dataclass

from playground.config.fields.field import SEED_MAX, field


@dataclass(frozen=True)
class Model:
    """The network and the weights it starts from."""

    cell: str = field(
        str, "lstm", "Cell", "The recurrent architecture.", room="cell", group="Network"
    )
    hidden_size: int = field(
        int,
        32,
        "Hidden units",
        "Units of each layer. One unit tells its story; many share it.",
        minimum=1,
        maximum=256,
        log=True,
        group="Network",
    )
    num_layers: int = field(
        int,
        1,
        "Layers",
        "Recurrent layers, each reading the states of the one below.",
        minimum=1,
        maximum=4,
        group="Network",
    )
    nonlinearity: str = field(
        str,
        "tanh",
        "Activation",
        "Activation of the simple RNN; GRU and LSTM always use tanh and the logistic function.",
        choices=("tanh", "relu"),
        group="Network",
        details=True,
    )
    forget_bias: float | None = field(
        float,
        1.0,
        "Forget bias",
        "Start of the LSTM's forget gate: larger starts it more open. Empty keeps the drawn one.",
        minimum=-10.0,
        maximum=10.0,
        nullable=True,
        group="Network",
        details=True,
    )
    input_init: str = field(
        str,
        "xavier",
        "Input weights",
        "How the weights from the input are drawn; pytorch is the library's default, biases included.",
        choices=("xavier", "pytorch"),
        group="Network",
        details=True,
    )
    recurrent_init: str = field(
        str,
        "orthogonal",
        "Recurrent weights",
        "How the weights from state to state are drawn.",
        choices=("orthogonal", "gaussian", "identity", "pytorch"),
        group="Network",
        details=True,
    )
    spectral_radius: float = field(
        float,
        1.0,
        "Spectral radius",
        "Largest eigenvalue of the recurrent weights at the start; below 1 signals fade, far above 1 they explode.",
        minimum=0.01,
        maximum=10.0,
        group="Network",
        details=True,
    )
    seed: int = field(
        int,
        0,
        "Weight seed",
        "Draws the initial weights; nothing else.",
        minimum=0,
        maximum=SEED_MAX,
        group="Seeds",
    )
