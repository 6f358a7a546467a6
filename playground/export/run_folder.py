"""The files of a finished run: description, history, metrics, predictions, weights, trace."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Sequence
from importlib.metadata import version
from typing import Any

import numpy as np
from safetensors.numpy import save

from playground.analysis.explain import explain
from playground.config.experiment import Experiment
from playground.data.series import Sequences, Series
from playground.data.windowing.scaler import Scaler
from playground.data.windowing.split import Split, Windows
from playground.data.windowing.windows import make_windows
from playground.errors import TrainingError
from playground.models.architecture import Architecture, architecture_of
from playground.runs.messages import Evaluated
from playground.runs.recording import Recording, history_csv
from playground.wording import _

PREDICTIONS = ("index", "window", "step", "target", "prediction")


def run_folder(
    experiment: Experiment, data: Series | Sequences, recording: Recording, evaluated: Evaluated
) -> dict[str, bytes]:
    """Return the files of a run by name; the same run gives the same bytes.

    Parameters
    ----------
    experiment : Experiment
    data : Series or Sequences
        The data that ``experiment.data`` describes.
    recording : Recording
        The recording of a finished run.
    evaluated : Evaluated
        The result of `evaluate` for the weights that the run keeps.

    Returns
    -------
    dict of str to bytes
        ``experiment.json`` (every field resolved, and the versions of torch and numpy),
        ``history.csv``, ``metrics.json``, ``predictions.csv``, ``model.safetensors`` (the kept
        weights under PyTorch's names), ``trace.npz`` (the `explain` of the first test window,
        float64).

    Raises
    ------
    TrainingError
        If the run has not finished.
    """
    if recording.kept is None or recording.stop_reason is None:
        raise TrainingError(_("the run has not finished; train it to its end first."))
    architecture = architecture_of(experiment, data)
    weights = architecture.unflatten(recording.kept)
    windows = make_windows(data, experiment.problem, experiment.data.scale)
    described = {
        **experiment.to_dict(),
        "versions": {name: version(name) for name in ("torch", "numpy")},
    }
    results = {
        "stop_reason": recording.stop_reason,
        "steps": recording.step,
        **_measured(data, windows, evaluated, classes=architecture.loss == "cross_entropy"),
    }
    return {
        "experiment.json": _json(described),
        "history.csv": history_csv(recording.rows).encode(),
        "metrics.json": _json(results),
        "predictions.csv": predictions_csv(evaluated.predictions, data).encode(),
        "model.safetensors": save({name: np.ascontiguousarray(w) for name, w in weights.items()}),
        "trace.npz": _npz(trace(architecture, weights, windows.test)),
    }


def _measured(
    data: Series | Sequences, windows: Windows, evaluated: Evaluated, *, classes: bool
) -> dict[str, Any]:
    """Return what ``metrics.json`` says of the test set: scores, and what they were measured on."""
    scores: dict[str, Any] = {"network": evaluated.network, "baselines": evaluated.baselines}
    scores |= {"classes": list(data.classes)} if classes else {"season": evaluated.period}
    measured = np.count_nonzero(np.asarray(evaluated.predictions["step"]) == 1)
    if measured < len(windows.test):  # a test set too large to be read as a whole
        scores["windows"] = {"measured": int(measured), "test": len(windows.test)}
    if isinstance(data, Series):
        scores["scaler"] = scaling(windows.scaler, data.columns)
    return scores


def trace(
    architecture: Architecture, weights: dict[str, np.ndarray], test: Split
) -> dict[str, np.ndarray]:
    """Return every number of the first test window, float64, under the names of ``trace.npz``."""
    first = float(test.first(0)[0, 0]) if architecture.has_decoder else None
    explanation = explain(architecture, weights, test.x(0)[0], test.y(0)[0], first_input=first)
    return {name: np.asarray(values, np.float64) for name, values in explanation.arrays().items()}


def scaling(scaler: Scaler, columns: Sequence[str]) -> dict[str, Any]:
    """Return how each column was scaled: ``(value - mean) / deviation``, or minimum and range.

    Columns in ``"log"`` were replaced by their logarithm before.
    """
    names = {"minmax": ("minimum", "range")}.get(scaler.kind, ("mean", "deviation"))
    pairs = zip(columns, scaler.shift.tolist(), scaler.factor.tolist(), strict=False)
    return {
        "kind": scaler.kind,
        "columns": {name: dict(zip(names, both, strict=True)) for name, *both in pairs},
        "log": [columns[i] for i in scaler.log if i < len(columns)],
    }


def predictions_csv(predictions: dict[str, Any], data: Series | Sequences | None = None) -> str:
    """Return ``predictions.csv``: a header and one line per prediction, floats by ``repr``.

    For an uploaded series, ``time`` follows where it has dates, and ``row``, the row of the file's
    table from 1, where it is not ``index`` + 1; it is empty for a row that was inserted.
    """
    columns = [list(map(repr, np.asarray(predictions[name]).tolist())) for name in PREDICTIONS]
    names = [*PREDICTIONS]
    if isinstance(data, Series) and data.rows is not None:
        index = np.asarray(predictions["index"])
        if data.index.dtype.kind == "M":
            names.append("time")
            columns.append([str(time) for time in data.index[index]])
        if not np.array_equal(data.rows, np.arange(len(data.rows))):
            names.append("row")
            columns.append([str(row + 1) if row >= 0 else "" for row in data.rows[index].tolist()])
    lines = [",".join(row) for row in zip(*columns, strict=True)]
    return "\n".join([",".join(names), *lines]) + "\n"


def zip_folder(files: dict[str, bytes]) -> bytes:
    """Return the files as a zip; the same files always give the same bytes."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in files.items():
            info = zipfile.ZipInfo(name)  # dated 1980, so that the bytes do not depend on the time
            info.external_attr = 0o644 << 16
            archive.writestr(info, content, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def _json(content: dict[str, Any]) -> bytes:
    return (json.dumps(content, indent=2, allow_nan=False) + "\n").encode()


def _npz(arrays: dict[str, np.ndarray]) -> bytes:
    file = io.BytesIO()
    np.savez_compressed(file, allow_pickle=False, **arrays)
    return file.getvalue()
