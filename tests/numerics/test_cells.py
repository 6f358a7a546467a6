"""The equations of the cells, by hand and against torch's own modules in float64."""

from __future__ import annotations

import math
from types import SimpleNamespace

import numpy as np
import pytest
import torch
from torch import nn

from playground.config import registry
from playground.models import cells
from playground.models.cells.activation import sigmoid, sigmoid_slope, tanh_slope

MODULE = {"elman": nn.RNN, "gru": nn.GRU, "lstm": nn.LSTM}
CELLS = tuple(MODULE)


def layer(module: nn.Module, cell: str, nonlinearity: str = "tanh"):
    """Return our layer with the weights of a one-layer torch module."""
    parts = [
        getattr(module, f"{part}_l0").detach().numpy()
        for part in ("weight_ih", "weight_hh", "bias_ih", "bias_hh")
    ]
    return registry.lookup("cell", cell).make(*parts, nonlinearity=nonlinearity)


def logistic(a: float) -> float:
    """Return the logistic function, as one would type it into a calculator."""
    return 1 / (1 + math.exp(-a))


def test_one_unit_simple_rnn_by_hand() -> None:
    """Two steps of h = tanh(0.5 x + 0.8 h + 0.1)."""
    ours = registry.lookup("cell", "elman").make(
        np.array([[0.5]]), np.array([[0.8]]), np.array([0.3]), np.array([-0.2])
    )
    ours.start(2)
    h_1 = math.tanh(0.5 * 1.0 + 0.1)
    h_2 = math.tanh(0.5 * -2.0 + 0.8 * h_1 + 0.1)
    assert ours.scan(np.array([1.0, -2.0]).reshape(2, 1, 1))[:, 0, 0] == pytest.approx(
        [h_1, h_2], rel=1e-14
    )
    ours.start_reverse(1)
    ours.grad_h[-1] = 1.0  # of h_2 itself
    grad_x = ours.reverse()[:, 0, 0]
    assert ours.grad_h[:, 0, 0] == pytest.approx(
        [(1 - h_2**2) * 0.8 * (1 - h_1**2) * 0.8, (1 - h_2**2) * 0.8, 1.0], rel=1e-14
    )
    assert grad_x == pytest.approx(
        [(1 - h_2**2) * 0.8 * (1 - h_1**2) * 0.5, (1 - h_2**2) * 0.5], rel=1e-14
    )


def test_one_unit_gru_by_hand() -> None:
    """Two steps; the reset gate multiplies W_h h + b_h, and z is the share kept."""
    w_x, w_h = np.array([[0.4], [-0.6], [0.9]]), np.array([[0.7], [0.2], [-1.1]])
    b_x, b_h = np.array([0.1, 0.2, 0.3]), np.array([-0.3, 0.5, 0.25])
    ours = registry.lookup("cell", "gru").make(w_x, w_h, b_x, b_h)
    ours.start(2)
    ours.scan(np.array([1.5, -0.5]).reshape(2, 1, 1))
    h, found = 0.0, ours.signals()
    for t, x in enumerate((1.5, -0.5)):
        r = logistic(0.4 * x + 0.1 + 0.7 * h - 0.3)
        z = logistic(-0.6 * x + 0.2 + 0.2 * h + 0.5)
        h_tilde = math.tanh(0.9 * x + 0.3 + r * (-1.1 * h + 0.25))
        h = (1 - z) * h_tilde + z * h
        values = [
            found[name][t, 0, 0]
            for name in ("reset_gate", "update_gate", "candidate_state", "hidden_state")
        ]
        assert values == pytest.approx([r, z, h_tilde, h], rel=1e-14)


def test_one_unit_lstm_by_hand() -> None:
    """Two steps forward, and one step back to C_1: the direct path f_2 and the path through h_1."""
    w_x, w_h = (
        np.array([[0.5], [0.3], [1.2], [-0.4]]),
        np.array([[0.1], [-0.2], [0.6], [0.9]]),
    )  # i, f, g, o
    ours = registry.lookup("cell", "lstm").make(
        w_x, w_h, np.array([0.1, 1.0, 0.0, 0.2]), np.zeros(4)
    )
    ours.start(2)
    ours.scan(np.array([1.0, -1.0]).reshape(2, 1, 1))
    h, C, found = 0.0, 0.0, ours.signals()
    for t, x in enumerate((1.0, -1.0)):
        h_before, C_before = h, C
        f = logistic(0.3 * x - 0.2 * h + 1.0)
        i = logistic(0.5 * x + 0.1 * h + 0.1)
        C_tilde = math.tanh(1.2 * x + 0.6 * h)
        C = f * C + i * C_tilde
        o = logistic(-0.4 * x + 0.9 * h + 0.2)
        h = o * math.tanh(C)
        values = [
            found[name][t, 0, 0]
            for name in (
                "forget_gate",
                "input_gate",
                "candidate",
                "cell_state",
                "output_gate",
                "hidden_state",
            )
        ]
        assert values == pytest.approx([f, i, C_tilde, C, o, h], rel=1e-14)
    ours.start_reverse(1)
    ours.grad_h[-1] = 1.0  # of h_2
    ours.reverse()
    dC_2 = o * (1 - math.tanh(C) ** 2)
    dh_1 = dC_2 * (
        C_before * f * (1 - f) * -0.2 + C_tilde * i * (1 - i) * 0.1 + i * (1 - C_tilde**2) * 0.6
    )
    dh_1 += math.tanh(C) * o * (1 - o) * 0.9
    o_1 = h_before / math.tanh(C_before)
    assert ours.gradients()["hidden_state"][0, 0, 0] == pytest.approx(dh_1, rel=1e-13)
    assert ours.gradients()["cell_state"][0, 0, 0] == pytest.approx(
        dC_2 * f + dh_1 * o_1 * (1 - math.tanh(C_before) ** 2), rel=1e-13
    )


@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize(
    ("steps", "rows", "features", "hidden"), [(5, 1, 1, 1), (50, 1, 3, 16), (20, 7, 2, 8)]
)
def test_equations_match_torch(
    cell: str, steps: int, rows: int, features: int, hidden: int
) -> None:
    """The states of a batch, from a start that is not zero."""
    torch.manual_seed(steps)
    module = MODULE[cell](features, hidden).double()
    x = torch.randn(steps, rows, features, dtype=torch.float64)
    start = [
        torch.randn(1, rows, hidden, dtype=torch.float64) for _ in range(2 if cell == "lstm" else 1)
    ]
    theirs, last = module(x, tuple(start) if cell == "lstm" else start[0])
    ours = layer(module, cell)
    ours.start(steps, rows, [state[0].numpy() for state in start])
    np.testing.assert_allclose(ours.scan(x.numpy()), theirs.detach(), atol=1e-13)
    for state, their in zip(ours.states, last if cell == "lstm" else (last,), strict=True):
        np.testing.assert_allclose(state[-1], their.detach()[0], atol=1e-13)


def test_relu_network_matches_torch() -> None:
    """The simple RNN's second activation, forward and back."""
    torch.manual_seed(0)
    module = nn.RNN(2, 8, nonlinearity="relu").double()
    x = torch.randn(30, 1, 2, dtype=torch.float64, requires_grad=True)
    theirs = module(x)[0]
    theirs[-1].sum().backward()
    ours = layer(module, "elman", "relu")
    ours.start(30)
    np.testing.assert_allclose(ours.scan(x.detach().numpy()), theirs.detach(), atol=1e-14)
    ours.start_reverse(1)
    ours.grad_h[-1] += 1.0
    np.testing.assert_allclose(ours.reverse(), x.grad, rtol=1e-10, atol=1e-300)


@pytest.mark.parametrize("cell", CELLS)
def test_step_by_step_is_the_same_as_the_whole_scan(cell: str) -> None:
    """A decoder goes one step at a time; both ways run the same equations."""
    torch.manual_seed(1)
    ours = layer(MODULE[cell](2, 5), cell)
    x = np.random.default_rng(0).standard_normal((9, 3, 2))
    ours.start(9, 3)
    whole = ours.scan(x).copy()
    ours.start_reverse(3)
    ours.grad_h[1:] += 1.0
    grad_x = ours.reverse()
    ours.start(9, 3)
    for t in range(9):
        ours.read(x[t], t)
        ours.step(t)
    np.testing.assert_allclose(ours.h[1:], whole, rtol=1e-13)
    ours.start_reverse(3)
    ours.grad_h[1:] += 1.0
    for t in reversed(range(9)):
        ours.reverse_step(t)
        np.testing.assert_allclose(ours.grad_input(t), grad_x[t], rtol=1e-12)


@pytest.mark.parametrize("cell", CELLS)
def test_jacobian_from_many_cotangents_matches_autograd(cell: str) -> None:
    """One scan back with H cotangents gives ∂h_T/∂x whole; a batch with one cotangent each gives
    each row's own.
    """
    torch.manual_seed(2)
    module = MODULE[cell](2, 6).double()
    x = torch.randn(12, 1, 2, dtype=torch.float64)
    theirs = torch.autograd.functional.jacobian(lambda x: module(x)[0][-1, 0], x)  # (H, T, 1, F)
    ours = layer(module, cell)
    ours.start(12)
    ours.scan(x.numpy())
    ours.start_reverse(6)
    ours.grad_h[-1] += np.eye(6)
    np.testing.assert_allclose(
        ours.reverse(), theirs[:, :, 0].transpose(0, 1), rtol=1e-9, atol=1e-15
    )


@pytest.mark.parametrize("cell", CELLS)
def test_every_signal_declared_is_shown_and_stays_in_its_range(cell: str) -> None:
    """Large weights reach the ends of the ranges without a warning and do not leave them."""
    torch.manual_seed(3)
    module = MODULE[cell](1, 4)
    with torch.no_grad():
        for weight in module.parameters():
            weight *= 1e4
    ours = layer(module, cell)
    ours.start(10)
    ours.scan(np.random.default_rng(0).standard_normal((10, 1, 1)))
    found, declared = ours.signals(), cells.cell_of(cell).signals
    assert {signal.name for signal in declared} == set(found)
    for signal in declared:
        values = found[signal.name]
        assert values.shape == (10, 1, 4)
        assert np.isfinite(values).all()
        assert signal.low is None or values.min() >= signal.low
        assert signal.high is None or values.max() <= signal.high


def test_relu_takes_the_upper_end_from_the_hidden_state() -> None:
    """The range belongs to the model, not only to the cell."""
    for nonlinearity, ends in (("tanh", (-1.0, 1.0)), ("relu", (0.0, None))):
        (signal,) = cells.signals(SimpleNamespace(cell="elman", nonlinearity=nonlinearity))
        assert (signal.low, signal.high) == ends


def test_activations_and_their_slopes_are_accurate_when_saturated() -> None:
    """The textbook forms give 0 from a = 37 and 19 on; the ends of the range are finite.

    That a cell in saturation raises no warning is what the test of every signal's range holds.
    """
    assert sigmoid(np.array([-40.0, 0.0, 40.0])) == pytest.approx(
        [math.exp(-40), 0.5, 1.0], rel=1e-14
    )
    assert sigmoid_slope(np.array([-40.0, 0.0, 40.0])) == pytest.approx(
        [math.exp(-40), 0.25, math.exp(-40)], rel=1e-14
    )
    assert tanh_slope(np.array([-25.0, 0.5, 25.0])) == pytest.approx(
        [4 * math.exp(-50), 1 - math.tanh(0.5) ** 2, 4 * math.exp(-50)], rel=1e-13
    )
    ends = np.array([-1e300, -800.0, 800.0, 1e300])
    assert np.isfinite([sigmoid_slope(ends), tanh_slope(ends)]).all()
    with np.errstate(over="ignore"):
        assert sigmoid(ends).tolist() == [0.0, 0.0, 1.0, 1.0]
