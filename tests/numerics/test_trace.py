"""The trace of a run folder against autograd in float64 on the network written out, read from the
folder's own files alone.
"""

from __future__ import annotations

import io
import json
from functools import cache
from typing import Any

import numpy as np
import pytest
import torch
from safetensors.numpy import load as load_safetensors
from torch import nn

from playground.config.experiment import Experiment
from playground.data.source import loaded
from playground.export.run_folder import run_folder
from playground.runs.messages import Budget
from playground.runs.recording import Recording
from playground.training.advance import advance
from playground.training.evaluate import evaluate

GATES = {"elman": 1, "gru": 3, "lstm": 4}
KINDS = ("many_to_one", "many_to_many", "seq2seq", "one_to_many", "one_to_one")
FLOOR = 1e-100


@cache
def folder(text: str) -> dict[str, bytes]:
    """Return the files of a run."""
    experiment = Experiment.from_json(text)
    data = loaded(experiment)
    result = advance(experiment, data, None, Budget())
    recording = Recording(1)
    recording.extend(result.frames)
    recording.kept, recording.stop_reason = result.kept, result.stop_reason
    return run_folder(experiment, data, recording, evaluate(experiment, data, result.kept))


def files(
    cell: str, kind: str, layers: int, *, lookback: int = 11, source: str = "sine", **model: Any
) -> dict[str, bytes]:
    """Return the folder of a short run."""
    described = {
        "data": {"source": source, "length": 8 * lookback + 60, "noise": 0.1},
        "problem": {"kind": kind, "lookback": lookback, "horizon": 4},
        "model": {"cell": cell, "hidden_size": 4, "num_layers": layers, **model},
        "training": {"max_steps": 12, "evaluate_every": 6},
    }
    return folder(json.dumps(described))


class FreeRunning:
    """The network of a folder written out step by step in torch, with an epsilon added to every
    input, h_t and C_t.
    """

    def __init__(self, files: dict[str, bytes]) -> None:
        self.about = json.loads(files["experiment.json"])
        self.model, self.kind = self.about["model"], self.about["problem"]["kind"]
        self.weights = {
            name: torch.tensor(w, dtype=torch.float64)
            for name, w in load_safetensors(files["model.safetensors"]).items()
        }
        self.trace = dict(np.load(io.BytesIO(files["trace.npz"])))
        self.epsilons: dict[str, list[torch.Tensor]] = {}
        self.signals: dict[str, list[torch.Tensor]] = {}
        zero = torch.zeros(self.model["hidden_size"], dtype=torch.float64)
        self.carried = [(zero, zero)] * self.model["num_layers"]
        if self.kind == "classification":
            self.y_hat = self.logits()
            self.loss = -torch.log_softmax(self.y_hat, 0)[int(self.trace["y"][0])]
            self.asked = self.y_hat[int(self.y_hat.argmax())]
        else:
            self.y_hat = torch.stack(self.run())
            self.loss = ((self.y_hat - torch.tensor(self.trace["y"])) ** 2).mean()
            self.asked = self.y_hat[-1]

    def logits(self) -> torch.Tensor:
        """Return one number for each class, read from the last state."""
        tops = [self.through("", "rnn", row) for row in torch.tensor(self.trace["x"])]
        return self.weights["head.weight"] @ tops[-1] + self.weights["head.bias"]

    def run(self) -> list[torch.Tensor]:
        """Return the answers, free running."""
        x = torch.tensor(self.trace["x"])
        if (
            self.kind == "one_to_many"
        ):  # only the condition is taken from the trace; what is fed back is made here
            written: list[torch.Tensor] = []
            for row in x:
                fed = torch.cat([row[:-1], written[-1][None]]) if written else row
                written.append(self.head(self.through("", "rnn", fed)))
            return written
        tops = [self.through("", "rnn", row) for row in x]
        if self.kind == "many_to_one":
            return [self.head(tops[-1])]
        if self.kind in ("many_to_many", "one_to_one"):
            return [self.head(top) for top in tops]
        answers, fed = [], torch.tensor(self.trace["decoder/x"][0])
        for _ in self.trace["decoder/x"]:
            answers.append(self.head(self.through("decoder/", "decoder", fed)))
            fed = answers[-1][None]
        return answers

    def head(self, h: torch.Tensor) -> torch.Tensor:
        return (self.weights["head.weight"] @ h + self.weights["head.bias"])[0]

    def shifted(self, name: str, value: torch.Tensor) -> torch.Tensor:
        """Keep a value under its name, and return it with an epsilon added."""
        epsilon = torch.zeros_like(value, requires_grad=True)
        self.epsilons.setdefault(name, []).append(epsilon)
        self.signals.setdefault(name, []).append(value.detach())
        return value + epsilon

    def through(self, room: str, stack: str, x: torch.Tensor) -> torch.Tensor:
        """Do one time step of all layers; return the state of the top one."""
        x = self.shifted(f"{room}x", x)
        for k in range(self.model["num_layers"]):
            parts = (
                f"{stack}.{name}_l{k}" for name in ("weight_ih", "weight_hh", "bias_ih", "bias_hh")
            )
            W_ih, W_hh, b_ih, b_hh = (self.weights[name] for name in parts)
            h, C = self.carried[k]
            mine, theirs = (
                (W_ih @ x + b_ih).chunk(GATES[self.model["cell"]]),
                (W_hh @ h + b_hh).chunk(GATES[self.model["cell"]]),
            )
            name = f"{room}layer{k}/"
            h, C = getattr(self, self.model["cell"])(name, mine, theirs, h, C)
            x = h = self.shifted(f"{name}hidden_state", h)
            self.carried[k] = (h, C)
        return x

    def show(self, name: str, **values: torch.Tensor) -> None:
        for signal, value in values.items():
            self.signals.setdefault(name + signal, []).append(value.detach())

    def elman(
        self, name: str, mine: Any, theirs: Any, h: torch.Tensor, C: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor]:
        a = mine[0] + theirs[0]
        return (torch.relu(a) if self.model["nonlinearity"] == "relu" else torch.tanh(a)), C

    def gru(
        self, name: str, mine: Any, theirs: Any, h: torch.Tensor, C: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor]:
        r, z = torch.sigmoid(mine[0] + theirs[0]), torch.sigmoid(mine[1] + theirs[1])
        n = torch.tanh(mine[2] + r * theirs[2])
        self.show(name, reset_gate=r, update_gate=z, candidate_state=n)
        return (1 - z) * n + z * h, C

    def lstm(
        self, name: str, mine: Any, theirs: Any, h: torch.Tensor, C: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor]:
        i, f, g, o = (a + b for a, b in zip(mine, theirs, strict=True))
        i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        C = self.shifted(f"{name}cell_state", f * C + i * g)
        self.show(name, forget_gate=f, input_gate=i, candidate=g, output_gate=o)
        return o * torch.tanh(C), C

    def gradients(self, of: torch.Tensor) -> dict[str, np.ndarray]:
        """Return the total derivative of a number by every epsilon, by the name of what it was
        added to.
        """
        flat = [(name, e) for name, some in self.epsilons.items() for e in some]
        grads = torch.autograd.grad(of, [e for _, e in flat], retain_graph=True, allow_unused=True)
        found: dict[str, list[torch.Tensor]] = {}
        for (name, epsilon), grad in zip(flat, grads, strict=True):
            found.setdefault(name, []).append(torch.zeros_like(epsilon) if grad is None else grad)
        return {name: torch.stack(some).numpy() for name, some in found.items()}


def agree(found: np.ndarray, wanted: np.ndarray) -> bool:
    """Return whether gradients agree at every time step, relative to its largest, down to
    1e-100.
    """
    size = np.abs(wanted).max(axis=1)
    return bool((np.abs(found - wanted).max(axis=1) <= 1e-5 * size + FLOOR).all())


def check(files: dict[str, bytes]) -> FreeRunning:
    """Compare everything in a trace with the network written out."""
    own = FreeRunning(files)
    trace, names = own.trace, set(own.trace)
    assert all(array.dtype == np.float64 for array in trace.values())
    np.testing.assert_allclose(trace["y_hat"], own.y_hat.detach().numpy(), rtol=1e-9, atol=1e-9)
    np.testing.assert_allclose(trace["loss"], own.loss.item(), rtol=1e-9)
    names -= {"y", "y_hat", "loss"}
    for name, values in own.signals.items():
        np.testing.assert_allclose(
            trace[name], torch.stack(values).numpy(), rtol=1e-9, atol=1e-9, err_msg=name
        )
        names.discard(name)
    for prefix, of in (("grad", own.loss), ("sensitivity", own.asked)):
        for name, wanted in own.gradients(of).items():
            room, _, last = name.rpartition("/")
            called = f"{room}/{prefix}_{last}" if room else f"{prefix}_{last}"
            assert agree(trace[called], wanted), called
            names.discard(called)
    assert names == set(), "something in the trace was not compared"
    return own


@pytest.mark.parametrize("layers", [1, 2])
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("cell", GATES)
def test_every_signal_and_gradient_is_exact(cell: str, kind: str, layers: int) -> None:
    """All names of the trace are there, and every number agrees."""
    check(files(cell, kind, layers))


@pytest.mark.parametrize("kind", ["classification", "one_to_many"])
@pytest.mark.parametrize("cell", GATES)
def test_labelled_waves_are_exact_too(cell: str, kind: str) -> None:
    """Logits and cross-entropy, and a label as the condition."""
    own = check(files(cell, kind, 2, source="waveforms"))
    assert len(own.trace["y_hat"]) == 4


def test_relu_is_exact_too() -> None:
    """The simple RNN's other activation."""
    check(files("elman", "many_to_one", 2, nonlinearity="relu"))


@pytest.mark.parametrize("lookback", [5, 300])
@pytest.mark.parametrize("cell", GATES)
def test_gradient_is_exact_however_small(cell: str, lookback: int) -> None:
    """With a small spectral radius the gradient at the first step is far below what float32 can
    hold.
    """
    own = check(
        files(cell, "many_to_one", 1, lookback=lookback, spectral_radius=0.2, forget_bias=-2.0)
    )
    first = np.abs(own.trace["layer0/grad_hidden_state"][0]).max()
    assert lookback == 5 or first < 1e-40


@pytest.mark.parametrize("cell", GATES)
def test_weights_load_into_plain_torch_modules(cell: str) -> None:
    """Names and layout are PyTorch's own, and the modules answer as the trace says."""
    made = files(cell, "many_to_many", 2)
    trace, weights = (
        dict(np.load(io.BytesIO(made["trace.npz"]))),
        load_safetensors(made["model.safetensors"]),
    )
    assert all(w.dtype == np.float32 for w in weights.values())
    network = nn.Module()
    network.rnn = {"elman": nn.RNN, "gru": nn.GRU, "lstm": nn.LSTM}[cell](1, 4, 2, batch_first=True)
    network.head = nn.Linear(4, 1)
    network.load_state_dict({name: torch.tensor(w) for name, w in weights.items()}, strict=True)
    with torch.inference_mode():
        answer = network.head(network.rnn(torch.tensor(trace["x"], dtype=torch.float32)[None])[0])
    np.testing.assert_allclose(answer[0, :, 0].numpy(), trace["y_hat"], atol=1e-6)


@pytest.mark.parametrize("kind", KINDS)
def test_trace_is_of_the_first_test_window(kind: str) -> None:
    """Its prediction is the first of the table, in the network's units."""
    made = files("lstm", kind, 1)
    trace = dict(np.load(io.BytesIO(made["trace.npz"])))
    rows = [line.split(",") for line in made["predictions.csv"].decode().splitlines()[1:]]
    own = np.array([[float(r[3]), float(r[4])] for r in rows if r[1] == "0"])  # target, prediction
    assert len(own) == len(trace["y"])
    factor = np.polyfit(trace["y"], own[:, 0], 1) if len(own) > 1 else None
    if factor is not None:
        np.testing.assert_allclose(
            np.polyval(factor, trace["y_hat"]), own[:, 1], rtol=1e-4, atol=1e-4
        )
