"""Waves whose amplitude or frequency changes over time: damped, chirp, amplitude-modulated.

As in `generators`, the functions are copied verbatim into exported scripts and use only their
arguments and ``np``.
"""

from __future__ import annotations

import numpy as np

from playground.config.field_spec import Setting
from playground.config.registry import register
from playground.data.sources.generators import GENERATED, amplitude_setting, period_setting


def damped(
    length: int, rng: np.random.Generator, *, period: float, amplitude: float, half_life: float
) -> np.ndarray:
    """Return a decaying oscillation (length,) whose amplitude halves every ``half_life`` rows."""
    t = np.arange(length)
    return amplitude * 0.5 ** (t / half_life) * np.cos(2 * np.pi * t / period)


def chirp(
    length: int,
    rng: np.random.Generator,
    *,
    period_first: float,
    period_last: float,
    amplitude: float,
) -> np.ndarray:
    """Return a wave (length,) with linearly changing frequency.

    From 1 / ``period_first`` to 1 / ``period_last`` per row.
    """
    t = np.arange(length)
    first, last = 1 / period_first, 1 / period_last
    cycles = first * t + (last - first) * t**2 / (
        2 * max(length - 1, 1)
    )  # the integral of the frequency
    return amplitude * np.sin(2 * np.pi * cycles)


def amplitude_modulated(
    length: int,
    rng: np.random.Generator,
    *,
    period: float,
    swell_period: float,
    depth: float,
    amplitude: float,
) -> np.ndarray:
    """Return a fast wave (length,) with a slow envelope; at ``depth`` 1 it falls to 0."""
    t = np.arange(length)
    swell = 1 + depth * np.sin(2 * np.pi * t / swell_period)
    return amplitude * swell * np.sin(2 * np.pi * t / period)


register(
    "source",
    "damped",
    label="Damped wave",
    summary="A decaying oscillation. The test set has smaller amplitudes than the training set, so small errors there may be relatively large.",
    parameters=(
        period_setting(25.0),
        amplitude_setting(),
        Setting(
            "half_life",
            float,
            200.0,
            "Half-life",
            "Rows until the amplitude has halved.",
            unit="rows",
            minimum=1.0,
            maximum=10_000.0,
            log=True,
        ),
    ),
    **GENERATED,
)(damped)

register(
    "source",
    "chirp",
    label="Chirp",
    summary="A wave whose frequency rises steadily. The test set has higher frequencies than the training set.",
    parameters=(
        period_setting(60.0, "period_first", "First period"),
        period_setting(12.0, "period_last", "Last period"),
        amplitude_setting(),
    ),
    **GENERATED,
)(chirp)

register(
    "source",
    "amplitude_modulated",
    label="Amplitude-modulated",
    summary="A fast wave whose amplitude follows a slow one, as in AM radio. It is the sum of three sines, so a linear formula with a long memory suffices.",
    parameters=(
        period_setting(10.0),
        period_setting(80.0, "swell_period", "Period of the envelope"),
        Setting(
            "depth",
            float,
            0.8,
            "Depth",
            "How much the amplitude varies: 1 lets it fall to 0.",
            minimum=0.0,
            maximum=1.0,
        ),
        amplitude_setting(),
    ),
    **GENERATED,
)(amplitude_modulated)
