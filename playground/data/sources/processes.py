"""Stochastic and chaotic processes, computed from row to row: random walk, AR(2), Lorenz.

As in `generators`, the functions are copied verbatim into exported scripts and use only their
arguments and ``np``.
"""

from __future__ import annotations

import numpy as np

from playground.config.field_spec import Setting
from playground.config.registry import register
from playground.data.sources.generators import GENERATED, period_setting


def random_walk(
    length: int, rng: np.random.Generator, *, step_size: float, drift: float
) -> np.ndarray:
    """Return a random walk (length,) from 0, with Gaussian steps around ``drift``."""
    return np.cumsum(drift + step_size * rng.standard_normal(length))


def ar2(
    length: int, rng: np.random.Generator, *, period: float, persistence: float, shock: float
) -> np.ndarray:
    """Return an autoregression of order 2 (length,): x_t = a x_(t-1) + b x_(t-2) + e_t.

    Yule, "On a method of investigating periodicities in disturbed series", Phil. Trans. A 226
    (1927). The parameters describe its behaviour: an oscillation of about ``period`` rows that
    keeps the share ``persistence`` of itself from row to row, so a = 2 persistence cos(2 pi /
    period) and b = -persistence². Below 1 it is stationary. e_t is Gaussian with standard deviation
    ``shock``; the first 300 rows are discarded.
    """
    settle = 300
    a, b = 2 * persistence * np.cos(2 * np.pi / period), -(persistence**2)
    shocks = shock * rng.standard_normal(settle + length)
    x = [0.0, 0.0]
    for e in shocks:
        x.append(float(a * x[-1] + b * x[-2] + e))
    return np.array(x[-length:])


def lorenz(
    length: int, rng: np.random.Generator, *, sigma: float, rho: float, beta: float, spacing: int
) -> np.ndarray:
    """Return the Lorenz system (length, 3).

    x' = sigma (y - x), y' = x (rho - z) - y, z' = x y - beta z, from Lorenz, "Deterministic
    nonperiodic flow", Journal of the Atmospheric Sciences 20 (1963). Integrated by the classical
    Runge-Kutta method in steps of 0.01; one row every ``spacing`` steps. It starts near (1, 1, 20),
    and its first 10 units of time are discarded.
    """
    step, settle = 0.01, 1000

    def slope(x: float, y: float, z: float) -> tuple[float, float, float]:
        return sigma * (y - x), x * (rho - z) - y, x * y - beta * z

    x, y, z = (float(v) for v in np.array([1.0, 1.0, 20.0]) + rng.uniform(-0.5, 0.5, 3))
    rows = []
    for n in range(settle + spacing * length):
        if n >= settle and (n - settle) % spacing == 0:
            rows.append((x, y, z))
        a = slope(x, y, z)
        b = slope(x + step / 2 * a[0], y + step / 2 * a[1], z + step / 2 * a[2])
        c = slope(x + step / 2 * b[0], y + step / 2 * b[1], z + step / 2 * b[2])
        d = slope(x + step * c[0], y + step * c[1], z + step * c[2])
        x += step / 6 * (a[0] + 2 * b[0] + 2 * c[0] + d[0])
        y += step / 6 * (a[1] + 2 * b[1] + 2 * c[1] + d[1])
        z += step / 6 * (a[2] + 2 * b[2] + 2 * c[2] + d[2])
    return np.array(rows)


register(
    "source",
    "random_walk",
    label="Random walk",
    summary="Each row is the previous one plus a random step. There is nothing to learn: no network does better than repeating the last value, except by chance.",
    parameters=(
        Setting(
            "step_size",
            float,
            1.0,
            "Step size",
            "Standard deviation of one step.",
            minimum=0.01,
            maximum=100.0,
            log=True,
        ),
        Setting(
            "drift",
            float,
            0.0,
            "Drift",
            "Mean of one step.",
            minimum=-10.0,
            maximum=10.0,
        ),
    ),
    nothing_to_learn=True,
    **GENERATED,
)(random_walk)

register(
    "source",
    "ar2",
    label="AR(2)",
    summary="An oscillation driven by random shocks. A linear formula of the last two rows is the best possible forecast: a network can only match it.",
    parameters=(
        period_setting(15.0),
        Setting(
            "persistence",
            float,
            0.95,
            "Persistence",
            "Share of the oscillation that remains after one row; at 0 only the shocks are left.",
            minimum=0.0,
            maximum=0.999,
        ),
        Setting(
            "shock",
            float,
            1.0,
            "Shock size",
            "Standard deviation of the random shocks.",
            minimum=0.01,
            maximum=100.0,
            log=True,
        ),
    ),
    **GENERATED,
)(ar2)

register(
    "source",
    "lorenz",
    label="Lorenz",
    summary="Three columns of a chaotic flow that circles one of two centres and switches without warning. Predict one of them from all three.",
    parameters=(
        Setting("sigma", float, 10.0, "Sigma", "How fast x follows y.", minimum=1.0, maximum=20.0),
        Setting(
            "rho",
            float,
            28.0,
            "Rho",
            "Strength of the driving; below about 24.7 it settles to rest.",
            minimum=0.0,
            maximum=60.0,
        ),
        Setting("beta", float, 8 / 3, "Beta", "How fast z decays.", minimum=0.5, maximum=5.0),
        Setting(
            "spacing",
            int,
            3,
            "Spacing",
            "Steps of 0.01 time units between two rows; the longer, the harder to predict.",
            minimum=1,
            maximum=10,
        ),
    ),
    **{**GENERATED, "columns": ("x", "y", "z"), "uses": (*GENERATED["uses"], "columns", "target")},
)(lorenz)
