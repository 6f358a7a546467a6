"""The problem part of a description."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, get_args

from playground.config.fields.field import field

TargetForm = Literal["value", "change"]


@dataclass(frozen=True)
class Problem:
    """What the network reads and what it predicts."""

    kind: str = field(
        str,
        "many_to_one",
        "Problem type",
        "Which time steps have an input, and which have a target.",
        room="problem",
        group="Problem",
    )
    lookback: int = field(
        int,
        50,
        "Lookback",
        "Time steps that the network reads before it predicts. It cannot remember anything earlier.",
        unit="steps",
        minimum=1,
        maximum=1000,
        log=True,
        group="Problem",
    )
    horizon: int = field(
        int,
        1,
        "Horizon",
        "How many steps ahead the target is; for sequence-to-sequence, how many steps are predicted.",
        unit="steps",
        minimum=1,
        maximum=500,
        log=True,
        group="Problem",
    )
    stride: int = field(
        int,
        1,
        "Stride",
        "Rows between the starts of consecutive windows.",
        unit="rows",
        minimum=1,
        maximum=1000,
        group="Problem",
        details=True,
    )
    target_form: TargetForm = field(
        str,
        "value",
        "Predict",
        "The value itself, or its change from the last known value (converted back in every number shown).",
        choices=get_args(TargetForm),
        group="Problem",
        details=True,
    )
    teacher_forcing: float = field(
        float,
        1.0,
        "Teacher forcing",
        "Share of the decoder's inputs that are the true previous value during training; validation is always free running.",
        minimum=0.0,
        maximum=1.0,
        group="Problem",
        details=True,
    )
    train_share: float = field(
        float,
        0.7,
        "Training share",
        "Share of the series, from its start, that is the training set.",
        minimum=0.05,
        maximum=0.95,
        group="Problem",
        details=True,
    )
    validation_share: float = field(
        float,
        0.15,
        "Validation share",
        "Share of the series after the training set that is the validation set; the rest is the test set.",
        minimum=0.01,
        maximum=0.9,
        group="Problem",
        details=True,
    )
    params: dict[str, Any] = field(
        dict,
        {},
        "Parameters",
        "The problem type's own parameters, by name.",
        group="Problem",
        details=True,
    )
