"""Long recall with forget biases, five seeds each: ``python -m benchmarks.long_recall``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from benchmarks.exhibits import SEEDS, before_and_after, seeded, telling
from playground.analysis.influence import influence
from playground.gallery.exhibits import EXHIBITS

SOLVED = 0.01
#: Changes to the exhibit; PyTorch's default initialises every weight and bias in its own way.
VARIANTS: dict[str, Mapping[str, Any]] = {
    "LSTM, PyTorch's default": {
        "model.forget_bias": None,
        "model.input_init": "pytorch",
        "model.recurrent_init": "pytorch",
    },
    **{f"LSTM, forget bias {bias}": {"model.forget_bias": float(bias)} for bias in range(5)},
    "GRU": {"model.cell": "gru"},
    "simple RNN": {"model.cell": "elman"},
}


def main() -> None:
    """Print for each variant: seeds below the threshold, their steps, and untrained influence."""
    exhibit = EXHIBITS["long_recall"]
    print("| | below 0.01 | at step | influence at the mark before training |\n|:--|--:|--:|--:|")
    for name, values in VARIANTS.items():
        steps, shares = [], []
        for seed in range(SEEDS):
            experiment = seeded(exhibit.varied(values), seed)
            before, _after, recording = before_and_after(experiment, telling(exhibit, experiment))
            shares.append(float(influence(before, 0).share[int(before.x[:, 1].argmax())]))
            below = [
                row.step
                for row in recording.rows
                if row.validation_loss is not None and row.validation_loss < SOLVED
            ]
            steps += below[:1]
        when = f"{min(steps)} to {max(steps)}" if steps else "–"
        print(
            f"| {name} | {len(steps)} of {SEEDS} | {when} | {min(shares):.0e} to {max(shares):.0e} |",
            flush=True,
        )


if __name__ == "__main__":
    main()
