"""Warm-up: the slow imports and first calls of training, before the first request."""

from __future__ import annotations

from playground.config.experiment import Experiment
from playground.data.source import load
from playground.models.cells import recurrent_cells
from playground.runs.messages import Budget
from playground.training.advance import advance


def warm_up() -> None:
    """Train a small network of each recurrent cell for two steps.

    Afterwards torch, its optimizer and the fused kernels are loaded.
    """
    small = {"data": {"length": 60}, "problem": {"lookback": 5}, "training": {"max_steps": 2}}
    for cell in recurrent_cells():
        experiment = Experiment.from_dict({**small, "model": {"cell": cell, "hidden_size": 2}})
        advance(experiment, load(experiment.data, lookback=5), None, Budget(steps=2))
