"""Every weight a network starts from, under PyTorch's names.

Exported scripts contain the functions of this file word for word. They use numpy, each other and
`blocks`, for which a script has a function of its own.
"""

# A type for `model` would have to be known in the exported script as well.
# mypy: disable-error-code="no-untyped-def"

from __future__ import annotations

import numpy as np

from playground.models.cells import blocks


def shapes(model, inputs: int, outputs: int, decoder: bool) -> dict[str, tuple[int, ...]]:
    """Return the shape of every weight by PyTorch's name, in the order in which they are drawn.

    Parameters
    ----------
    model : object
        With attributes ``cell``, ``hidden_size`` H and ``num_layers``.
    inputs, outputs : int
        Features per time step, F, and width of the head, K.
    decoder : bool
        Whether there is a second stack that reads fed-back predictions, of K features.

    Returns
    -------
    dict of str to tuple of int
        ``rnn.weight_ih_l0`` (G*H, F), ``rnn.weight_hh_l0`` (G*H, H), ``rnn.bias_ih_l0`` (G*H,),
        ``rnn.bias_hh_l0`` (G*H,), ``l1`` …, ``decoder.…`` the same, ``head.weight`` (K, H),
        ``head.bias`` (K,); G blocks of H rows, in the
        order of `playground.models.cells.blocks`.
        Of an mlp ``mlp.0.weight`` (H, F), ``mlp.0.bias`` (H,), ``mlp.2.…`` of the second layer, as
        in an ``nn.Sequential``.
    """
    hidden = model.hidden_size
    head = {"head.weight": (outputs, hidden), "head.bias": (outputs,)}
    found: dict[str, tuple[int, ...]] = {}
    if model.cell == "mlp":
        for layer in range(model.num_layers):
            found[f"mlp.{2 * layer}.weight"] = (hidden, hidden if layer else inputs)
            found[f"mlp.{2 * layer}.bias"] = (hidden,)
        return {**found, **head}
    rows = len(blocks(model.cell)) * hidden
    for stack, features in (("rnn", inputs), ("decoder", outputs))[: 2 if decoder else 1]:
        for layer in range(model.num_layers):
            found[f"{stack}.weight_ih_l{layer}"] = (rows, hidden if layer else features)
            found[f"{stack}.weight_hh_l{layer}"] = (rows, hidden)
            found[f"{stack}.bias_ih_l{layer}"] = (rows,)
            found[f"{stack}.bias_hh_l{layer}"] = (rows,)
    return {**found, **head}


def initial_weights(model, inputs: int, outputs: int, decoder: bool) -> dict[str, np.ndarray]:
    """Draw every weight of a network; the same model gives the same weights.

    Tensor number k of `shapes` is drawn from child k of the stream ``[model.seed, 2]``, so changing
    how one kind of weight is drawn leaves all others as they were.

    Parameters
    ----------
    model : object
        ``cell``, ``hidden_size``, ``num_layers`` and ``seed`` as in `shapes`, and

        ``input_init``: "xavier" draws each gate's input weights uniform within sqrt(6 / (F + H))
        (Glorot and Bengio 2010), biases 0; except an mlp's, which are PyTorch's: with biases 0 an
        mlp of tanh begins as an odd function, and of an even target such as a parabola the first
        steps see nothing;
        "pytorch" draws input weights and biases uniform within 1 / sqrt(H), those of an mlp within
        1 / sqrt(F) as ``nn.Linear`` does.

        ``recurrent_init``: each gate's H×H block is "orthogonal" (Saxe et al. 2014), "gaussian" or
        "identity" (Le et al. 2015), scaled to have exactly the spectral radius ``spectral_radius``;
        or "pytorch", uniform within 1 / sqrt(H) and *not* scaled, because the point of that choice
        is to see the library's default as it is.

        ``forget_bias``: unless None, the LSTM's forget gates start with this bias (Jozefowicz et
        al. 2015 advise 1): ``bias_ih`` holds it and ``bias_hh`` holds 0 there.
    inputs, outputs, decoder
        As in `shapes`.

    Returns
    -------
    dict of str to float32 array
        In the order of `shapes`. The head's weights are always PyTorch's, uniform within 1 /
        sqrt(H); its bias starts at 0, since with one unit a bias drawn from -1 to 1 keeps one
        network in ten from learning exhibit 1 (measured).
    """
    wanted = shapes(model, inputs, outputs, decoder)
    streams = np.random.default_rng([model.seed, 2]).spawn(len(wanted))
    drawn = {}
    for (name, shape), rng in zip(wanted.items(), streams, strict=True):
        if "weight_hh" in name:
            value = recurrent_weight(model, shape, rng)
        elif "weight_ih" in name:
            value = input_weight(model, shape, rng)
        elif "bias_" in name:
            value = recurrent_bias(model, name, shape, rng)
        elif name.startswith("mlp"):
            value = linear_weight(model, shape, wanted[name.replace("bias", "weight")][1], rng)
        elif name == "head.bias":
            value = np.zeros(shape)
        else:
            value = rng.uniform(-1.0, 1.0, shape) / np.sqrt(model.hidden_size)
        drawn[name] = value.astype(np.float32)
    return drawn


def input_weight(model, shape: tuple[int, ...], rng: np.random.Generator) -> np.ndarray:
    """Draw the weights from a layer's input, (G*H, F)."""
    hidden = model.hidden_size
    bound = (
        1.0 / np.sqrt(hidden)
        if model.input_init == "pytorch"
        else np.sqrt(6.0 / (shape[1] + hidden))
    )
    return rng.uniform(-bound, bound, shape)


def linear_weight(
    model, shape: tuple[int, ...], features: int, rng: np.random.Generator
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
    model, name: str, shape: tuple[int, ...], rng: np.random.Generator
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


def recurrent_weight(model, shape: tuple[int, ...], rng: np.random.Generator) -> np.ndarray:
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
            block = (
                model.spectral_radius * q * np.where(np.diag(r) < 0, -1.0, 1.0)
            )  # the signs make it uniform over rotations
        blocks.append(block)
    return np.concatenate(blocks)
