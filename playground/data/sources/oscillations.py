"""Waves whose height or speed changes on the way: damped, chirp, amplitude-modulated.

As in `generators`, the functions are pasted word for word into an exported script: they use their
arguments and ``np``, nothing else.
"""

from __future__ import annotations

import numpy as np

from playground.config.field_spec import Setting
from playground.config.registry import register
from playground.data.sources.generators import GENERATED, amplitude_setting, period_setting


def damped(
    length: int, rng: np.random.Generator, *, period: float, amplitude: float, half_life: float
) -> np.ndarray:
    """Return a swing that dies away (length,): its height is halved every ``half_life`` rows, as
    that of a plucked string.
    """
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
    """Return a wave (length,) whose frequency moves along a line from 1 / ``period_first`` to 1 /
    ``period_last`` per row.
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
    """Return a fast wave (length,) whose height swells and shrinks along a slow one; at ``depth`` 1
    it shrinks to nothing.
    """
    t = np.arange(length)
    swell = 1 + depth * np.sin(2 * np.pi * t / swell_period)
    return amplitude * swell * np.sin(2 * np.pi * t / period)


register(
    "source",
    "damped",
    label="Damped wave",
    summary="A swing that dies away. The test part is quieter than anything seen in training: small errors there may be large beside it.",
    parameters=(
        period_setting(25.0),
        amplitude_setting(),
        Setting(
            "half_life",
            float,
            200.0,
            "Half-life",
            "Rows until half of the height is left.",
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
    summary="A wave that gets faster and faster. The test part swings faster than anything seen in training.",
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
    summary="A fast wave inside a slow one, as on the radio. It is the sum of three sines, so a linear formula with a long memory suffices.",
    parameters=(
        period_setting(10.0),
        period_setting(80.0, "swell_period", "Period of the swell"),
        Setting(
            "depth",
            float,
            0.8,
            "Depth",
            "How much of the height comes and goes.",
            minimum=0.0,
            maximum=1.0,
        ),
        amplitude_setting(),
    ),
    **GENERATED,
)(amplitude_modulated)
