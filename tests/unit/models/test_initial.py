"""The weights a network starts from."""

from __future__ import annotations

import inspect
from typing import Any

import numpy as np
import pytest
from torch import nn

from playground.config.experiment import Model
from playground.data.windowing.problem_type import Readout
from playground.models import cells, initial
from playground.models.architecture import Architecture

GATES = {"elman": 1, "gru": 3, "lstm": 4}
MODULE = {"elman": nn.RNN, "gru": nn.GRU, "lstm": nn.LSTM}
CELLS = tuple(GATES)


def network(inputs: int = 1, readout: Readout = "last", **model: Any) -> Architecture:
    """Return a small network with two layers and the default options."""
    return Architecture(
        Model(**{"hidden_size": 6, "num_layers": 2, "seed": 3, **model}), inputs, 1, readout
    )


def blocks(weight: np.ndarray) -> list[np.ndarray]:
    """Return the H×H blocks of a recurrent weight in float64."""
    return list(weight.astype(np.float64).reshape(-1, weight.shape[1], weight.shape[1]))


@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize("layers", [1, 3])
def test_names_and_shapes_are_those_of_torch(cell: str, layers: int) -> None:
    """The weights load into plain modules, names and all."""
    drawn = network(2, "decoder", cell=cell, num_layers=layers).initial_weights()
    modules = nn.ModuleDict(
        {
            "rnn": MODULE[cell](2, 6, layers),
            "decoder": MODULE[cell](1, 6, layers),
            "head": nn.Linear(6, 1),
        }
    )
    assert {name: tuple(p.shape) for name, p in modules.named_parameters()} == {
        name: w.shape for name, w in drawn.items()
    }
    assert {w.dtype for w in drawn.values()} == {np.dtype(np.float32)}


def test_order_is_the_one_shapes_tells_and_there_is_no_decoder_unless_asked_for() -> None:
    """Programs that flatten the weights lean on the order."""
    small = network(num_layers=1)
    names = [
        "rnn.weight_ih_l0",
        "rnn.weight_hh_l0",
        "rnn.bias_ih_l0",
        "rnn.bias_hh_l0",
        "head.weight",
        "head.bias",
    ]
    assert list(small.shapes) == names
    assert list(small.initial_weights()) == names


def test_same_model_gives_the_same_weights_and_another_seed_gives_others() -> None:
    """The draw is a pure function of the model."""
    one, again, other = (network(seed=seed).initial_weights() for seed in (3, 3, 4))
    assert all(np.array_equal(one[name], again[name]) for name in one)
    assert not np.array_equal(one["rnn.weight_ih_l0"], other["rnn.weight_ih_l0"])
    assert not np.array_equal(one["head.weight"], other["head.weight"])


def test_changing_how_one_kind_is_drawn_leaves_the_others_alone() -> None:
    """Two networks that differ in one choice differ in nothing else."""
    one, other = (
        network(recurrent_init=name).initial_weights() for name in ("orthogonal", "gaussian")
    )
    differ = {name for name in one if not np.array_equal(one[name], other[name])}
    assert differ == {"rnn.weight_hh_l0", "rnn.weight_hh_l1"}


@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize("how", ["orthogonal", "gaussian", "identity"])
@pytest.mark.parametrize("radius", [0.3, 1.0, 2.5])
@pytest.mark.parametrize("hidden", [1, 6])
def test_every_recurrent_block_has_the_spectral_radius_asked_for(
    cell: str, how: str, radius: float, hidden: int
) -> None:
    """Each gate's block, not only the stacked matrix."""
    drawn = network(
        1, "decoder", cell=cell, hidden_size=hidden, recurrent_init=how, spectral_radius=radius
    ).initial_weights()
    for name in (name for name in drawn if "weight_hh" in name):
        found = blocks(drawn[name])
        assert len(found) == GATES[cell]
        assert [np.abs(np.linalg.eigvals(block)).max() for block in found] == pytest.approx(
            [radius] * len(found), rel=1e-5
        )


def test_orthogonal_blocks_keep_lengths_and_identity_is_the_identity() -> None:
    """What the names promise."""
    for block in blocks(network().initial_weights()["rnn.weight_hh_l0"]):
        np.testing.assert_allclose(block @ block.T, np.eye(6), atol=1e-6)
    for block in blocks(
        network(recurrent_init="identity", spectral_radius=0.5).initial_weights()[
            "rnn.weight_hh_l1"
        ]
    ):
        np.testing.assert_array_equal(block, 0.5 * np.eye(6))


def test_input_weights_stay_within_their_bound_and_fill_it() -> None:
    """Glorot's bound counts one gate's rows; torch's default does not look at the inputs."""
    for how, bound in (("xavier", np.sqrt(6 / (3 + 64))), ("pytorch", 1 / 8)):
        weight = network(3, hidden_size=64, input_init=how).initial_weights()["rnn.weight_ih_l0"]
        assert 0.97 * bound < np.abs(weight).max() <= bound * (1 + 1e-6)


def test_torch_default_is_drawn_as_torch_draws_it() -> None:
    """Uniform within 1/√H everywhere, biases included, whatever the spectral radius says."""
    how = network(
        1,
        "decoder",
        cell="gru",
        hidden_size=64,
        input_init="pytorch",
        recurrent_init="pytorch",
        spectral_radius=9.0,
    )
    for weight in how.initial_weights().values():
        assert np.abs(weight).max() <= 1 / 8 + 1e-7
        if weight.size > 100:
            assert np.std(weight) == pytest.approx(1 / 8 / np.sqrt(3), rel=0.15)


@pytest.mark.parametrize("input_init", ["xavier", "pytorch"])
@pytest.mark.parametrize("bias", [0.0, 1.0, -2.5])
def test_forget_bias_stands_in_one_bias_and_the_other_is_zero(input_init: str, bias: float) -> None:
    """So the effective bias is exactly the one asked for, in decoder and upper layers too."""
    drawn = network(1, "decoder", input_init=input_init, forget_bias=bias).initial_weights()
    for stack in ("rnn", "decoder"):
        for layer in (0, 1):
            assert set(drawn[f"{stack}.bias_ih_l{layer}"][6:12]) == {np.float32(bias)}
            assert set(drawn[f"{stack}.bias_hh_l{layer}"][6:12]) == {np.float32(0)}
    assert np.any(drawn["rnn.bias_ih_l0"][:6]) == (input_init == "pytorch")


def test_without_forget_bias_the_drawn_one_stays_and_other_cells_have_none() -> None:
    """An empty field changes nothing."""
    assert not np.any(network(forget_bias=None).initial_weights()["rnn.bias_ih_l0"])
    assert np.all(
        network(forget_bias=None, input_init="pytorch").initial_weights()["rnn.bias_hh_l0"] != 0
    )
    assert not np.any(network(cell="gru", forget_bias=5.0).initial_weights()["rnn.bias_ih_l0"])


def test_functions_stand_alone_with_numpy_and_the_names_of_the_blocks() -> None:
    """Exported scripts contain them word for word, and a function `blocks` for their cell."""
    names = ("input_weight", "recurrent_bias", "recurrent_weight", "draw_weights")
    sources = (inspect.getsource(getattr(initial, name)) for name in names)
    scope: dict = {"np": np, "blocks": cells.blocks}
    exec("\n".join(["from __future__ import annotations", *sources]), scope)
    small = network(2, "decoder")
    expected = small.initial_weights()
    for name, weight in scope["draw_weights"](small.model, small.shapes).items():
        np.testing.assert_array_equal(weight, expected[name])
