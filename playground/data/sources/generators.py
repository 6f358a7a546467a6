"""Generated waves, each function one clean wave; noise is added in `source.load` only.

The functions are copied verbatim into exported scripts, so they use only their arguments and ``np``
and are registered below instead of by a decorator.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from playground.config.field_spec import Setting
from playground.config.registry import register
from playground.data.windowing.compatibility import SERIES


def sine(
    length: int, rng: np.random.Generator, *, period: float, amplitude: float, phase: float
) -> np.ndarray:
    """Return one sine wave (length,); ``phase`` is the phase at row 0 as a share of a period."""
    return amplitude * np.sin(2 * np.pi * (np.arange(length) / period + phase))


def sum_of_sines(
    length: int,
    rng: np.random.Generator,
    *,
    period: float,
    period_2: float,
    period_3: float,
    amplitude: float,
    amplitude_2: float,
    amplitude_3: float,
) -> np.ndarray:
    """Return the sum of three sine waves (length,) that all begin at 0."""
    t = np.arange(length)
    waves = ((amplitude, period), (amplitude_2, period_2), (amplitude_3, period_3))
    return sum(a * np.sin(2 * np.pi * t / p) for a, p in waves)


def trend_season(
    length: int,
    rng: np.random.Generator,
    *,
    trend: float,
    period: float,
    amplitude: float,
    growth: float,
) -> np.ndarray:
    """Return a straight line plus a season (length,): ``trend`` and ``growth`` are per 100 rows."""
    t = np.arange(length)
    return trend * t / 100 + amplitude * (1 + growth * t / 100) * np.sin(2 * np.pi * t / period)


def square(
    length: int, rng: np.random.Generator, *, period: float, amplitude: float, duty: float
) -> np.ndarray:
    """Return a square wave (length,), +amplitude for the share ``duty`` of each period.

    Otherwise it is -amplitude.
    """
    return amplitude * np.where(np.arange(length) / period % 1.0 < duty, 1.0, -1.0)


def sawtooth(
    length: int, rng: np.random.Generator, *, period: float, amplitude: float, rise: float
) -> np.ndarray:
    """Return a sawtooth (length,) that rises from -amplitude for the share ``rise`` of a period.

    It falls for the rest of the period; 0.5 gives a triangle.
    """
    place = np.arange(length) / period % 1.0
    falling = (1.0 - place) / max(
        1.0 - rise, 1e-12
    )  # unused when rise = 1, but must not divide by 0
    return amplitude * (2.0 * np.where(place < rise, place / rise, falling) - 1.0)


def mackey_glass(
    length: int, rng: np.random.Generator, *, delay: int, power: float, spacing: int
) -> np.ndarray:
    """Return the Mackey-Glass series (length,).

    dx/dt = 0.2 x(t-delay) / (1 + x(t-delay)^power) - 0.1 x(t), from Mackey & Glass, "Oscillation
    and chaos in physiological control systems", Science 197 (1977). Integrated by the classical
    Runge-Kutta method in half units of time; one row every ``spacing`` units. It starts from a
    random past near 1.2, and its first 300 units are discarded to forget it. Periodic below a delay
    of about 17, then chaotic.
    """
    step, lag, settle = 0.5, 2 * delay, 600
    total = settle + 2 * spacing * length
    x = [float(v) for v in 1.2 + 0.1 * rng.uniform(-1.0, 1.0, lag + 1)]
    for n in range(lag, lag + total):
        now, past, soon = x[n], x[n - lag], x[n - lag + 1]
        feed = [0.2 * p / (1.0 + p**power) for p in (past, (past + soon) / 2, soon)]
        k1 = feed[0] - 0.1 * now
        k2 = feed[1] - 0.1 * (now + step / 2 * k1)
        k3 = feed[1] - 0.1 * (now + step / 2 * k2)
        k4 = feed[2] - 0.1 * (now + step * k3)
        x.append(now + step / 6 * (k1 + 2 * k2 + 2 * k3 + k4))
    return np.array(x[lag + settle : lag + total : 2 * spacing])


def period_setting(default: float, name: str = "period", label: str = "Period") -> Setting:
    """Return the parameter for the period, in rows."""
    return Setting(
        name,
        float,
        default,
        label,
        "Rows until the wave repeats.",
        unit="rows",
        minimum=2.0,
        maximum=1000.0,
        log=True,
    )


def amplitude_setting(
    default: float = 1.0, name: str = "amplitude", label: str = "Amplitude", minimum: float = 0.01
) -> Setting:
    """Return the parameter for the amplitude of a wave."""
    return Setting(
        name,
        float,
        default,
        label,
        "Height of the wave above its middle.",
        minimum=minimum,
        maximum=100.0,
        log=minimum > 0,
    )


#: Facts of every generated wave.
GENERATED: dict[str, Any] = {
    "kind": "generator",
    "problems": SERIES,
    "uses": ("length", "noise", "seed", "compose", "events", "missing"),
}

register(
    "source",
    "sine",
    label="Sine",
    summary="One smooth wave. Without noise, a linear formula of its last two values predicts the next one exactly: a good first test.",
    parameters=(
        period_setting(25.0),
        amplitude_setting(),
        Setting(
            "phase",
            float,
            0.0,
            "Phase",
            "Phase at the first row, as a share of a period.",
            unit="periods",
            minimum=0.0,
            maximum=1.0,
        ),
    ),
    **GENERATED,
)(sine)

register(
    "source",
    "sum_of_sines",
    label="Sum of sines",
    summary="The sum of three waves; if no period divides another, it hardly ever repeats.",
    parameters=(
        period_setting(50.0),
        period_setting(18.0, "period_2", "Second period"),
        period_setting(7.0, "period_3", "Third period"),
        amplitude_setting(),
        amplitude_setting(0.5, "amplitude_2", "Second amplitude", 0.0),
        amplitude_setting(0.25, "amplitude_3", "Third amplitude", 0.0),
    ),
    **GENERATED,
)(sum_of_sines)

register(
    "source",
    "trend_season",
    label="Trend with season",
    summary="A season on a rising line. The test set has higher values than the training set: predict the change instead of the value.",
    parameters=(
        Setting(
            "trend",
            float,
            1.0,
            "Trend",
            "How much the line rises in 100 rows.",
            unit="per 100 rows",
            minimum=-100.0,
            maximum=100.0,
        ),
        period_setting(24.0),
        amplitude_setting(),
        Setting(
            "growth",
            float,
            0.0,
            "Growth of the season",
            "How much the season grows in 100 rows, relative to its first amplitude.",
            unit="per 100 rows",
            minimum=0.0,
            maximum=10.0,
        ),
    ),
    **GENERATED,
)(trend_season)

register(
    "source",
    "square",
    label="Square wave",
    summary="Jumps between two values. Between jumps nothing changes, so the network has to count.",
    parameters=(
        period_setting(20.0),
        amplitude_setting(),
        Setting(
            "duty",
            float,
            0.5,
            "High share",
            "Share of each period spent at the high value.",
            minimum=0.05,
            maximum=0.95,
        ),
    ),
    **GENERATED,
)(square)

register(
    "source",
    "sawtooth",
    label="Sawtooth",
    summary="Rises evenly and drops at once; with a rise of 0.5 it is a triangle.",
    parameters=(
        period_setting(20.0),
        amplitude_setting(),
        Setting(
            "rise",
            float,
            1.0,
            "Rising share",
            "Share of each period spent rising; 0.5 gives a triangle.",
            minimum=0.05,
            maximum=1.0,
        ),
    ),
    **GENERATED,
)(sawtooth)

register(
    "source",
    "mackey_glass",
    label="Mackey-Glass",
    summary="A chaotic series: predictable in the short term only. A classic forecasting test.",
    parameters=(
        Setting(
            "delay",
            int,
            17,
            "Delay",
            "Delay of the feedback; chaotic from about 17.",
            unit="time units",
            minimum=2,
            maximum=100,
        ),
        Setting(
            "power",
            float,
            10.0,
            "Power",
            "How sharply a high past value is damped.",
            minimum=1.0,
            maximum=20.0,
        ),
        Setting(
            "spacing",
            int,
            3,
            "Spacing",
            "Time between two rows; the longer, the harder to predict.",
            unit="time units",
            minimum=1,
            maximum=6,
        ),
    ),
    **GENERATED,
)(mackey_glass)
