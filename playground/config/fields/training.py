"""The training part of a description."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Literal, get_args

from playground.config.fields.field import SEED_MAX, field

Optimizer = Literal["adam", "rmsprop", "sgd"]
Schedule = Literal["constant", "linear", "cosine"]


@dataclass(frozen=True)
class Change:
    """A change made during training: from training step ``step`` on, ``field`` is ``value``."""

    step: int
    field: str
    value: float | None


@dataclass(frozen=True)
class Training:
    """How the weights are updated and when that stops."""

    optimizer: Optimizer = field(
        str,
        "adam",
        "Optimizer",
        "The rule that turns gradients into weight updates.",
        choices=get_args(Optimizer),
        group="Training",
    )
    learning_rate: float = field(
        float,
        0.01,
        "Learning rate",
        "Step size of the weight updates. Can be changed during training.",
        minimum=1e-6,
        maximum=10.0,
        log=True,
        group="Training",
    )
    momentum: float = field(
        float,
        0.0,
        "Momentum",
        "Share of the previous update that is carried into the next one; SGD and RMSprop only.",
        minimum=0.0,
        maximum=0.999,
        group="Training",
        details=True,
    )
    schedule: Schedule = field(
        str,
        "constant",
        "Schedule",
        "How the learning rate changes until the last step: constant, or linear or cosine decay towards 0.",
        choices=get_args(Schedule),
        group="Training",
        details=True,
    )
    batch_size: int = field(
        int,
        32,
        "Batch size",
        "Windows per training step.",
        minimum=1,
        maximum=1024,
        log=True,
        group="Training",
        details=True,
    )
    max_steps: int = field(
        int,
        500,
        "Training steps",
        "Number of weight updates after which training stops.",
        unit="steps",
        minimum=1,
        maximum=100_000,
        log=True,
        group="Training",
    )
    grad_clip_norm: float | None = field(
        float,
        1.0,
        "Clip gradient norm at",
        "Gradients with a larger norm are scaled down to it; empty turns clipping off. Can be changed during training.",
        minimum=1e-6,
        maximum=1e6,
        nullable=True,
        log=True,
        group="Training",
    )
    evaluate_every: int = field(
        int,
        25,
        "Evaluate every",
        "Training steps between two evaluations on the validation set.",
        unit="steps",
        minimum=1,
        maximum=10_000,
        log=True,
        group="Training",
        details=True,
    )
    patience: int | None = field(
        int,
        None,
        "Patience",
        "Stops after this many evaluations without improvement and keeps the best weights; empty never stops early.",
        unit="evaluations",
        minimum=1,
        maximum=10_000,
        nullable=True,
        group="Training",
        details=True,
    )
    target_loss: float | None = field(
        float,
        None,
        "Target loss",
        "Stops when the validation loss falls to this value; empty never stops early.",
        minimum=0.0,
        maximum=1e6,
        nullable=True,
        group="Training",
        details=True,
    )
    seed: int = field(
        int,
        0,
        "Batch seed",
        "Seeds the order of the batches, nothing else.",
        minimum=0,
        maximum=SEED_MAX,
        group="Seeds",
    )
    changes: tuple[Change, ...] = field(
        list,
        [],
        "Changes",
        "Changes made during training, so that link and script reproduce the run.",
        group="Training",
        details=True,
    )

    def in_force(self, field: str, step: int) -> float | None:
        """Return the learning rate or clipping at a training step, live changes included."""
        return in_force(self, field, step)

    def changed(self, step: int, field: str, value: float | None) -> Training:
        """Return this with the learning rate or clipping changed after ``step`` training steps.

        Changes of the same field at later steps are dropped.
        """
        kept = replace(
            self, changes=tuple(c for c in self.changes if c.field != field or c.step <= step)
        )
        if step == 0:
            own: dict[str, Any] = {field: value}
            return replace(kept, **own)
        if value == kept.in_force(field, step):
            return kept
        return replace(
            kept,
            changes=tuple(
                sorted((*kept.changes, Change(step + 1, field, value)), key=lambda c: c.step)
            ),
        )


def in_force(training: Training, field: str, step: int) -> float | None:
    """Return the learning rate or clipping at a training step, live changes included.

    It is also copied, word for word, into exported scripts.
    """
    value = getattr(training, field)
    for change in training.changes:
        if change.field == field and change.step <= step:
            value = change.value
    return value
