"""A held gate against an unrolled float64 cell in which that gate is a constant."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest
import torch

from playground.explain import explain
from playground.initial import initial_weights
from playground.sentences.what_if import about_what_if
from playground.what_if import Held, held_weights

T, F, H = 12, 2, 3


def model(cell: str) -> SimpleNamespace:
    """A small network with weights large enough to matter."""
    return SimpleNamespace(
        cell=cell, hidden_size=H, num_layers=1, nonlinearity="tanh", forget_bias=1.0, input_init="pytorch", recurrent_init="orthogonal",
        spectral_radius=1.0, seed=4,
    )  # fmt: skip


def unrolled(cell: str, weights: dict[str, np.ndarray], x: np.ndarray, gate: str, value: float) -> tuple[np.ndarray, np.ndarray]:
    """Return the outputs at every step and their last one's derivative by the input, the gate replaced by a constant."""
    w = {name: torch.tensor(np.asarray(v, np.float64)) for name, v in weights.items()}
    xs = torch.tensor(x, dtype=torch.float64, requires_grad=True)
    h, C, out = torch.zeros(H, dtype=torch.float64), torch.zeros(H, dtype=torch.float64), []
    for t in range(len(x)):
        a = w["rnn.weight_ih_l0"] @ xs[t] + w["rnn.bias_ih_l0"]
        b = w["rnn.weight_hh_l0"] @ h + w["rnn.bias_hh_l0"]
        constant = torch.full((H,), value, dtype=torch.float64)
        if cell == "lstm":
            i, f, g, o = (a + b).split(H)
            gates = {"input_gate": i.sigmoid(), "forget_gate": f.sigmoid(), "output_gate": o.sigmoid()} | {gate: constant}
            C = gates["forget_gate"] * C + gates["input_gate"] * g.tanh()
            h = gates["output_gate"] * C.tanh()
        else:
            (r, z, n), (rh, zh, nh) = a.split(H), b.split(H)
            gates = {"reset_gate": (r + rh).sigmoid(), "update_gate": (z + zh).sigmoid()} | {gate: constant}
            h = (1 - gates["update_gate"]) * (n + gates["reset_gate"] * nh).tanh() + gates["update_gate"] * h
        out.append((w["head.weight"] @ h + w["head.bias"])[0])
    out[-1].backward()
    assert xs.grad is not None
    return np.array([o.item() for o in out]), xs.grad.numpy()


@pytest.mark.parametrize("value", [0.0, 0.3, 1.0])
@pytest.mark.parametrize(
    ("cell", "gate"),
    [("lstm", "forget_gate"), ("lstm", "input_gate"), ("lstm", "output_gate"), ("gru", "reset_gate"), ("gru", "update_gate")],
)
def test_held_gate_is_that_constant_and_lets_no_gradient_through(cell: str, gate: str, value: float) -> None:
    """Signals and total derivatives, to rounding."""
    weights = initial_weights(model(cell), F, 1, False)
    x = np.random.default_rng(0).standard_normal((T, F))
    found = explain(held_weights(weights, model(cell), Held(gate, value), 0), model(cell), x, np.zeros(T), "every")
    y_hat, sensitivity = unrolled(cell, weights, x, gate, value)
    np.testing.assert_allclose(found.layers[0][gate], value, atol=1e-15)
    np.testing.assert_allclose(found.y_hat, y_hat, atol=1e-13)
    np.testing.assert_allclose(found.sensitivity_x, sensitivity, atol=1e-13)


def test_the_network_itself_is_not_touched() -> None:
    """A what-if is another set of weights."""
    weights = initial_weights(model("lstm"), F, 1, True)
    before = {name: value.copy() for name, value in weights.items()}
    changed = held_weights(weights, model("lstm"), Held("forget_gate", 1.0), 0)
    assert all(np.array_equal(weights[name], before[name]) for name in weights)
    assert not np.array_equal(changed["decoder.bias_ih_l0"], weights["decoder.bias_ih_l0"])


@pytest.mark.parametrize(
    ("cell", "gate", "value"),
    [
        ("elman", "forget_gate", 1.0),
        ("gru", "forget_gate", 1.0),
        ("lstm", "candidate", 0.0),
        ("lstm", "", 0.0),
        ("lstm", "forget_gate", 1.5),
    ],
)
def test_what_is_no_gate_of_the_cell_cannot_be_held(cell: str, gate: str, value: float) -> None:
    """The candidate is no gate, and a gate is a share."""
    with pytest.raises(ValueError, match="could be held"):
        held_weights(initial_weights(model(cell), F, 1, False), model(cell), Held(gate, value), 0)


def test_sentence_tells_both_errors() -> None:
    """Of the network as it is, and of the what-if."""
    said = about_what_if("forget_gate", 1.0, np.zeros(2), np.array([0.1, -0.1]), np.array([0.5, 0.5]))
    assert "f held at 1" in said
    assert "from 0.1 to 0.5" in said
