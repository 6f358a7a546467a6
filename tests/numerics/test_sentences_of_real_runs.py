"""The same claims on small networks that were trained: before, half way and at the end."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from playground.analysis.ablation import ablate
from playground.analysis.exposure_bias import free_running
from playground.analysis.memory_curve import remembered
from playground.analysis.probe import default_probe
from playground.config.experiment import Experiment
from playground.data.source import loaded
from playground.data.windowing.batches import evaluation_rows
from playground.data.windowing.windows import make_windows
from playground.models.architecture import architecture_of
from playground.runs.messages import Budget
from playground.sentences.ablation import about_unit
from playground.sentences.free_running import about_free_running, about_steps_ahead
from playground.sentences.memory import about_memory
from playground.training.advance import advance
from tests.claims import faults
from tests.numerics.test_every_other_sentence import MEMORY, SILENCED, WRITTEN

RUNS = [
    ("long_recall", "many_to_one", "gru", 4),
    ("sine", "many_to_one", "elman", 1),
    ("hold", "many_to_many", "lstm", 1),
    ("mauna_loa_co2", "seq2seq", "lstm", 3),
]


@pytest.mark.parametrize(("source", "kind", "cell", "units"), RUNS)
def test_sentences_of_a_network_in_training_are_true(
    source: str, kind: str, cell: str, units: int
) -> None:
    """About its memory, its units and its free-running predictions."""
    problem = {"kind": kind, "lookback": 12, **({"horizon": 5} if kind == "seq2seq" else {})}
    experiment = Experiment.from_dict(
        {
            "data": {"source": source, "length": 240},
            "problem": problem,
            "model": {"cell": cell, "hidden_size": units},
            "training": {"max_steps": 60, "learning_rate": 0.05, "evaluate_every": 20},
        }
    )
    data: Any = loaded(experiment)
    windows = make_windows(data, experiment.problem, experiment.data.scale)
    frames = advance(experiment, data, None, Budget()).frames
    heavy = [f for f in frames if f.weights is not None]
    wrong, part = [], windows.validation
    architecture = architecture_of(experiment, data)
    for frame in (heavy[0], heavy[len(heavy) // 2], heavy[-1]):
        flat = frame.weights
        assert flat is not None
        weights, rows = architecture.unflatten(flat), evaluation_rows(part, 16)
        first = part.first(rows)[:, 0] if kind == "seq2seq" else None
        found = ablate(architecture, weights, part.x(rows), part.y(rows), 0, first)
        for unit in range(units):
            facts = SimpleNamespace(found=found, unit=unit, task=windows.task, classes=False)
            wrong += faults([about_unit(found, unit, task=windows.task)], SILENCED, facts)
        memory = remembered(experiment, data, np.asarray(flat))
        wrong += faults([about_memory(memory)], MEMORY, memory)
        if kind == "seq2seq":
            wrote = free_running(architecture, weights, windows, default_probe(windows))
            facts = SimpleNamespace(
                free=wrote.free_error, forced=wrote.forced_error, share=1.0, untrained=True
            )
            wrong += faults(
                [
                    about_free_running(facts.free, facts.forced, 1.0, "", True),
                    about_steps_ahead(facts.free, ""),
                ],
                WRITTEN,
                facts,
            )
    assert not wrong, "\n".join(wrong)
