"""The same description gives the same history, byte for byte, wherever and in however many pieces
it is trained.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from playground.config.experiment import Experiment
from playground.config.limits import LIMITS
from playground.data.series import Sequences, Series
from playground.data.source import loaded
from playground.execution import workers as workers_module
from playground.execution.workers import Workers
from playground.runs.messages import Budget
from playground.runs.recording import Recording, history_csv
from playground.training import prepare
from playground.training.advance import advance

CELLS = ("elman", "gru", "lstm")
PROBLEMS = ("many_to_one", "many_to_many", "seq2seq")
#: Training steps of a run: no multiple of the calls they are done in.
STEPS = 13
OPTIMIZERS = (
    {"optimizer": "adam"},
    {"optimizer": "rmsprop", "momentum": 0.5},
    {"optimizer": "rmsprop"},
    {"optimizer": "sgd", "momentum": 0.9},
)


def experiment(cell: str, kind: str, **training: Any) -> Experiment:
    """Return a small experiment whose sizes are no multiples of a vector's width."""
    return Experiment.from_dict(
        {
            "data": {"length": 90, "noise": 0.1},
            "problem": {"kind": kind, "lookback": 7, "horizon": 3, "teacher_forcing": 0.6},
            "model": {"cell": cell, "hidden_size": 5, "num_layers": 2},
            "training": {
                "max_steps": STEPS,
                "evaluate_every": 5,
                "batch_size": 11,
                "learning_rate": 0.02,
                **training,
            },
        }
    )


def labeled(cell: str, kind: str) -> Experiment:
    """Return the same on the four waves."""
    plain = experiment(cell, "many_to_one").to_dict()
    problem = {**plain["problem"], "kind": kind}
    return Experiment.from_dict(
        {**plain, "data": {"source": "waveforms", "length": 90}, "problem": problem}
    )


VARIANTS = [
    *(experiment(cell, kind) for cell in CELLS for kind in PROBLEMS),
    *(experiment(cell, "seq2seq", **rule) for cell in CELLS for rule in OPTIMIZERS[1:]),
    experiment("lstm", "many_to_one", patience=2, learning_rate=0.3, max_steps=23),
    experiment(
        "gru",
        "many_to_one",
        schedule="cosine",
        changes=[{"step": 9, "field": "learning_rate", "value": 0.2}],
    ),
    *(experiment(cell, kind) for cell in CELLS for kind in ("one_to_many", "one_to_one")),
    experiment("mlp", "one_to_one"),
    *(
        labeled(cell, kind)
        for cell, kind in (
            ("lstm", "classification"),
            ("gru", "classification"),
            ("elman", "one_to_many"),
        )
    ),
    Experiment.from_dict(
        {
            "data": {"source": "hold", "length": 60},
            "problem": {"kind": "many_to_many", "lookback": 9},
            "training": {"max_steps": 20},
        }
    ),
]


def named(variant: Experiment) -> str:
    """Return a short name for the list of tests."""
    training = variant.training
    extra = [
        training.optimizer,
        f"momentum{training.momentum}" if training.momentum else "",
        "patience" if training.patience else "",
        training.schedule,
    ]
    return "-".join(
        filter(None, [variant.data.source, variant.model.cell, variant.problem.kind, *extra])
    )


def data(variant: Experiment) -> Series | Sequences:
    """Return what the experiment is about."""
    return loaded(variant)


def told(variant: Experiment, budgets: Any, ask: Any = None) -> tuple[str, bytes]:
    """Return the history and the kept weights of a run done in calls of these budgets."""
    recording, state, series = Recording(1), None, data(variant)
    while recording.stop_reason is None:
        result = (ask or advance)(variant, series, state, next(budgets))
        state = result.state
        recording.extend(result.frames)
        recording.kept, recording.stop_reason = result.kept, result.stop_reason
    return history_csv(recording.rows), recording.kept.tobytes()


def always(**budget: Any) -> Iterator[Budget]:
    """Yield the same budget for ever."""
    while True:
        yield Budget(**budget)


def in_worker(workers: Workers) -> Any:
    """Return `advance` as the workers do it."""
    return lambda variant, series, *args: workers.submit(
        "advance", variant, *args, series=series
    ).result(120)


@pytest.fixture(scope="module")
def loky() -> Iterator[Workers]:
    """A worker process."""
    workers = Workers("loky", 1)
    yield workers
    workers.stop()


@pytest.mark.parametrize("variant", VARIANTS, ids=map(named, VARIANTS))
def test_history_does_not_depend_on_how_it_is_cut(variant: Experiment, loky: Workers) -> None:
    """One call, calls of one step each, calls in another process, cuts by the clock, and a
    network built anew for every call.
    """
    whole = told(variant, always())
    assert told(variant, always(steps=1)) == whole
    assert told(variant, always(seconds=0.004)) == whole
    assert told(variant, always(steps=5), in_worker(loky)) == whole

    def forgetful(*args: Any) -> Any:
        prepare._cache.clear()
        return advance(*args)

    assert told(variant, always(steps=3), forgetful) == whole


def test_other_runs_in_between_change_nothing() -> None:
    """Networks are kept between calls and used by turns."""
    variants = [
        VARIANTS[0],
        VARIANTS[4],
        VARIANTS[8],
        VARIANTS[0].with_values({"training.learning_rate": 0.5}),
    ]
    states: list[bytes | None] = [None] * len(variants)
    recordings = [Recording(1) for _ in variants]
    for _ in range(STEPS):
        for i, variant in enumerate(variants):
            result = advance(variant, data(variant), states[i], Budget(steps=1))
            states[i] = result.state
            recordings[i].extend(result.frames)
    for variant, recording in zip(variants, recordings, strict=True):
        assert history_csv(recording.rows) == told(variant, always())[0]


def test_command_line_writes_the_same_history_with_any_executor(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Inline by default; loky when asked, here with one process."""
    from playground.cli import main

    monkeypatch.setattr(workers_module, "LIMITS", replace(LIMITS, workers=1))

    variant = VARIANTS[1]
    file = tmp_path / "e.json"
    file.write_text(variant.to_json(), "utf-8")
    for kind in ("inline", "loky"):
        monkeypatch.setenv("PLAYGROUND_EXECUTOR", kind)
        assert main(["run", str(file), "--out", str(tmp_path / kind)]) == 0
        assert (tmp_path / kind / "history.csv").read_text("utf-8") == told(variant, always())[0]
    assert (tmp_path / "inline" / "predictions.csv").read_bytes() == (
        tmp_path / "loky" / "predictions.csv"
    ).read_bytes()


def test_one_long_run_equals_a_hundred_calls() -> None:
    """Wide enough for every vector path, many calls long."""
    variant = Experiment.from_dict(
        {
            "data": {"length": 120},
            "problem": {"lookback": 8},
            "model": {"hidden_size": 32},
            "training": {"max_steps": 100},
        }
    )
    assert told(variant, always(steps=1)) == told(variant, always())
