"""The adding problem at T = 100, five seeds per cell: ``python -m benchmarks.adding``."""

from __future__ import annotations

import sys
import time
from collections.abc import Mapping
from typing import Any

import numpy as np

from benchmarks.exhibits import seeded
from playground.config.experiment import Experiment
from playground.data.source import loaded
from playground.runs.messages import Budget
from playground.training.advance import advance
from playground.training.evaluate import evaluate

SEEDS, MOST_STEPS = 5, 3000
#: Training stops at half of the threshold for solved, 0.01, because the validation error and the
#: test error differ.
ENOUGH = 0.005
#: Settings that differ between cells; all use 32 units, Adam, batches of 32 and gradients
#: clipped to norm 1.
CELLS: dict[str, Mapping[str, Any]] = {
    "gru": {"training.learning_rate": 0.01},
    "lstm": {"training.learning_rate": 0.01, "model.forget_bias": 1.0},
    "elman": {"training.learning_rate": 0.003},
}


def described(cell: str, values: Mapping[str, Any]) -> Experiment:
    """Return the experiment of one cell; it stops once the validation error is below `ENOUGH`."""
    task = {"data": {"source": "adding"}, "problem": {"kind": "many_to_one", "lookback": 100}}
    wanted = {"model.cell": cell, "training.max_steps": MOST_STEPS, "training.target_loss": ENOUGH}
    return Experiment.from_dict(task).with_values({**wanted, **values})


def trial(experiment: Experiment) -> tuple[int, float, float]:
    """Return the training steps, the mean squared error on the test set, and the seconds."""
    data, started = loaded(experiment), time.perf_counter()
    found = advance(experiment, data, None, Budget())
    seconds = time.perf_counter() - started
    assert found.kept is not None
    measured = evaluate(experiment, data, found.kept).network
    return found.live.step, float(measured["rmse"] or np.nan) ** 2, seconds


def main(cells: list[str]) -> None:
    """Print one line for each cell and seed."""
    print("| cell | seed | steps | test MSE | seconds |\n|:--|--:|--:|--:|--:|")
    for cell in cells or CELLS:
        for seed in range(SEEDS):
            steps, error, seconds = trial(seeded(described(cell, CELLS[cell]), seed))
            print(f"| {cell} | {seed} | {steps} | {error:.4f} | {seconds:.0f} |", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
