"""A held gate against an unrolled float64 cell in which that gate is a constant."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from playground.analysis.explain import explain
from playground.analysis.interventions import AblatedUnit, ClampedGate, changed_weights
from playground.config.experiment import Model
from playground.data.windowing.problem_type import Readout
from playground.models.architecture import Architecture
from playground.sentences.interventions import about_interventions

T, F, H = 12, 2, 3


def network(cell: str, layers: int = 1, readout: Readout = "every") -> Architecture:
    """Return a small network with weights large enough to matter."""
    model = Model(cell=cell, hidden_size=H, num_layers=layers, input_init="pytorch", seed=4)
    return Architecture(model, F, readout=readout)


def unrolled(
    cell: str, weights: dict[str, np.ndarray], x: np.ndarray, gate: str, value: float
) -> tuple[np.ndarray, np.ndarray]:
    """Return the outputs at every step and their last one's derivative by the input, the gate
    replaced by a constant.
    """
    w = {name: torch.tensor(np.asarray(v, np.float64)) for name, v in weights.items()}
    xs = torch.tensor(x, dtype=torch.float64, requires_grad=True)
    h, C, out = torch.zeros(H, dtype=torch.float64), torch.zeros(H, dtype=torch.float64), []
    for t in range(len(x)):
        a = w["rnn.weight_ih_l0"] @ xs[t] + w["rnn.bias_ih_l0"]
        b = w["rnn.weight_hh_l0"] @ h + w["rnn.bias_hh_l0"]
        constant = torch.full((H,), value, dtype=torch.float64)
        if cell == "lstm":
            i, f, g, o = (a + b).split(H)
            gates = {
                "input_gate": i.sigmoid(),
                "forget_gate": f.sigmoid(),
                "output_gate": o.sigmoid(),
            } | {gate: constant}
            C = gates["forget_gate"] * C + gates["input_gate"] * g.tanh()
            h = gates["output_gate"] * C.tanh()
        else:
            (r, z, n), (rh, zh, nh) = a.split(H), b.split(H)
            gates = {"reset_gate": (r + rh).sigmoid(), "update_gate": (z + zh).sigmoid()} | {
                gate: constant
            }
            h = (1 - gates["update_gate"]) * (n + gates["reset_gate"] * nh).tanh() + gates[
                "update_gate"
            ] * h
        out.append((w["head.weight"] @ h + w["head.bias"])[0])
    out[-1].backward()
    assert xs.grad is not None
    return np.array([o.item() for o in out]), xs.grad.numpy()


@pytest.mark.parametrize("value", [0.0, 0.3, 1.0])
@pytest.mark.parametrize(
    ("cell", "gate"),
    [
        ("lstm", "forget_gate"),
        ("lstm", "input_gate"),
        ("lstm", "output_gate"),
        ("gru", "reset_gate"),
        ("gru", "update_gate"),
    ],
)
def test_held_gate_is_that_constant_and_lets_no_gradient_through(
    cell: str, gate: str, value: float
) -> None:
    """Signals and total derivatives, to rounding."""
    small = network(cell)
    weights = small.initial_weights()
    x = np.random.default_rng(0).standard_normal((T, F))
    clamped = changed_weights(small, weights, [ClampedGate(gate, value)])
    found = explain(small, clamped, x, np.zeros(T))
    y_hat, sensitivity = unrolled(cell, weights, x, gate, value)
    np.testing.assert_allclose(found.layers[0][gate], value, atol=1e-15)
    np.testing.assert_allclose(found.y_hat, y_hat, atol=1e-13)
    np.testing.assert_allclose(found.sensitivity_x, sensitivity, atol=1e-13)


def test_the_network_itself_is_not_touched() -> None:
    """A what-if is another set of weights."""
    small = network("lstm", readout="decoder")
    weights = small.initial_weights()
    before = {name: value.copy() for name, value in weights.items()}
    changed = changed_weights(small, weights, [ClampedGate("forget_gate", 1.0)])
    assert all(np.array_equal(weights[name], before[name]) for name in weights)
    assert not np.array_equal(changed["decoder.bias_ih_l0"], weights["decoder.bias_ih_l0"])


@pytest.mark.parametrize("cell", ["lstm", "gru"])
def test_a_gate_held_in_one_unit_leaves_the_others_their_own(cell: str) -> None:
    """Until, later, they hear of it through h: at the first step the other units are as they
    were.
    """
    gate = "forget_gate" if cell == "lstm" else "update_gate"
    small = network(cell, readout="last")
    weights = small.initial_weights()
    x = np.random.default_rng(0).standard_normal((T, F))
    own = explain(small, weights, x, None).layers[0]
    clamped = changed_weights(small, weights, [ClampedGate(gate, 0.25, unit=1)])
    found = explain(small, clamped, x, None).layers[0]
    np.testing.assert_allclose(found[gate][:, 1], 0.25, atol=1e-15)
    assert np.array_equal(found[gate][0, [0, 2]], own[gate][0, [0, 2]])
    assert not np.allclose(found["hidden_state"][-1], own["hidden_state"][-1])


@pytest.mark.parametrize(
    ("cell", "layers", "readout"),
    [("elman", 1, "last"), ("gru", 2, "every"), ("lstm", 2, "decoder")],
)
def test_a_silent_unit_shows_nothing_and_the_others_do_not_hear_it(
    cell: str, layers: int, readout: Readout
) -> None:
    """Its states are exactly 0, and the network is the one whose weights from that unit are 0."""
    small = network(cell, layers, readout)
    weights = {name: value * 1.5 for name, value in small.initial_weights().items()}
    x = np.random.default_rng(1).standard_normal((T, F))
    more = {"first_input": 0.3, "horizon": 4} if small.has_decoder else {}
    found = explain(small, changed_weights(small, weights, [AblatedUnit(2)]), x, None, **more)
    deaf = {name: value.copy() for name, value in weights.items()}
    for stack in ("rnn", "decoder"):
        for name in [
            n for n in deaf if n.startswith((f"{stack}.weight_hh_l0", f"{stack}.weight_ih_l1"))
        ]:
            deaf[name][:, 2] = 0.0
    if layers == 1:
        deaf["head.weight"][:, 2] = 0.0
    for half in filter(None, (found, found.decoder)):
        assert not half.layers[0]["hidden_state"][:, 2].any()
    np.testing.assert_allclose(found.y_hat, explain(small, deaf, x, None, **more).y_hat, atol=1e-13)


@pytest.mark.parametrize(
    ("cell", "change"),
    [
        ("elman", ClampedGate("forget_gate", 1.0)),
        ("elman", ClampedGate("hidden_state", 1.0)),
        ("gru", ClampedGate("forget_gate", 1.0)),
        ("lstm", ClampedGate("candidate", 0.0)),
        ("lstm", ClampedGate("", 0.0)),
        ("lstm", ClampedGate("forget_gate", 1.5)),
        ("lstm", ClampedGate("forget_gate", float("nan"))),
        ("lstm", ClampedGate("forget_gate", 1.0, layer=1)),
        ("lstm", ClampedGate("forget_gate", 1.0, unit=H)),
        ("gru", AblatedUnit(-1)),
        ("mlp", AblatedUnit(0)),
    ],
)
def test_what_the_network_does_not_have_cannot_be_held(
    cell: str, change: ClampedGate | AblatedUnit
) -> None:
    """The candidate is no gate, a gate is a share, and layers and units are counted."""
    weights = network("lstm").initial_weights()
    with pytest.raises(ValueError, match="could be held"):
        changed_weights(network(cell), weights, [change])


def test_sentence_gives_both_errors() -> None:
    """Without the interventions and with them."""
    changes = [ClampedGate("forget_gate", 1.0), AblatedUnit(4, layer=1)]
    said = about_interventions(changes, np.zeros(2), np.array([0.1, -0.1]), np.array([0.5, 0.5]))
    assert "with f held at 1 and unit 5 of layer 2 switched off" in said
    assert "from 0.1 to 0.5" in said
