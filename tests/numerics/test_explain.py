"""The explanation against independent float64 computations: torch's autograd on an unrolled cell,
and finite differences.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import torch

from playground.analysis.explain import Explanation, explain, predict
from playground.config.experiment import Model
from playground.models.architecture import Architecture
from playground.models.stack import Stack

CELLS = ("elman", "gru", "lstm")
FIRST = 0.4


def case(
    cell: str,
    outputs_at: str,
    *,
    steps: int,
    layers: int = 1,
    hidden: int = 6,
    horizon: int = 4,
    **changes: Any,
) -> tuple[Architecture, dict[str, np.ndarray], np.ndarray, np.ndarray]:
    """Return (architecture, weights, x, y) drawn for one test; "classes" are logits of the last
    state.
    """
    fields = {"cell": cell, "hidden_size": hidden, "num_layers": layers, "seed": 5, **changes}
    model = Model(**fields)
    architecture = (
        Architecture(model, 2, 3, "last", "cross_entropy")
        if outputs_at == "classes"
        else Architecture(model, 2, 1, outputs_at)  # type: ignore[arg-type]
    )
    rng = np.random.default_rng(steps)
    outputs = {"last": 1, "every": steps, "decoder": horizon, "generator": steps, "classes": 1}
    x, y = rng.standard_normal((steps, 2)), rng.standard_normal(outputs[outputs_at])
    if outputs_at == "generator":
        x[1:], x[0, 1] = 0.0, 0.0
    weights = architecture.initial_weights()
    return architecture, weights, x, np.array([1.0]) if outputs_at == "classes" else y


def explained(architecture, weights, x, y) -> Explanation:
    """Explain a case; only a decoder has a first input."""
    return explain(architecture, weights, x, y, first_input=FIRST)


class Unrolled:
    """The network written out in torch, step by step, with an epsilon added to every input, h_t and
    C_t.
    """

    def __init__(self, model, weights, x, y, outputs_at: str) -> None:
        self.weights = {name: torch.tensor(w, dtype=torch.float64) for name, w in weights.items()}
        self.model, self.epsilons, self.values = model, {}, {}
        zero = torch.zeros(model.hidden_size, dtype=torch.float64)
        self.states = [(zero, zero)] * model.num_layers
        answers = []
        for t, row in enumerate(torch.tensor(x)):
            if outputs_at == "generator" and t:
                row = torch.cat([row[:-1], answers[-1]])
            top = self.step("", "rnn", t, row)
            if outputs_at in ("every", "generator") or (
                outputs_at in ("last", "classes") and t == len(x) - 1
            ):
                answers.append(self.head(top))
        if outputs_at == "decoder":
            fed = torch.tensor([FIRST], dtype=torch.float64)
            for k in range(len(y)):
                fed = self.head(self.step("decoder/", "decoder", k, fed))
                answers.append(fed)
        self.y_hat = torch.cat(answers)
        if outputs_at == "classes":
            self.loss = torch.nn.functional.cross_entropy(self.y_hat[None], torch.tensor(y).long())
            self.asked = self.y_hat.max()
        else:
            self.loss = ((self.y_hat - torch.tensor(y)) ** 2).mean()
            self.asked = self.y_hat[-1]

    def head(self, h):
        return self.weights["head.weight"] @ h + self.weights["head.bias"]

    def nudged(self, name: str, t: int, value):
        """Keep ``value`` under a name and return it with an epsilon that gradients are taken by."""
        self.epsilons[name, t] = torch.zeros_like(value, requires_grad=True)
        self.values[name, t] = value.detach().numpy()
        return value + self.epsilons[name, t]

    def keep(self, name: str, t: int, value):
        self.values[name, t] = value.detach().numpy()
        return value

    def step(self, prefix: str, stack: str, t: int, x):
        shown = self.nudged(f"{prefix}x", t, x)
        for layer, (h, C) in enumerate(self.states):
            w, u, b, c = (
                self.weights[f"{stack}.{part}_l{layer}"]
                for part in ("weight_ih", "weight_hh", "bias_ih", "bias_hh")
            )
            name = f"{prefix}layer{layer}/"
            if self.model.cell == "elman":
                h = torch.tanh(w @ shown + b + u @ h + c)
            elif self.model.cell == "gru":
                (x_r, x_z, x_n), (h_r, h_z, h_n) = (w @ shown + b).chunk(3), (u @ h + c).chunk(3)
                r = self.keep(name + "reset_gate", t, torch.sigmoid(x_r + h_r))
                z = self.keep(name + "update_gate", t, torch.sigmoid(x_z + h_z))
                n = self.keep(name + "candidate_state", t, torch.tanh(x_n + r * h_n))
                h = n + z * (h - n)
            else:
                i, f, g, o = (w @ shown + b + u @ h + c).chunk(4)
                f = self.keep(name + "forget_gate", t, torch.sigmoid(f))
                i = self.keep(name + "input_gate", t, torch.sigmoid(i))
                g = self.keep(name + "candidate", t, torch.tanh(g))
                o = self.keep(name + "output_gate", t, torch.sigmoid(o))
                C = self.nudged(name + "cell_state", t, f * C + i * g)
                h = o * torch.tanh(C)
            shown = h = self.nudged(name + "hidden_state", t, h)
            self.states[layer] = (h, C)
        return shown

    def arrays(self) -> dict[str, np.ndarray]:
        """Return everything under the names of ``trace.npz``."""
        found: dict = {"y_hat": self.y_hat.detach().numpy(), "loss": self.loss.detach().numpy()}
        rows: dict = {}
        for (name, _), value in self.values.items():
            rows.setdefault(name, []).append(value)
        for prefix, answer in (("grad", self.loss), ("sensitivity", self.asked)):
            grads = torch.autograd.grad(answer, list(self.epsilons.values()), retain_graph=True)
            for (name, _), grad in zip(self.epsilons, grads, strict=True):
                head, _, tail = name.rpartition("/")
                rows.setdefault(f"{head}/{prefix}_{tail}".lstrip("/"), []).append(grad.numpy())
        return found | {name: np.stack(values) for name, values in rows.items()}


def compare(ours: dict[str, np.ndarray], theirs: dict[str, np.ndarray], rtol: float = 1e-8) -> None:
    """Every array agrees: signals within 1e-11, the norm of each time step's gradient and its
    direction within ``rtol``.
    """
    assert set(ours) - {"y"} == set(theirs)
    for name, value in theirs.items():
        assert ours[name].shape == value.shape, name
        if name == "x":  # of a generator: its own answers are in it
            np.testing.assert_allclose(ours[name], value, rtol=0, atol=1e-11)
        elif "grad_" in name or "sensitivity_" in name:
            lengths = np.linalg.norm(value, axis=1)
            off = np.linalg.norm(ours[name] - value, axis=1)
            assert np.all(off <= rtol * lengths), (
                f"{name}: {np.max(off / np.maximum(lengths, 1e-300))}"
            )
        else:
            np.testing.assert_allclose(ours[name], value, rtol=0, atol=1e-11, err_msg=name)


@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize("outputs_at", ["last", "every", "decoder", "generator", "classes"])
@pytest.mark.parametrize(("steps", "layers"), [(5, 1), (50, 1), (20, 2), (1, 1)])
def test_explanation_matches_autograd_on_the_unrolled_cell(
    cell: str, outputs_at: str, steps: int, layers: int
) -> None:
    """Every signal, every total gradient, the feedback of decoder and generator included."""
    network, weights, x, y = case(cell, outputs_at, steps=steps, layers=layers)
    found = explained(network, weights, x, y)
    compare(found.arrays(), Unrolled(network.model, weights, x, y, outputs_at).arrays())


@pytest.mark.parametrize(
    ("cell", "layers", "outputs_at"),
    [
        ("lstm", 3, "decoder"),
        ("gru", 4, "every"),
        ("elman", 4, "last"),
        ("lstm", 4, "generator"),
        ("gru", 3, "classes"),
    ],
)
def test_explanation_matches_autograd_in_deep_networks(
    cell: str, layers: int, outputs_at: str
) -> None:
    """Layers chain."""
    network, weights, x, y = case(cell, outputs_at, steps=12, layers=layers)
    found = explained(network, weights, x, y)
    compare(found.arrays(), Unrolled(network.model, weights, x, y, outputs_at).arrays())


VANISHING = {
    "elman": {"spectral_radius": 0.8},
    "gru": {"input_init": "pytorch", "recurrent_init": "pytorch", "hidden_size": 32},
    "lstm": {
        "input_init": "pytorch",
        "recurrent_init": "pytorch",
        "hidden_size": 32,
        "forget_bias": None,
    },
}


@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize("layers", [1, 2])
def test_gradients_are_exact_where_they_have_all_but_vanished(cell: str, layers: int) -> None:
    """500 steps before the loss they are below 1e-80, and still right to eight digits at every
    step.
    """
    network, weights, x, y = case(cell, "last", steps=500, layers=layers, **VANISHING[cell])
    found = explain(network, weights, x, y).arrays()
    for layer in range(layers):
        length = np.linalg.norm(found[f"layer{layer}/sensitivity_hidden_state"][0])
        assert 1e-290 < length < 1e-80
    compare(found, Unrolled(network.model, weights, x, y, "last").arrays())


def test_gradients_are_exact_where_they_explode() -> None:
    """A simple RNN of spectral radius 2, before chaos takes over."""
    network, weights, x, y = case("elman", "last", steps=50, hidden=24, spectral_radius=2.0)
    found = explain(network, weights, 0.1 * x, y).arrays()
    lengths = np.linalg.norm(found["layer0/sensitivity_hidden_state"], axis=1)
    assert lengths[0] > 10 * lengths[-1]
    compare(found, Unrolled(network.model, weights, 0.1 * x, y, "last").arrays(), rtol=1e-6)


class Nudged:
    """A second independent way: the network in plain numpy, with a number added to one state of one
    step.
    """

    def __init__(self, model, weights, x, outputs_at: str, outputs: int) -> None:
        self.weights = {name: w.astype(np.float64) for name, w in weights.items()}
        self.model, self.x, self.outputs_at, self.outputs = model, x, outputs_at, outputs

    def predictions(self, where: str, t: int, direction: np.ndarray) -> np.ndarray:
        """Return the predictions with ``direction`` added to what stands under ``where`` at step
        ``t``.
        """

        def at(name: str, now: int, value: np.ndarray) -> np.ndarray:
            return value + direction if (name, now) == (where, t) else value

        def head(h: np.ndarray) -> np.ndarray:
            return self.weights["head.weight"] @ h + self.weights["head.bias"]

        states = [[np.zeros(self.model.hidden_size)] * 2 for _ in range(self.model.num_layers)]
        if self.outputs_at == "generator":
            written: list[np.ndarray] = [self.x[0, -1:]]
            for now, row in enumerate(self.x):
                written.append(
                    head(self.step("", "rnn", now, np.append(row[:-1], written[-1]), states, at))
                )
            return np.concatenate(written[1:])
        shown = [self.step("", "rnn", now, row, states, at) for now, row in enumerate(self.x)]
        if self.outputs_at != "decoder":
            return np.concatenate(
                [head(h) for h in (shown if self.outputs_at == "every" else shown[-1:])]
            )
        answers = [np.array([FIRST])]
        for k in range(self.outputs):
            answers.append(head(self.step("decoder/", "decoder", k, answers[-1], states, at)))
        return np.concatenate(answers[1:])

    def step(self, prefix, stack, t, x, states, at) -> np.ndarray:
        shown = at(f"{prefix}x", t, x)
        for layer, state in enumerate(states):
            w, u, b, c = (
                self.weights[f"{stack}.{part}_l{layer}"]
                for part in ("weight_ih", "weight_hh", "bias_ih", "bias_hh")
            )
            name, (h, C) = f"{prefix}layer{layer}/", state
            if self.model.cell == "elman":
                h = np.tanh(w @ shown + u @ h + b + c)
            elif self.model.cell == "gru":
                (x_r, x_z, x_n), (h_r, h_z, h_n) = (
                    np.split(w @ shown + b, 3),
                    np.split(u @ h + c, 3),
                )
                r, z = 1 / (1 + np.exp(-x_r - h_r)), 1 / (1 + np.exp(-x_z - h_z))
                h = (1 - z) * np.tanh(x_n + r * h_n) + z * h
            else:
                i, f, g, o = np.split(w @ shown + u @ h + b + c, 4)
                C = at(name + "cell_state", t, C / (1 + np.exp(-f)) + np.tanh(g) / (1 + np.exp(-i)))
                h = np.tanh(C) / (1 + np.exp(-o))
            shown = h = at(name + "hidden_state", t, h)
            state[:] = h, C
        return shown


@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize("outputs_at", ["last", "every", "decoder", "generator", "classes"])
def test_gradients_match_finite_differences(cell: str, outputs_at: str) -> None:
    """Along a random direction at the first, a middle and the last step of everything that has a
    gradient.
    """
    network, weights, x, y = case(cell, outputs_at, steps=8, layers=2)
    found = explained(network, weights, x, y).arrays()
    watched = int(np.argmax(found["y_hat"])) if outputs_at == "classes" else -1

    def loss_of(value: np.ndarray) -> float:
        if outputs_at == "classes":
            return float(np.log(np.exp(value).sum()) - value[int(y[0])])
        return float(((value - y) ** 2).mean())

    nudged = Nudged(network.model, weights, x, outputs_at, len(y))
    rng = np.random.default_rng(1)
    for name in (name for name in found if "sensitivity_" in name):
        where = name.replace("sensitivity_", "")
        for t in {0, len(found[name]) // 2, len(found[name]) - 1}:
            direction = 1e-5 * rng.standard_normal(found[name].shape[1])
            up, down = (
                nudged.predictions(where, t, direction),
                nudged.predictions(where, t, -direction),
            )
            assert found[name][t] @ direction == pytest.approx(
                (up[watched] - down[watched]) / 2, rel=1e-6, abs=1e-14
            ), (name, t)
            losses = [loss_of(value) for value in (up, down)]
            grad = found[name.replace("sensitivity", "grad")]
            assert grad[t] @ direction == pytest.approx(
                (losses[0] - losses[1]) / 2, rel=1e-6, abs=1e-14
            ), (name, t)


def test_one_unit_two_steps_by_hand() -> None:
    """h = tanh(x + h/2), prediction 3 h_2, target 1: the chain rule on one line."""
    weights = {
        "rnn.weight_ih_l0": [[1.0]],
        "rnn.weight_hh_l0": [[0.5]],
        "rnn.bias_ih_l0": [0.0],
        "rnn.bias_hh_l0": [0.0],
    }
    weights = {
        name: np.array(w)
        for name, w in {**weights, "head.weight": [[3.0]], "head.bias": [0.0]}.items()
    }
    network = Architecture(Model(cell="elman", hidden_size=1), 1)
    found = explain(network, weights, np.array([[0.2], [0.1]]), np.array([1.0]))
    h_1 = np.tanh(0.2)
    h_2 = np.tanh(0.1 + h_1 / 2)
    assert found.y_hat == pytest.approx([3 * h_2])
    assert found.loss == pytest.approx((3 * h_2 - 1) ** 2)
    assert found.layers[0]["sensitivity_hidden_state"][:, 0] == pytest.approx(
        [3 * (1 - h_2**2) / 2, 3.0]
    )
    assert found.layers[0]["grad_hidden_state"][:, 0] == pytest.approx(
        2 * (3 * h_2 - 1) * np.array([3 * (1 - h_2**2) / 2, 3.0])
    )
    assert found.sensitivity_x[:, 0] == pytest.approx(
        [3 * (1 - h_2**2) / 2 * (1 - h_1**2), 3 * (1 - h_2**2)]
    )


def test_total_gradient_is_there_at_every_step_and_not_only_at_the_last() -> None:
    """The direct path alone, which retain_grad() shows, would be zero everywhere but at the end."""
    network, weights, x, y = case("lstm", "last", steps=50)
    lengths = np.linalg.norm(explain(network, weights, x, y).layers[0]["grad_hidden_state"], axis=1)
    assert np.all(lengths[:-1] > 0)
    assert lengths[-6:-1].min() > 0.01 * lengths[-1]


@pytest.mark.parametrize("cell", CELLS)
def test_trace_has_exactly_the_names_of_the_contract(cell: str) -> None:
    """Other programs read them; all are float64."""
    network, weights, x, y = case(cell, "decoder", steps=5, layers=2)
    states = ["hidden_state", *(["cell_state"] if cell == "lstm" else [])]
    own = {
        "lstm": ["forget_gate", "input_gate", "candidate", "output_gate"],
        "gru": ["reset_gate", "update_gate", "candidate_state"],
    }
    layer = own.get(cell, []) + [
        prefix + state for state in states for prefix in ("", "grad_", "sensitivity_")
    ]
    half = [
        "x",
        "grad_x",
        "sensitivity_x",
        *(f"layer{k}/{name}" for k in range(2) for name in layer),
    ]
    found = explain(network, weights, x, y, first_input=FIRST).arrays()
    assert set(found) == {"y", "y_hat", "loss", *half, *(f"decoder/{name}" for name in half)}
    assert {value.dtype for value in found.values()} == {np.dtype(np.float64)}


def test_decoder_shows_the_predictions_it_was_fed() -> None:
    """Its first input is the one given, each later one the prediction before."""
    network, weights, x, y = case("gru", "decoder", steps=6)
    found = explain(network, weights, x, y, first_input=FIRST)
    assert isinstance(found.decoder, Explanation)
    np.testing.assert_array_equal(found.decoder.x[:, 0], [FIRST, *found.y_hat[:-1]])


@pytest.mark.parametrize("outputs_at", ["last", "every", "decoder", "generator"])
def test_without_target_there_is_a_forecast_and_its_sensitivity_but_no_loss(
    outputs_at: str,
) -> None:
    """What cannot be known is left out, not shown as zero."""
    network, weights, x, y = case("lstm", outputs_at, steps=9)
    known = explain(network, weights, x, y, first_input=FIRST).arrays()
    found = explain(network, weights, x, None, first_input=FIRST, horizon=len(y))
    assert found.y is None
    assert found.grad_x is None
    assert np.isnan(found.loss)
    arrays = found.arrays()
    assert set(arrays) == {name for name in known if "grad_" not in name and name != "y"}
    for name in set(arrays) - {"loss"}:
        np.testing.assert_allclose(arrays[name], known[name], rtol=1e-12, atol=1e-300, err_msg=name)


@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize("outputs_at", ["last", "every", "decoder", "generator"])
def test_batched_forecast_is_the_one_that_is_explained(
    cell: str, outputs_at: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also when the batch goes through in pieces."""
    network, weights, x, y = case(cell, outputs_at, steps=11, layers=2)
    many = np.stack([x, 2 * x, -x, x[::-1] if outputs_at != "generator" else 3 * x, 0 * x])
    first = np.linspace(-1, 1, 5)
    expected = [
        explain(network, weights, one, y, first_input=start).y_hat
        for one, start in zip(many, first, strict=True)
    ]
    np.testing.assert_allclose(predict(network, weights, many, first, len(y)), expected, rtol=1e-11)
    monkeypatch.setattr("playground.analysis.explain._ROOM", 3000)
    np.testing.assert_allclose(predict(network, weights, many, first, len(y)), expected, rtol=1e-11)


def test_saturated_cell_state_does_not_cut_the_gradient() -> None:
    """From C = 19 on, 1 - tanh² is zero in float64, though the slope is not: what is shown is 4
    exp(-2C).
    """
    parts = {
        "rnn.weight_ih_l0": np.zeros((4, 1)),
        "rnn.weight_hh_l0": np.zeros((4, 1)),
        "rnn.bias_hh_l0": np.zeros(4),
    }
    weights = {
        **parts,
        "rnn.bias_ih_l0": np.array([60.0, 60.0, 30.0, 60.0]),
        "head.weight": np.ones((1, 1)),
        "head.bias": np.zeros(1),
    }
    network = Architecture(Model(cell="lstm", hidden_size=1), 1)
    found = explain(network, weights, np.zeros((25, 1)), np.zeros(1))
    assert found.layers[0]["cell_state"][-1, 0] == pytest.approx(25)
    assert found.layers[0]["sensitivity_cell_state"][:, 0] == pytest.approx(
        4 * np.exp(-50), rel=1e-10
    )


def test_network_that_exploded_is_explained_without_a_warning() -> None:
    """A relu network leaves the range of float64; the numbers say so themselves."""
    network, weights, x, y = case(
        "elman",
        "last",
        steps=500,
        nonlinearity="relu",
        recurrent_init="identity",
        spectral_radius=10.0,
    )
    assert not np.isfinite(explain(network, weights, np.abs(x), y).loss)


def test_what_does_not_fit_is_refused() -> None:
    """A target of another length would otherwise be stretched silently."""
    network, weights, x, y = case("lstm", "decoder", steps=5)
    with pytest.raises(ValueError, match="shape"):
        explain(replace(network, readout="last"), weights, x, np.zeros(3))
    with pytest.raises(ValueError, match="first_input"):
        explain(network, weights, x, y)
    with pytest.raises(ValueError, match="horizon"):
        explain(network, weights, x, None, first_input=FIRST)
    with pytest.raises(ValueError, match="first_input"):
        predict(network, weights, x[None])
    with pytest.raises(ValueError, match="class number"):
        explain(replace(network, readout="last", loss="cross_entropy"), weights, x, np.array([3.0]))


def mlp_case(layers: int, nonlinearity: str):
    model = Model(
        cell="mlp",
        hidden_size=5,
        num_layers=layers,
        nonlinearity=nonlinearity,
        input_init="pytorch",
        seed=2,
    )
    network = Architecture(model, 3, readout="every")
    return network, network.initial_weights(), np.array([[0.3, -1.2, 0.8]]), np.array([0.5])


@pytest.mark.parametrize("nonlinearity", ["tanh", "relu"])
@pytest.mark.parametrize("layers", [1, 3])
def test_mlp_matches_autograd_on_stock_linear_layers(layers: int, nonlinearity: str) -> None:
    """Its hidden layers, their gradients and those of the input."""
    network, weights, x, y = mlp_case(layers, nonlinearity)
    found = explain(network, weights, x, y)
    w = {name: torch.tensor(value, dtype=torch.float64) for name, value in weights.items()}
    at = [torch.tensor(x, requires_grad=True)]
    for k in range(layers):
        h = at[-1] @ w[f"mlp.{2 * k}.weight"].T + w[f"mlp.{2 * k}.bias"]
        at.append(torch.tanh(h) if nonlinearity == "tanh" else torch.relu(h))
    y_hat = (at[-1] @ w["head.weight"].T + w["head.bias"])[0]
    loss = ((y_hat - torch.tensor(y)) ** 2).mean()
    for prefix, of in (("grad", loss), ("sensitivity", y_hat[0])):
        grads = [g.numpy() for g in torch.autograd.grad(of, at, retain_graph=True)]
        np.testing.assert_allclose(getattr(found, f"{prefix}_x"), grads[0], rtol=1e-12)
        for k in range(layers):
            np.testing.assert_allclose(
                found.layers[k][f"{prefix}_hidden_state"], grads[k + 1], rtol=1e-12
            )
    for k in range(layers):
        np.testing.assert_allclose(
            found.layers[k]["hidden_state"], at[k + 1].detach().numpy(), rtol=1e-12
        )


@pytest.mark.parametrize("cell", CELLS)
def test_at_one_step_a_recurrent_cell_does_not_look_at_its_recurrent_weights(cell: str) -> None:
    """h_0 = 0 and C_0 = 0: one-to-one is a feed-forward network, and the forget gate multiplies
    nothing.
    """
    network, weights, x, y = case(cell, "every", steps=1)
    plain = explain(network, weights, x, y)
    changed = {
        name: (value * 7 + 1 if "weight_hh" in name else value.copy())
        for name, value in weights.items()
    }
    if cell == "lstm":
        changed["rnn.bias_ih_l0"][6:12] = -3.0
    np.testing.assert_array_equal(explain(network, changed, x, y).y_hat, plain.y_hat)


@pytest.mark.parametrize("layers", [1, 2, 3])
@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize("outputs_at", ["last", "every"])
def test_what_a_layer_hands_down_is_the_finite_difference_of_what_it_reads(
    cell: str, layers: int, outputs_at: str
) -> None:
    """An epsilon is added to what the layer reads at one step, and nowhere else: the layer below
    does not see it.
    """
    network, weights, x, y = case(cell, outputs_at, steps=5, layers=layers)
    found = explained(network, weights, x, y)
    assert len(found.input_gradients) == layers
    np.testing.assert_allclose(found.input_gradients[0][0], found.grad_x, rtol=1e-14)
    stack = Stack(network, weights)
    for k in range(layers):
        read = x if k == 0 else found.layers[k - 1]["hidden_state"]
        for t, j in ((0, 0), (4, 1), (2, read.shape[1] - 1)):
            said = []
            for sign in (1, -1):
                shown = np.array(read)[:, None]
                shown[t, 0, j] += sign * 1e-5
                for layer in stack.encoder[k:]:
                    layer.start(*shown.shape[:2])
                    shown = layer.scan(shown).copy()
                said.append(
                    stack.head(shown[-1 if outputs_at == "last" else slice(None), 0]).ravel()
                )
            slope = (said[0] - said[1]) / 2e-5
            assert found.input_gradients[k][1][t, j] == pytest.approx(slope[-1], rel=1e-6, abs=1e-9)
            assert found.input_gradients[k][0][t, j] == pytest.approx(
                2 / len(y) * (found.y_hat - y) @ slope, rel=1e-6, abs=1e-9
            )
