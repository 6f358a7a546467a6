"""The data part of a description."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, get_args

from playground.config.fields.field import SEED_MAX, field

Scale = Literal["standard", "minmax", "none"]
Missing = Literal["interpolate", "previous", "drop"]
Resample = Literal["minute", "hour", "day", "week", "month", "quarter", "year"]
ResampleBy = Literal["mean", "sum", "last", "min", "max"]


@dataclass(frozen=True)
class Data:
    """Where the data come from, and how they are prepared."""

    source: str = field(
        str,
        "sine",
        "Source",
        "Where the data come from: a generated wave, a real series, a memory task or your own file.",
        room="source",
        group="Data",
    )
    length: int = field(
        int,
        600,
        "Length",
        "Rows of a generated series, or sequences of a task.",
        minimum=30,
        maximum=100_000,
        log=True,
        group="Data",
    )
    noise: float = field(
        float,
        0.05,
        "Noise",
        "Standard deviation of the Gaussian noise added to a generated wave, in the wave's units.",
        minimum=0.0,
        maximum=10.0,
        group="Data",
    )
    seed: int = field(
        int,
        0,
        "Data seed",
        "Seeds the noise and all random parts of the data, nothing else.",
        minimum=0,
        maximum=SEED_MAX,
        group="Seeds",
    )
    params: dict[str, Any] = field(
        dict, {}, "Parameters", "The source's own parameters, by name.", group="Data"
    )
    path: str | None = field(
        str,
        None,
        "File",
        "Path of the table to read; on the command line only.",
        nullable=True,
        group="Data",
        details=True,
    )
    columns: tuple[str, ...] | None = field(
        list,
        None,
        "Columns",
        "Columns that the network reads; empty uses every column of numbers.",
        nullable=True,
        group="Data",
        details=True,
    )
    target: str | None = field(
        str,
        None,
        "Target",
        "Column to predict; empty uses the first one.",
        nullable=True,
        group="Data",
        details=True,
    )
    compose: tuple[dict[str, Any], ...] = field(
        list,
        [],
        "Combine",
        "Waves to add to the generated one, multiply it by, or append to it, in this order.",
        group="Data",
        details=True,
    )
    events: tuple[dict[str, Any], ...] = field(
        list,
        [],
        "Events",
        "Changes to the series: outliers, gaps, level shifts and, in a generated wave, regime changes.",
        group="Data",
        details=True,
    )
    scale: Scale = field(
        str,
        "standard",
        "Scaling",
        "Fitted on the training set only: mean 0 and standard deviation 1, range 0 to 1, or none. Tasks are never scaled.",
        choices=get_args(Scale),
        group="Data",
        details=True,
    )
    missing: Missing = field(
        str,
        "interpolate",
        "Missing values",
        "Interpolated linearly, replaced by the previous value, or dropped with their rows.",
        choices=get_args(Missing),
        group="Data",
        details=True,
    )
    resample: Resample | None = field(
        str,
        None,
        "Resample to",
        "Resamples a dated series by minute, hour, day, week, month, quarter or year; off keeps its rows.",
        choices=get_args(Resample),
        nullable=True,
        group="Data",
        details=True,
    )
    resample_by: ResampleBy = field(
        str,
        "mean",
        "Combine rows by",
        "How the rows of a period are combined into one value.",
        choices=get_args(ResampleBy),
        group="Data",
        details=True,
    )
    transform: str = field(
        str,
        "none",
        "Transformation",
        "Transforms the values before the network reads them: logarithm, difference from row to row, or both. Undone in errors and predictions.",
        choices=("none", "log", "difference", "log_difference"),
        group="Data",
        details=True,
    )
