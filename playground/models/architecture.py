"""The architecture of a network: the shapes and order of its weights, and their initial values.

The class `Architecture` is also copied, word for word, into exported scripts.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from playground.config.cells import has_memory
from playground.config.experiment import Experiment
from playground.config.fields.model import Model
from playground.data.series import Sequences, Series
from playground.data.windowing.matching import widths
from playground.data.windowing.problem_type import Loss, Readout, problem_type
from playground.models.cells import blocks
from playground.models.initial import draw_weights


@dataclass(frozen=True)
class Architecture:
    """A network without its weights: cell and layers, widths, and readout.

    Parameters
    ----------
    model : Model
        Cell, hidden units, layers, activation function, and initialization.
    inputs : int
        Features per time step, F.
    outputs : int
        Width of the head, O: 1, or the number of classes.
    readout : {"last", "every", "decoder", "generator"}
        The states that the head reads: h_T of the top layer, every h_t, those of a decoder, or
        every h_t of a network whose last input feature is its own previous prediction.
    loss : {"mse", "cross_entropy"}
        Mean squared error, or cross-entropy, where the outputs are logits of classes.
    """

    model: Model
    inputs: int
    outputs: int = 1
    readout: Readout = "last"
    loss: Loss = "mse"

    @property
    def has_decoder(self) -> bool:
        """Whether a second stack reads the encoder's last states and its own predictions."""
        return self.readout == "decoder"

    @property
    def feeds_back(self) -> bool:
        """Whether the network reads its own predictions."""
        return self.readout in ("decoder", "generator")

    @property
    def shapes(self) -> dict[str, tuple[int, ...]]:
        """The shape of every weight by PyTorch's name, in the order in which they are drawn.

        ``rnn.weight_ih_l0`` (G*H, F), ``rnn.weight_hh_l0`` (G*H, H), ``rnn.bias_ih_l0`` (G*H,),
        ``rnn.bias_hh_l0`` (G*H,), ``l1`` …, ``decoder.…`` the same, ``head.weight`` (O, H),
        ``head.bias`` (O,); G blocks of H rows in the order of `playground.models.cells.blocks`. Of
        an MLP ``mlp.0.weight`` (H, F), ``mlp.0.bias`` (H,), and ``mlp.2.…`` for the second layer,
        as in an ``nn.Sequential``.
        """
        model, hidden = self.model, self.model.hidden_size
        shapes: dict[str, tuple[int, ...]] = {}
        if has_memory(model.cell):
            rows = len(blocks(model.cell)) * hidden
            stacks = {"rnn": self.inputs, **({"decoder": self.outputs} if self.has_decoder else {})}
            for stack, features in stacks.items():
                for layer in range(model.num_layers):
                    read = hidden if layer else features
                    shapes[f"{stack}.weight_ih_l{layer}"] = (rows, read)
                    shapes[f"{stack}.weight_hh_l{layer}"] = (rows, hidden)
                    shapes[f"{stack}.bias_ih_l{layer}"] = (rows,)
                    shapes[f"{stack}.bias_hh_l{layer}"] = (rows,)
        else:
            for layer in range(model.num_layers):
                shapes[f"mlp.{2 * layer}.weight"] = (hidden, hidden if layer else self.inputs)
                shapes[f"mlp.{2 * layer}.bias"] = (hidden,)
        shapes["head.weight"], shapes["head.bias"] = (self.outputs, hidden), (self.outputs,)
        return shapes

    @property
    def parameters(self) -> int:
        """The number of weights, P."""
        return sum(math.prod(shape) for shape in self.shapes.values())

    def initial_weights(self) -> dict[str, np.ndarray]:
        """Draw every weight, float32; equal architectures have equal initial weights."""
        return draw_weights(self.model, self.shapes)

    def unflatten(self, flat: np.ndarray) -> dict[str, np.ndarray]:
        """Return the weights by name from one row (P,), as in recordings."""
        weights, start = {}, 0
        for name, shape in self.shapes.items():
            size = math.prod(shape)
            weights[name] = flat[start : start + size].reshape(shape)
            start += size
        return weights

    def affordable(self, multiplications: float, steps: int, least: int, most: int) -> int:
        """Return how many sequences a budget of multiplications allows, from ``least`` to ``most``.

        Each has ``steps`` time steps, of about P multiplications each.
        """
        return int(np.clip(multiplications // (self.parameters * steps), least, most))


def architecture_of(experiment: Experiment, data: Series | Sequences) -> Architecture:
    """Return the architecture of an experiment's network on its data."""
    kind = problem_type(experiment.problem.kind)
    inputs, outputs = widths(data, experiment.problem)
    return Architecture(experiment.model, inputs, outputs, kind.readout, kind.loss)


def flatten(weights: dict[str, np.ndarray]) -> np.ndarray:
    """Return all weights in one row, (P,) float32, the inverse of `Architecture.unflatten`."""
    return np.concatenate([np.asarray(w, np.float32).ravel() for w in weights.values()])
