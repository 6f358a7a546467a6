"""The gradient picture's numbers: against theory, against autograd through torch's own layers, and
against measured slopes.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import torch
from torch import nn

from playground.analysis.explain import explain
from playground.analysis.gradients.inputs import Inputs, draw_inputs
from playground.analysis.gradients.itemised import direct_line, itemised, jacobian_norms
from playground.analysis.gradients.lines import Line, line, lines, size
from playground.analysis.gradients.parameters import gradient_lengths, weight_gradients
from playground.analysis.gradients.view import CELLS, View
from playground.analysis.influence import direct_path
from playground.config.experiment import Experiment
from playground.models.architecture import Architecture

MODULE = {"elman": nn.RNN, "gru": nn.GRU, "lstm": nn.LSTM}


def described(lookback: int = 100, **model: object) -> Experiment:
    """Return an experiment on a plain sine with the default network, some of its fields changed."""
    return Experiment.from_dict(
        {"data": {"noise": 0.0, "scale": "none"}, "problem": {"lookback": lookback}, "model": model}
    )


def network(experiment: Experiment, cell: str, inputs: int = 1, **model: Any) -> Architecture:
    """Return the network of one cell that is read at every time step."""
    return Architecture(replace(experiment.model, cell=cell, **model), inputs, readout="every")


def noise(steps: int = 100, features: int = 1) -> Inputs:
    """Return white noise, and targets that no network knows."""
    rng = np.random.default_rng(0)
    return Inputs(
        rng.standard_normal((steps, 11, features)), rng.standard_normal((11, steps)), None
    )


@pytest.mark.parametrize("radius", [0.5, 0.9, 1.0, 1.5])
@pytest.mark.parametrize("steps", [5, 100, 300])
def test_a_linear_orthogonal_network_follows_its_spectral_radius_exactly(
    radius: float, steps: int
) -> None:
    """Every step back multiplies the gradient's length by ρ, whatever the input: the slope is log10
    ρ.
    """
    experiment = described(steps, spectral_radius=radius)
    found = lines(experiment.model, noise(steps), View(linear=True))["elman"]
    assert found.slope == pytest.approx(
        np.log10(radius), abs=1e-7
    )  # the weights themselves are rounded to single precision
    np.testing.assert_allclose(
        np.log10(found.share[::-1]), np.arange(steps) * np.log10(radius), atol=2e-7 * steps
    )
    np.testing.assert_allclose(found.low, found.high, rtol=1e-12)


@pytest.mark.parametrize(
    ("model", "slopes"),
    [
        ({"spectral_radius": 0.5}, {"elman": -0.329}),
        ({"spectral_radius": 0.9}, {"elman": -0.097}),
        (
            {"spectral_radius": 1.0, "forget_bias": 1.0},
            {"elman": -0.064, "gru": -0.132, "lstm": -0.0164},
        ),
        ({"spectral_radius": 1.0, "forget_bias": 0.0}, {"lstm": -0.132}),
        ({"spectral_radius": 1.0, "forget_bias": 3.0}, {"lstm": 0.013}),
        ({"spectral_radius": 2.0}, {"elman": 0.050}),
        ({"spectral_radius": 3.0}, {"elman": 0.106}),
        (
            {"recurrent_init": "pytorch", "input_init": "pytorch", "forget_bias": None},
            {"elman": -0.229, "gru": -0.190, "lstm": -0.200},
        ),
    ],
)
def test_slopes_at_the_start_are_those_measured_with_other_code(
    model: dict, slopes: dict[str, float]
) -> None:
    """White noise, H = 32, T = 100; the reference is a median over five seeds, which spread by
    about 0.02 decades.
    """
    experiment = described(**model)
    for cell, slope in slopes.items():
        spread = [
            line(one, one.initial_weights(), noise(), View()).slope
            for one in (network(experiment, cell, seed=seed) for seed in range(5))
        ]
        assert np.median(spread) == pytest.approx(slope, abs=0.025), cell


@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize(
    "view",
    [
        View(),
        View(step="other", at=7),
        View(step="all"),
        View(measure="loss"),
        View(measure="loss", step="all"),
        View(scale=3.0),
    ],
)
def test_every_view_agrees_with_autograd_through_torchs_own_layers(cell: str, view: View) -> None:
    """h alone, one step after the other with torch's cell in double precision, the gradient kept at
    every h_t.
    """
    steps, probes = 20, 11
    inputs = noise(steps, 2)
    small = network(described(hidden_size=6), cell, 2)
    weights = small.initial_weights()
    reference = by_autograd(inputs, weights, cell, view)  # (T, P)
    found = line(small, weights, inputs, replace(view, state="hidden"))
    at = view.loss_step(steps)
    wanted = reference / reference[at] if view.measure == "relative" else reference
    for values, quantile in (
        (found.low, 1),
        (found.middle, 5),
        (found.high, 9),
    ):  # of eleven sorted numbers, exactly
        np.testing.assert_allclose(
            values[: at + 1], np.sort(wanted, axis=1)[: at + 1, quantile], rtol=1e-9
        )
        assert np.isnan(values[at + 1 :]).all()
    assert probes == inputs.x.shape[1]


def by_autograd(
    inputs: Inputs, weights: dict[str, np.ndarray], cell: str, view: View
) -> np.ndarray:
    """Return the length of the gradient at every h_t, (T, P)."""
    tensors = {name: torch.from_numpy(w.astype(np.float64)) for name, w in weights.items()}
    steps, probes, features = inputs.x.shape
    module = {"elman": nn.RNNCell, "gru": nn.GRUCell, "lstm": nn.LSTMCell}[cell](
        features, 6
    ).double()
    module.load_state_dict(
        {
            name: tensors[f"rnn.{name}_l0"]
            for name in ("weight_ih", "weight_hh", "bias_ih", "bias_hh")
        }
    )
    h = C = torch.zeros(probes, 6, dtype=torch.float64)
    kept, answers = [], []
    for x_t in torch.from_numpy(inputs.x * view.scale):
        if cell == "lstm":
            h, C = module(x_t, (h, C))
        else:
            h = module(x_t, h)
        h = h.detach().requires_grad_() if not kept else h + 0  # a node of its own at every step
        h.retain_grad()
        kept.append(h)
        answers.append(h @ tensors["head.weight"][0] + tensors["head.bias"][0])
    y_hat, y = torch.stack(answers, 1), torch.from_numpy(inputs.y)
    asked = (
        slice(None)
        if view.step == "all"
        else slice(view.loss_step(steps), view.loss_step(steps) + 1)
    )
    number = (
        ((y_hat - y)[:, asked] ** 2).mean(1).sum()
        if view.measure == "loss"
        else y_hat[:, asked].sum()
    )
    number.backward()
    return np.stack(
        [np.zeros(probes) if one.grad is None else one.grad.norm(dim=1).numpy() for one in kept]
    )


def test_the_memory_of_an_lstm_is_nudged_before_it_is_shown() -> None:
    """∂ŷ_T/∂C_t by finite differences: C_t is changed, h_t follows, and all later steps."""
    inputs = noise(12)
    one = Inputs(inputs.x[:, :1], inputs.y[:1], None)
    small = network(described(hidden_size=3), "lstm")
    weights = small.initial_weights()
    found = line(small, weights, one, View(measure="absolute"))
    for t in (0, 5, 11):
        slopes = [
            (
                nudged(one.x[:, 0], weights, t, unit, 1e-6)
                - nudged(one.x[:, 0], weights, t, unit, -1e-6)
            )
            / 2e-6
            for unit in range(3)
        ]
        assert found.middle[t] == pytest.approx(np.linalg.norm(slopes), rel=1e-6)


def nudged(x: np.ndarray, weights: dict[str, np.ndarray], at: int, unit: int, by: float) -> float:
    """Return the last prediction of an LSTM written out here, with one unit of C changed at one
    step.
    """
    w_x, w_h, b = (
        weights[f"rnn.{name}_l0"].astype(np.float64)
        for name in ("weight_ih", "weight_hh", "bias_ih")
    )
    h = C = np.zeros(3)
    for t, x_t in enumerate(x):
        i, f, g, o = np.split(w_x @ x_t + w_h @ h + b, 4)
        i, f, o = (1 / (1 + np.exp(-a)) for a in (i, f, o))
        C = f * C + i * np.tanh(g) + (by * np.eye(3)[unit] if t == at else 0.0)
        h = o * np.tanh(C)
    return float(weights["head.weight"][0].astype(np.float64) @ h + weights["head.bias"][0])


def test_lengths_are_right_far_below_where_squares_vanish() -> None:
    """A gradient of 1e-200 is no zero."""
    assert size(np.array([[3e-200, 4e-200], [0.0, 0.0], [3.0, 4.0]])) == pytest.approx(
        [5e-200, 0.0, 5.0], rel=1e-14
    )


def test_reach_and_slope_of_a_line_drawn_by_hand() -> None:
    """A tenth of the influence is lost with every step: 1 % is passed at the 44th, and numpy's own
    fit gives the slope.
    """
    share = 0.9 ** np.arange(60)[::-1]
    drawn = Line("elman", "hidden_state", share, 7 * share, share, 59, None)  # type: ignore[arg-type]
    assert drawn.reach == 44  # 0.9 ** 43 = 1.08 %, 0.9 ** 44 = 0.97 %
    assert drawn.slope == pytest.approx(np.log10(0.9), rel=1e-12)
    assert drawn.share_at(10) == pytest.approx(0.9**10)
    assert np.isnan(drawn.share_at(60))
    assert Line("elman", "hidden_state", share, share[-40:], share, 39, None).reach is None  # type: ignore[arg-type]


def test_series_windows_are_scaled_and_spread_over_all_of_it() -> None:
    """As training sees them; a generated series is made as long as the window needs."""
    inputs = draw_inputs(
        Experiment.from_dict({"data": {"length": 600}, "problem": {"lookback": 500}})
    )
    assert inputs.x.shape == (500, 11, 1)
    assert inputs.x.mean() == pytest.approx(0, abs=0.1)
    assert inputs.x.std() == pytest.approx(1, abs=0.1)
    np.testing.assert_array_equal(
        inputs.x[1:, :, 0].T, inputs.y[:, :-1]
    )  # the target is the next reading


def test_marked_steps_are_found_where_the_task_marks_them() -> None:
    """The last bell of every sequence."""
    inputs = draw_inputs(
        Experiment.from_dict(
            {"data": {"source": "hold"}, "problem": {"kind": "many_to_many", "lookback": 40}}
        )
    )
    bells = [np.flatnonzero(inputs.x[:, p, 1])[-1] for p in range(11)]
    np.testing.assert_array_equal(inputs.marked, bells)
    assert inputs.steps_before == int(np.median(39 - np.array(bells)))


@pytest.mark.parametrize("cell", CELLS)
def test_itemised_predictions_are_the_same_as_asking_for_each_by_itself(cell: str) -> None:
    """Row k of the matrix is the picture's line for step k; nothing goes back in time."""
    inputs = noise(15)
    one = Inputs(inputs.x[:, :1], inputs.y[:1], None)
    small = network(described(hidden_size=5), cell)
    weights = small.initial_weights()
    signal = "cell_state" if cell == "lstm" else "hidden_state"
    items = itemised(small, weights, one.x[:, 0], signal)
    np.testing.assert_array_equal(items.steps, np.arange(15))
    for k in range(15):
        asked = line(small, weights, one, View(measure="absolute", step="other", at=k + 1))
        np.testing.assert_allclose(items.influence[k, : k + 1], asked.middle[: k + 1], rtol=1e-12)
        assert not items.influence[k, k + 1 :].any()
    assert np.isnan(items.shares()[0, 1:]).all()
    assert np.diag(items.shares()) == pytest.approx(1.0)
    assert len(itemised(small, weights, noise(60).x[:, 0], signal, most=20).steps) == 20


@pytest.mark.parametrize("cell", CELLS)
def test_jacobian_norms_agree_with_autograd(cell: str) -> None:
    """∂h_T/∂h_t of torch's cell written out as a function of h_t, Frobenius and largest singular
    value.
    """
    torch.manual_seed(0)
    small = network(described(hidden_size=4), cell)
    weights = small.initial_weights()
    x = noise(9).x[:, 0]
    module = {"elman": nn.RNNCell, "gru": nn.GRUCell, "lstm": nn.LSTMCell}[cell](1, 4).double()
    module.load_state_dict(
        {
            name: torch.from_numpy(weights[f"rnn.{name}_l0"]).double()
            for name in ("weight_ih", "weight_hh", "bias_ih", "bias_hh")
        }
    )
    rows = torch.from_numpy(x)

    def on(h: torch.Tensor, C: torch.Tensor, start: int) -> tuple[torch.Tensor, torch.Tensor]:
        for x_t in rows[start:]:
            h, C = module(x_t, (h, C)) if cell == "lstm" else (module(x_t, h), C)
        return h, C

    frobenius, spectral = jacobian_norms(small, weights, x, "hidden_state")
    nothing = torch.zeros(4, dtype=torch.float64)
    for t in (0, 4, 8):
        h = C = nothing
        for x_t in rows[: t + 1]:
            h, C = module(x_t, (h, C)) if cell == "lstm" else (module(x_t, h), C)
        kept = C.detach()
        whole = torch.autograd.functional.jacobian(
            lambda h, C=kept, t=t: on(h, C, t + 1)[0], h.detach()
        )
        assert frobenius[t] == pytest.approx(float(torch.linalg.norm(whole)), rel=1e-9)
        assert spectral[t] == pytest.approx(float(torch.linalg.norm(whole, 2)), rel=1e-9)


@pytest.mark.parametrize("cell", CELLS)
def test_the_direct_path_is_that_of_one_explained_sequence(cell: str) -> None:
    """For a single sequence it is `influence.direct_path`, and an LSTM whose gates are cut off from
    everything has no other.
    """
    inputs = noise(15)
    one = Inputs(inputs.x[:, :1], inputs.y[:1], None)
    small = network(described(hidden_size=5), cell)
    weights = small.initial_weights()
    path = direct_line(line(small, weights, one, View()))
    along = direct_path(explain(replace(small, readout="last"), weights, one.x[:, 0], None))
    if cell == "elman":
        assert path is None
        assert along is None
        return
    np.testing.assert_allclose(
        path, np.linalg.norm(along, axis=1) / np.linalg.norm(along[-1]), rtol=1e-12
    )
    if cell == "lstm":
        weights["rnn.weight_hh_l0"] = np.zeros_like(weights["rnn.weight_hh_l0"])
        alone = line(small, weights, one, View())
        np.testing.assert_allclose(direct_line(alone), alone.share, rtol=1e-12)


@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize(("layers", "every"), [(1, False), (2, True)])
def test_gradients_of_every_weight_agree_with_torch(cell: str, layers: int, every: bool) -> None:
    """Layout, names and lengths, and the factor of torch's own clipping."""
    inputs = noise(12, 2)
    small = network(described(hidden_size=5, num_layers=layers), cell, 2)
    weights = small.initial_weights()
    rnn = MODULE[cell](2, 5, layers).double()
    head = nn.Linear(5, 1).double()
    rnn.load_state_dict(
        {
            k.removeprefix("rnn."): torch.from_numpy(w).double()
            for k, w in weights.items()
            if k.startswith("rnn.")
        }
    )
    head.load_state_dict(
        {
            k.removeprefix("head."): torch.from_numpy(w).double()
            for k, w in weights.items()
            if k.startswith("head.")
        }
    )
    y_hat, y = head(rnn(torch.from_numpy(inputs.x * 1.5))[0])[:, :, 0].T, torch.from_numpy(inputs.y)
    nn.functional.mse_loss(y_hat if every else y_hat[:, -1], y if every else y[:, -1]).backward()
    ours = weight_gradients(small, weights, inputs, 1.5, every)
    named = {
        **{f"rnn.{n}": p for n, p in rnn.named_parameters()},
        **{f"head.{n}": p for n, p in head.named_parameters()},
    }
    assert set(ours) == set(named)
    for name, parameter in named.items():
        np.testing.assert_allclose(ours[name], parameter.grad, rtol=1e-9, atol=1e-15, err_msg=name)
    found = gradient_lengths(small, weights, inputs, 1.5, every, 0.01)
    total = float(nn.utils.clip_grad_norm_([*named.values()], 0.01))
    assert found.total == pytest.approx(total, rel=1e-9)
    for name, parameter in named.items():
        assert found.groups[name] * found.factor == pytest.approx(
            float(parameter.grad.norm()), rel=1e-4
        ), name  # torch adds 1e-6 to the total
    assert gradient_lengths(small, weights, inputs, 1.5, every, 1e9).factor == 1.0
