"""Initialization of the weights.

Exported scripts contain these functions word for word. They use only numpy, each other and
`blocks`, which a script defines itself.
"""

from __future__ import annotations

import numpy as np

from playground.config.fields.model import Model
from playground.models.cells import blocks


def draw_weights(model: Model, shapes: dict[str, tuple[int, ...]]) -> dict[str, np.ndarray]:
    """Draw every weight of a network; the same model gives the same weights.

    Tensor number k of ``shapes`` is drawn from child k of the random stream ``[model.seed, 2]``, so
    changing how one kind of weight is drawn leaves all others as they are.

    Parameters
    ----------
    model : Model
        ``cell``, ``hidden_size``, ``num_layers`` and ``seed``, and

        ``input_init``: "xavier" draws each gate's input weights uniform within sqrt(6 / (F + H))
        (Glorot and Bengio 2010), biases 0; except those of an MLP, which are PyTorch's: with biases
        0 an MLP with tanh begins as an odd function and cannot begin to fit an even target such as
        a parabola;
        "pytorch" draws input weights and biases uniform within 1 / sqrt(H), those of an MLP within
        1 / sqrt(F) as ``nn.Linear`` does.

        ``recurrent_init``: each gate's H×H block is "orthogonal" (Saxe et al. 2014), "gaussian" or
        "identity" (Le et al. 2015), scaled to have exactly the spectral radius ``spectral_radius``;
        or "pytorch", uniform within 1 / sqrt(H) and *not* scaled, to be exactly the default of the
        library.

        ``forget_bias``: unless None, the LSTM's forget gates start with this bias (Jozefowicz et
        al. 2015 recommend 1): it is stored in ``bias_ih``, and ``bias_hh`` is 0 there.
    shapes : dict of str to tuple of int
        As `Architecture.shapes` lists them.

    Returns
    -------
    dict of str to float32 array
        In the order of ``shapes``. The head's weights are always PyTorch's, uniform within 1 /
        sqrt(H); its bias is 0, since with one unit and a bias drawn from -1 to 1, one network in
        ten does not learn Remember (measured).
    """
    streams = np.random.default_rng([model.seed, 2]).spawn(len(shapes))
    drawn = {}
    for (name, shape), rng in zip(shapes.items(), streams, strict=True):
        if "weight_hh" in name:
            value = recurrent_weight(model, shape, rng)
        elif "weight_ih" in name:
            value = input_weight(model, shape, rng)
        elif "bias_" in name:
            value = recurrent_bias(model, name, shape, rng)
        elif name == "head.bias":
            value = np.zeros(shape)
        elif name == "head.weight":
            value = rng.uniform(-1.0, 1.0, shape) / np.sqrt(model.hidden_size)
        else:
            value = linear_weight(model, shape, shapes[name.replace("bias", "weight")][1], rng)
        drawn[name] = value.astype(np.float32)
    return drawn


def input_weight(model: Model, shape: tuple[int, ...], rng: np.random.Generator) -> np.ndarray:
    """Draw the weights from a layer's input, (G*H, F)."""
    hidden = model.hidden_size
    bound = (
        1.0 / np.sqrt(hidden)
        if model.input_init == "pytorch"
        else np.sqrt(6.0 / (shape[1] + hidden))
    )
    return rng.uniform(-bound, bound, shape)


def linear_weight(
    model: Model, shape: tuple[int, ...], features: int, rng: np.random.Generator
) -> np.ndarray:
    """Draw the weights (H, F) or the bias (H,) of a feed-forward layer that reads F features."""
    if model.input_init == "pytorch":
        return rng.uniform(-1.0, 1.0, shape) / np.sqrt(features)
    return (
        input_weight(model, shape, rng)
        if len(shape) > 1
        else rng.uniform(-1.0, 1.0, shape) / np.sqrt(features)
    )


def recurrent_bias(
    model: Model, name: str, shape: tuple[int, ...], rng: np.random.Generator
) -> np.ndarray:
    """Draw one of a layer's two bias vectors, (G*H,)."""
    hidden = model.hidden_size
    bias = (
        rng.uniform(-1.0, 1.0, shape) / np.sqrt(hidden)
        if model.input_init == "pytorch"
        else np.zeros(shape)
    )
    if "forget_gate" in blocks(model.cell) and model.forget_bias is not None:
        start = blocks(model.cell).index("forget_gate") * hidden
        bias[start : start + hidden] = model.forget_bias if "bias_ih" in name else 0.0
    return bias


def recurrent_weight(model: Model, shape: tuple[int, ...], rng: np.random.Generator) -> np.ndarray:
    """Draw the weights from state to state, (G*H, H), one H×H block per gate."""
    hidden = model.hidden_size
    blocks = []
    for _ in range(shape[0] // hidden):
        if model.recurrent_init == "pytorch":
            block = rng.uniform(-1.0, 1.0, (hidden, hidden)) / np.sqrt(hidden)
        elif model.recurrent_init == "identity":
            block = model.spectral_radius * np.eye(hidden)
        elif model.recurrent_init == "gaussian":
            block = rng.standard_normal((hidden, hidden))
            block *= model.spectral_radius / np.abs(np.linalg.eigvals(block)).max()
        else:
            q, r = np.linalg.qr(rng.standard_normal((hidden, hidden)))
            # With these signs the distribution over orthogonal matrices is uniform.
            block = model.spectral_radius * q * np.where(np.diag(r) < 0, -1.0, 1.0)
        blocks.append(block)
    return np.concatenate(blocks)
