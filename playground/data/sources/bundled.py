"""Bundled real series; ``bundled/PROVENANCE.json`` records source, licence and preparation."""

from __future__ import annotations

import json
from functools import cache, partial
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from playground.config.cells import SIMPLE_RNN
from playground.config.registry import register
from playground.data.series import Sequences, Series
from playground.data.windowing.compatibility import LABELLED, SERIES

FOLDER = Path(__file__).parent / "bundled"
PROVENANCE: dict[str, dict[str, Any]] = json.loads((FOLDER / "PROVENANCE.json").read_text("utf-8"))


@cache
def read(name: str) -> Series:
    """Return a bundled series; its values are read-only, because all callers share them."""
    about = PROVENANCE[name]
    frame = pd.read_csv(FOLDER / f"{name}.csv")
    times = frame.pop(frame.columns[0])
    index = (
        times.to_numpy(np.int64)
        if times.dtype.kind == "i"
        else pd.to_datetime(times, format="ISO8601").to_numpy("datetime64[s]")
    )
    values = frame.to_numpy(np.float64)
    values.flags.writeable = index.flags.writeable = False
    provenance = f"{about['credit']} {about['licence']}."
    return Series(
        values,
        tuple(frame.columns),
        0,
        index,
        about["title"],
        about["unit"],
        provenance,
        period=about["period"],
    )


@cache
def read_labelled(name: str) -> Sequences:
    """Return a bundled labeled collection.

    Each line is one sequence: its label, then all features of step 1, of step 2, and so on.
    """
    about = PROVENANCE[name]
    frame = pd.read_csv(FOLDER / f"{name}.csv", dtype={"label": str})
    classes = tuple(sorted(frame["label"].unique()))
    labels = np.array([classes.index(label) for label in frame.pop("label")], np.int64)
    x = frame.to_numpy(np.float64).reshape(len(frame), -1, len(about["features"]))  # (n, T, F)
    y = np.repeat(labels[:, None].astype(np.float64), x.shape[1], axis=1)
    x.flags.writeable = y.flags.writeable = labels.flags.writeable = False
    provenance = f"{about['credit']} {about['licence']}."
    return Sequences(
        x,
        y,
        tuple(about["features"]),
        about["title"],
        classes=classes,
        labels=labels,
        provenance=provenance,
    )


def _bundle_labelled(name: str, label: str, summary: str, preset: dict[str, object]) -> None:
    about = PROVENANCE[name]
    register(
        "source",
        name,
        label=label,
        summary=summary,
        kind="bundled",
        problems=LABELLED,
        collection=True,
        classes=read_labelled(name).classes,
        uses=(),
        unit=about["target"],
        preset={"problem.kind": "classification", **preset},
        licence=about["licence"],
        provenance=about,
    )(partial(read_labelled, name))


def _bundle(
    name: str, label: str, summary: str, preset: dict[str, object], nothing_to_learn: bool = False
) -> None:
    about = PROVENANCE[name]
    register(
        "source",
        name,
        label=label,
        summary=summary,
        kind="bundled",
        problems=SERIES,
        uses=("columns", "target", "events", "missing"),
        unit=about["unit"],
        preset=preset,
        nothing_to_learn=nothing_to_learn,
        licence=about["licence"],
        provenance=about,
    )(partial(read, name))


# The presets were chosen by median test error over five seeds.
_bundle(
    "el_nino",
    "El Niño",
    "Monthly sea temperature off Peru since 1950: a clear season, disturbed every few years. A network can learn the season.",
    preset={
        "problem.lookback": 24,
        "problem.horizon": 3,
        "model.hidden_size": 16,
        "training.learning_rate": 0.01,
        "training.max_steps": 500,
    },
)
_bundle(
    "mauna_loa_co2",
    "CO2 on Mauna Loa",
    "Monthly carbon dioxide above Hawaii since 1964. It rises beyond the training set: gates saturate there, while a simple RNN with ReLU that predicts the change does not.",
    preset={
        "problem.lookback": 24,
        "problem.horizon": 6,
        "problem.target_form": "change",
        "problem.train_share": 0.8,
        "problem.validation_share": 0.1,
        "model.cell": SIMPLE_RNN,
        "model.nonlinearity": "relu",
        "model.hidden_size": 16,
        "training.learning_rate": 0.001,
        "training.max_steps": 1500,
    },
)
_bundle(
    "seattle_weather",
    "Weather in Seattle",
    "Four years of daily weather: the next days resemble today, pulled towards the season. A network can gain a little.",
    preset={
        "problem.lookback": 14,
        "problem.horizon": 3,
        "problem.target_form": "change",
        "model.hidden_size": 8,
        "training.learning_rate": 0.01,
        "training.max_steps": 300,
    },
)
_bundle(
    "treasury_yield",
    "Interest rate",
    "The daily yield of ten-year US Treasury notes. There is almost nothing to learn: at best a network does about as well as repeating yesterday's value.",
    preset={
        "problem.lookback": 20,
        "problem.horizon": 1,
        "problem.target_form": "change",
        "model.hidden_size": 8,
        "training.learning_rate": 0.003,
        "training.max_steps": 500,
    },
    nothing_to_learn=True,
)
_bundle(
    "sunspots",
    "Sunspots",
    "Yearly sunspot numbers since 1700: a cycle of about eleven years that never repeats exactly. A network can gain a little on a linear formula.",
    preset={
        "problem.lookback": 22,
        "problem.horizon": 1,
        "model.hidden_size": 16,
        "training.learning_rate": 0.01,
        "training.max_steps": 400,
    },
)
_bundle(
    "us_unemployment",
    "Unemployment",
    "Monthly unemployment in the United States since 1948: a season on slow cycles. A network can beat last year's and last month's value; a linear formula does better still.",
    preset={
        "problem.lookback": 24,
        "problem.horizon": 3,
        "problem.target_form": "change",
        "model.hidden_size": 16,
        "training.learning_rate": 0.01,
        "training.max_steps": 400,
    },
)
_bundle(
    "gulf_of_maine",
    "Sea in the Gulf of Maine",
    "Hourly sea temperature, with daily and tidal cycles. Six hours ahead a network can gain on the last value; a linear formula gains more.",
    preset={
        "problem.lookback": 26,
        "problem.horizon": 6,
        "problem.target_form": "change",
        "model.hidden_size": 8,
        "training.learning_rate": 0.01,
        "training.max_steps": 300,
    },
)
_bundle(
    "heartbeat",
    "Heartbeat",
    "Sixteen seconds of an electrocardiogram, 90 values per second: mostly flat, then a sharp beat. The network has to remember when the last beat was.",
    preset={
        "problem.lookback": 90,
        "problem.horizon": 10,
        "model.hidden_size": 16,
        "training.learning_rate": 0.01,
        "training.max_steps": 600,
    },
)
_bundle_labelled(
    "city_weeks",
    "Seattle or New York",
    "A week of daily weather: which of the two cities is it from? Single days look alike; a rainy week with mild nights does not.",
    preset={
        "problem.lookback": 7,
        "model.hidden_size": 16,
        "training.learning_rate": 0.01,
        "training.max_steps": 400,
    },
)
_bundle_labelled(
    "digits_by_row",
    "Digits, row by row",
    "Handwritten digits, read from top to bottom as eight rows of ink: the network classifies the digit after the last row.",
    preset={
        "problem.lookback": 8,
        "model.hidden_size": 32,
        "training.learning_rate": 0.01,
        "training.max_steps": 500,
    },
)
_bundle_labelled(
    "japanese_vowels",
    "Who says it?",
    "Two Japanese vowels, spoken by nine people: the network reads seven time steps of the sound and classifies the speaker. The nearest known example does about as well.",
    preset={
        "problem.lookback": 7,
        "model.hidden_size": 32,
        "training.learning_rate": 0.01,
        "training.max_steps": 500,
    },
)
