"""The folder of a run, as other programs read it."""

from __future__ import annotations

import io
import json
import math
import zipfile
from functools import cache
from typing import Any

import numpy as np
import pandas as pd
import pytest
from safetensors.numpy import load as load_safetensors

from playground.config.experiment import Experiment
from playground.data.series import Sequences, Series
from playground.data.source import loaded
from playground.data.windowing.windows import make_windows
from playground.errors import TrainingError
from playground.evaluation.reference import reference
from playground.export.run_folder import run_folder, zip_folder
from playground.models.architecture import architecture_of
from playground.runs.messages import Budget, Evaluated
from playground.runs.recording import Recording
from playground.training.advance import advance
from playground.training.evaluate import evaluate

NAMES = [
    "experiment.json",
    "history.csv",
    "metrics.json",
    "predictions.csv",
    "model.safetensors",
    "trace.npz",
]
VARIANTS: dict[str, dict[str, Any]] = {
    "value": {},
    "change": {"problem": {"target_form": "change"}},
    "minmax": {"data": {"scale": "minmax"}},
    "every": {"problem": {"kind": "many_to_many", "stride": 2}},
    "decoder": {"problem": {"kind": "seq2seq", "horizon": 3}},
    "one": {"problem": {"kind": "one_to_one", "params": {"answer": "next"}}},
    "generator": {"problem": {"kind": "one_to_many", "horizon": 6}},
    "task": {"data": {"source": "hold", "length": 60}, "problem": {"kind": "many_to_many"}},
    "patience": {
        "training": {"patience": 2, "learning_rate": 1.0, "max_steps": 60, "evaluate_every": 4}
    },
}


@cache
def trained(name: str) -> tuple[Experiment, Series | Sequences, Recording, Evaluated]:
    """Return a short run and what it is worth."""
    given = VARIANTS[name]
    base = {
        "data": {"length": 120},
        "problem": {"lookback": 6},
        "model": {"hidden_size": 3},
        "training": {"max_steps": 13, "evaluate_every": 5},
    }
    experiment = Experiment.from_dict(
        {group: {**fields, **given.get(group, {})} for group, fields in base.items()}
    )
    data = loaded(experiment)
    result = advance(experiment, data, None, Budget())
    recording = Recording(1)
    recording.extend(result.frames)
    recording.kept, recording.stop_reason = result.kept, result.stop_reason
    return experiment, data, recording, evaluate(experiment, data, result.kept)


@cache
def files(name: str) -> dict[str, bytes]:
    """Return its folder."""
    return run_folder(*trained(name))


@pytest.fixture(params=VARIANTS)
def name(request: pytest.FixtureRequest) -> str:
    """The name of a variant."""
    return request.param


def table(raw: bytes) -> pd.DataFrame:
    """Read a CSV."""
    return pd.read_csv(io.BytesIO(raw))


def test_folder_holds_the_promised_files(name: str) -> None:
    """No more and no less."""
    assert list(files(name)) == NAMES


def test_description_is_resolved_and_can_be_run_again(name: str) -> None:
    """Every field is there, and the versions that made it."""
    told = json.loads(files(name)["experiment.json"])
    assert set(told["versions"]) == {"torch", "numpy"}
    assert Experiment.from_dict(told) == trained(name)[0]


def test_history_has_the_promised_rows(name: str) -> None:
    """Step 1, every multiple of evaluate_every, and the last."""
    training, history = trained(name)[0].training, table(files(name)["history.csv"])
    assert list(history) == ["step", "train_loss", "validation_loss", "grad_norm", "learning_rate"]
    last = json.loads(files(name)["metrics.json"])["steps"]
    assert list(history["step"]) == sorted(
        {1, last, *range(training.evaluate_every, last + 1, training.evaluate_every)}
    )
    assert np.isfinite(history.to_numpy()).all()


def test_predictions_are_of_every_test_window_in_own_units(name: str) -> None:
    """The targets are the data's own numbers, and the metrics follow from the table."""
    experiment, data, _, _ = trained(name)
    found, metrics = table(files(name)["predictions.csv"]), json.loads(files(name)["metrics.json"])
    part = make_windows(data, experiment.problem, experiment.data.scale).test
    assert list(found) == ["index", "window", "step", "target", "prediction"]
    assert len(found) == len(part) * len(part.target_offsets)
    if isinstance(data, Series):
        assert np.array_equal(found["target"], data.values[found["index"], data.target])
    else:
        assert np.array_equal(
            found["target"], data.y[found["index"], part.target_offsets[found["step"] - 1]]
        )
    error = found["prediction"] - found["target"]
    assert metrics["network"]["mae"] == pytest.approx(error.abs().mean())
    assert metrics["network"]["rmse"] == pytest.approx(math.sqrt((error**2).mean()))
    assert {"last_value", "seasonal_naive", "linear_ar"} <= set(metrics["baselines"])
    assert all(set(worth) == {"mae", "rmse", "mase"} for worth in metrics["baselines"].values())


def test_weights_have_torch_names_and_shapes(name: str) -> None:
    """Float32, in PyTorch's layout."""
    experiment, data, _, _ = trained(name)
    weights = load_safetensors(files(name)["model.safetensors"])
    assert {n: w.shape for n, w in weights.items()} == architecture_of(experiment, data).shapes
    assert all(w.dtype == np.float32 for w in weights.values())


def test_trace_is_float64_and_of_the_right_length(name: str) -> None:
    """The contract's names; what they hold is checked under numerics."""
    experiment = trained(name)[0]
    trace = dict(np.load(io.BytesIO(files(name)["trace.npz"])))
    assert all(array.dtype == np.float64 for array in trace.values())
    assert len(trace["x"]) == (
        1 if experiment.problem.kind == "one_to_one" else experiment.problem.lookback
    )
    assert {
        "y",
        "y_hat",
        "loss",
        "grad_x",
        "sensitivity_x",
        "layer0/hidden_state",
        "layer0/forget_gate",
        "layer0/grad_cell_state",
    } <= set(trace)
    assert ("decoder/x" in trace) == (experiment.problem.kind == "seq2seq")


def test_folder_of_a_classification() -> None:
    """Accuracy, confusion and baselines follow from the table; the trace has a class number and
    logits.
    """
    experiment = Experiment.from_dict(
        {
            "data": {"source": "waveforms", "length": 120},
            "problem": {"kind": "classification", "lookback": 9},
            "model": {"hidden_size": 3},
            "training": {"max_steps": 13},
        }
    )
    data = loaded(experiment)
    result = advance(experiment, data, None, Budget())
    recording = Recording(1)
    recording.extend(result.frames)
    recording.kept, recording.stop_reason = result.kept, result.stop_reason
    made = run_folder(experiment, data, recording, evaluate(experiment, data, result.kept))
    found, told = table(made["predictions.csv"]), json.loads(made["metrics.json"])
    assert told["classes"] == ["sine", "square", "sawtooth", "triangle"]
    assert found["target"].tolist() == data.labels[found["index"]].tolist()
    assert told["network"]["accuracy"] == (found["target"] == found["prediction"]).mean()
    for row in range(4):
        for column in range(4):
            counted = ((found["target"] == row) & (found["prediction"] == column)).sum()
            assert told["network"]["confusion"][row][column] == counted
    commonest = np.bincount(data.labels[:84]).argmax()
    assert told["baselines"]["majority_class"]["accuracy"] == (found["target"] == commonest).mean()
    trace = dict(np.load(io.BytesIO(made["trace.npz"])))
    assert trace["y"].tolist() == [found["target"][0]]
    assert trace["y_hat"].argmax() == found["prediction"][0]
    shares = np.exp(trace["y_hat"]) / np.exp(trace["y_hat"]).sum()
    assert trace["loss"] == pytest.approx(-np.log(shares[found["target"][0]]))
    assert set(reference(experiment, data)) == {"majority_class"}
    assert load_safetensors(made["model.safetensors"])["head.weight"].shape == (4, 3)


def test_patience_keeps_the_best_weights() -> None:
    """The validation loss of the weights kept is the smallest row."""
    experiment, data, recording, _ = trained("patience")
    assert recording.stop_reason == "patience"
    best = min(recording.rows, key=lambda row: row.validation_loss)
    shorter = experiment.with_values({"training.max_steps": best.step, "training.patience": None})
    assert np.array_equal(advance(shorter, data, None, Budget()).kept, recording.kept)
    assert recording.rows[-1].step > best.step


def test_closing_evaluation_counts_for_the_best_weights() -> None:
    """It is a row like the others; the last step may be the best one."""
    experiment, data, _, _ = trained("value")
    patient = experiment.with_values({"training.patience": 50})
    result = advance(patient, data, None, Budget())
    rows = [f for f in result.frames if f.validation_loss is not None]
    best = min(rows, key=lambda row: row.validation_loss)
    shorter = experiment.with_values({"training.max_steps": best.step})
    assert np.array_equal(result.kept, advance(shorter, data, None, Budget()).kept)


def test_reference_lines_are_in_the_units_of_the_error_curve(name: str) -> None:
    """The mean's error is the targets' spread in the network's units: about 1 for a standardized
    series.
    """
    experiment, data, _, _ = trained(name)
    found = reference(experiment, data)
    assert set(found) == {"last_value", "seasonal_naive", "linear_ar", "mean"}
    assert all(math.isfinite(value) for value in found.values())
    if name == "value":
        assert 0.3 < found["mean"] < 3
        assert found["linear_ar"] < found["last_value"] < found["mean"]


def test_run_that_has_not_ended_has_no_folder() -> None:
    """There are no weights it keeps."""
    experiment, data, _, evaluated = trained("value")
    with pytest.raises(TrainingError):
        run_folder(experiment, data, Recording(1), evaluated)


def test_zip_holds_the_files_and_is_the_same_each_time() -> None:
    """No clock goes into it."""
    packed = zip_folder(files("value"))
    assert packed == zip_folder(run_folder(*trained("value")))
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert archive.testzip() is None
        assert {n: archive.read(n) for n in archive.namelist()} == files("value")
