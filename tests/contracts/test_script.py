"""The exported script prints the rows of ``history.csv``, whatever field differs from the
default.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from playground.config import registry
from playground.config.experiment import Experiment
from playground.data.source import load, loaded
from playground.export.script import script
from playground.runs.messages import Budget
from playground.runs.recording import Recording, history_csv
from playground.training.advance import advance

BASE: dict[str, dict[str, Any]] = {
    "data": {"length": 90},
    "problem": {"lookback": 5},
    "model": {"hidden_size": 3},
    "training": {"max_steps": 11, "evaluate_every": 4},
}
#: One field at a time, and the pairs that only matter together.
DIFFERENT: list[dict[str, Any]] = [
    {},
    {"data.noise": 0.0},
    {"data.seed": 7},
    {"data.params.period": 11.5},
    {"data.scale": "minmax"},
    {"data.scale": "none"},
    {"problem.kind": "many_to_many"},
    {"problem.kind": "seq2seq", "problem.horizon": 4},
    {"problem.kind": "seq2seq", "problem.horizon": 4, "problem.teacher_forcing": 0.5},
    {
        "problem.kind": "seq2seq",
        "problem.horizon": 4,
        "problem.teacher_forcing": 0.0,
        "problem.target_form": "change",
    },
    {"problem.horizon": 3},
    {"problem.stride": 3},
    {"problem.target_form": "change"},
    {"problem.train_share": 0.5, "problem.validation_share": 0.3},
    {"model.cell": "elman"},
    {"model.cell": "elman", "model.nonlinearity": "relu"},
    {"model.cell": "gru", "model.num_layers": 2},
    {"model.cell": "gru", "problem.kind": "seq2seq", "problem.horizon": 2},
    {
        "model.cell": "elman",
        "problem.kind": "seq2seq",
        "problem.horizon": 2,
        "problem.teacher_forcing": 0.3,
    },
    {"model.forget_bias": None},
    {"model.input_init": "pytorch", "model.recurrent_init": "pytorch"},
    {"model.recurrent_init": "gaussian", "model.spectral_radius": 0.7},
    {"model.recurrent_init": "identity"},
    {"model.seed": 5},
    {"training.optimizer": "sgd", "training.momentum": 0.9},
    {"training.optimizer": "rmsprop", "training.momentum": 0.3},
    {"training.learning_rate": 0.3, "training.schedule": "linear"},
    {"training.schedule": "cosine"},
    {"training.batch_size": 7},
    {"training.grad_clip_norm": None},
    {"training.grad_clip_norm": 0.01},
    {"training.evaluate_every": 100},
    {"training.evaluate_every": 1},
    {"training.seed": 3},
    {
        "training.patience": 1,
        "training.learning_rate": 3.0,
        "training.evaluate_every": 1,
        "training.max_steps": 40,
    },
    {"training.target_loss": 0.9, "training.evaluate_every": 2},
    {"training.max_steps": 1},
    {
        "training.changes": [
            {"step": 3, "field": "learning_rate", "value": 0.5},
            {"step": 6, "field": "grad_clip_norm", "value": None},
        ]
    },
    {
        "training.optimizer": "sgd",
        "training.learning_rate": 10.0,
        "training.grad_clip_norm": None,
        "model.cell": "elman",
        "model.nonlinearity": "relu",
        "training.max_steps": 100,
    },
    *(
        {"problem.kind": "one_to_one", "model.cell": cell}
        for cell in ("elman", "gru", "lstm", "mlp")
    ),
    *(
        {"problem.kind": "one_to_one", "problem.params.answer": answer}
        for answer in ("absolute", "sine", "next")
    ),
    {
        "problem.kind": "one_to_one",
        "model.cell": "mlp",
        "model.num_layers": 3,
        "model.nonlinearity": "relu",
        "model.input_init": "pytorch",
    },
    *(
        {"problem.kind": "one_to_many", "problem.horizon": 4, "model.cell": cell}
        for cell in ("elman", "gru", "lstm")
    ),
    {
        "problem.kind": "one_to_many",
        "problem.horizon": 4,
        "problem.teacher_forcing": 0.4,
        "problem.target_form": "change",
    },
    *(
        {"problem.kind": "many_to_many", "problem.params.answer": answer}
        for answer in ("running_mean", "cumulative_sum", "echo")
    ),
    {
        "data.source": "seattle_weather",
        "problem.kind": "many_to_many",
        "problem.params.answer": "column",
        "problem.stride": 7,
    },
    {
        "data.source": "seattle_weather",
        "problem.kind": "one_to_one",
        "problem.stride": 7,
        "data.target": "wind",
    },
    {
        "data.source": "seattle_weather",
        "problem.kind": "one_to_many",
        "problem.horizon": 3,
        "problem.stride": 7,
    },
    *(
        {"data.source": "waveforms", "problem.kind": "classification", "model.cell": cell}
        for cell in ("elman", "gru", "lstm")
    ),
    *(
        {"data.source": "waveforms", "problem.kind": kind, "problem.horizon": 3}
        for kind in ("many_to_one", "many_to_many", "one_to_one")
    ),
    *(
        {"data.source": "waveforms", "problem.kind": kind, "problem.horizon": 3}
        for kind in ("seq2seq", "one_to_many")
    ),
    {
        "data.source": "waveforms",
        "problem.kind": "many_to_many",
        "problem.params.answer": "tag",
        "data.noise": 0.0,
    },
    {
        "data.compose": [
            {"how": "add", "source": "square", "params": {"period": 9.0}},
            {"how": "multiply", "source": "lorenz"},
            {"how": "concatenate", "source": "random_walk", "rows": 40},
        ]
    },
    {
        "data.events": [
            {"kind": "outlier", "at": 9, "size": 4.0, "every": 30},
            {"kind": "gap", "at": 30, "rows": 4, "every": 25},
            {"kind": "regime_change", "at": 20, "rows": 15, "every": 40, "source": "ar2"},
            {"kind": "level_shift", "at": 50, "size": 1.5},
        ]
    },
    {
        "data.events": [{"kind": "gap", "at": 40, "rows": 6}],
        "data.missing": "drop",
        "data.source": "lorenz",
        "data.target": "z",
    },
    {
        "data.events": [{"kind": "gap", "at": 40, "rows": 6}],
        "data.missing": "previous",
        "data.source": "el_nino",
    },
    {"data.source": "hold", "problem.kind": "many_to_many", "data.length": 50},
    {
        "data.source": "hold",
        "problem.kind": "many_to_one",
        "data.length": 50,
        "data.params.bell_chance": 0.4,
    },
]
GENERATED = [
    e.name
    for e in registry.entries("source").values()
    if e.facts["kind"] in ("generator", "task") and e.name != "sine"
]
SHIPPED = [e.name for e in registry.entries("source").values() if e.facts["kind"] == "bundled"]


def described(different: dict[str, Any]) -> Experiment:
    """Return the small description with some fields by dotted name."""
    plain = json.loads(json.dumps(BASE))
    for key, value in different.items():
        *path, name = key.split(".")
        place = plain
        for part in path:
            place = place.setdefault(part, {})
        place[name] = value
    return Experiment.from_dict(plain)


def history(experiment: Experiment, data: Any) -> str:
    """Return what the playground writes."""
    recording = Recording(1)
    recording.extend(advance(experiment, data, None, Budget()).frames)
    return history_csv(recording.rows)


def printed(text: str, folder: Path) -> str:
    """Run a program on its own: no way to the playground, and every warning is an error."""
    done = subprocess.run(
        [sys.executable, "-I", "-X", "utf8", "-W", "error", "-"],
        input=text,
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


def all_of_them() -> Iterator[tuple[str, Experiment]]:
    """Yield every description to be tried, by name."""
    for different in DIFFERENT:
        yield " ".join(f"{k}={v}" for k, v in different.items()) or "default", described(different)
    for name in GENERATED:
        kind = registry.lookup("source", name).facts["problems"][0]
        shortest = max(5, registry.lookup("source", name).facts.get("shortest", 1))
        yield (
            name,
            described(
                {
                    "data.source": name,
                    "data.length": 90,
                    "problem.kind": kind,
                    "problem.lookback": shortest,
                }
            ),
        )
    for name in SHIPPED:
        yield (
            name,
            described(
                {
                    "data.source": name,
                    "problem.stride": 5,
                    "problem.kind": registry.lookup("source", name).facts["problems"][0],
                }
            ),
        )


#: Runs the scripts it is given, as lines of JSON, one after the other: torch is loaded once. The
#: playground cannot be imported there.
ONE_BY_ONE = """
import contextlib, io, json, pathlib, runpy, sys, traceback
try:
    import playground
except ImportError:
    print(json.dumps("alone"), flush=True)
for line in sys.stdin:
    pathlib.Path("script.py").write_text(json.loads(line), "utf-8")
    with contextlib.redirect_stdout(io.StringIO()) as out:
        try:
            runpy.run_path("script.py", run_name="__main__")
        except BaseException:
            traceback.print_exc(file=out)
    print(json.dumps(out.getvalue()), flush=True)
"""


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], str]]:
    """Yield a function that returns what a script prints, run away from the playground with every
    warning as an error.
    """
    with subprocess.Popen(
        [sys.executable, "-I", "-X", "utf8", "-W", "error", "-c", ONE_BY_ONE],
        cwd=tmp_path_factory.mktemp("scripts"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert json.loads(process.stdout.readline()) == "alone"

        def run(text: str) -> str:
            print(json.dumps(text), file=process.stdin, flush=True)
            return json.loads(process.stdout.readline())

        yield run
        process.stdin.close()


@pytest.mark.parametrize(
    "experiment", [pytest.param(experiment, id=name) for name, experiment in all_of_them()]
)
def test_script_prints_the_history(experiment: Experiment, alone: Callable[[str], str]) -> None:
    """Header and rows, byte for byte."""
    data = loaded(experiment)
    assert alone(script(experiment, data)) == history(experiment, data)


def test_file_of_the_reader_travels_inside_the_script(tmp_path: Path) -> None:
    """With every digit, several columns, any name."""
    rng = np.random.default_rng(1)
    table = "\n".join(f"{a!r},{b!r}" for a, b in rng.standard_normal((90, 2)).tolist())
    (tmp_path / "it's \"my\" data'''.csv").write_text(
        f'first,"the \'\'\' ""second"""\n{table}\n', "utf-8"
    )
    experiment = described(
        {
            "data.source": "file",
            "data.path": str(tmp_path / "it's \"my\" data'''.csv"),
            "data.target": "first",
        }
    )
    data = load(experiment.data, lookback=5)
    assert printed(script(experiment, data), tmp_path) == history(experiment, data)


def test_script_is_a_pleasure_to_read() -> None:
    """It says what it is, names nothing it does not use, imports nothing of the playground, and has
    no endless lines.
    """
    experiment = described({})
    text = script(experiment, load(experiment.data, lookback=5))
    assert text.startswith('"""Sine, Many-to-one, LSTM of 3 units')
    assert "from playground" not in text
    assert max(map(len, text.splitlines())) <= 140
    checked = subprocess.run(
        [sys.executable, "-m", "ruff", "check", "--isolated", "--select", "E4,E7,E9,F,B", "-"],
        input=text,
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stdout


def test_tasks_and_series_bring_only_what_they_need() -> None:
    """A task's script says nothing of scaling a series, and the other way round."""
    task, series = described({"data.source": "hold", "problem.kind": "many_to_many"}), described({})
    texts = [script(e, load(e.data, lookback=5)) for e in (task, series)]
    assert "def series_windows" not in texts[0]
    assert "def task_windows" not in texts[1]
