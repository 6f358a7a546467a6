"""The values that a slider offers."""

from __future__ import annotations

from playground.config.field_spec import Setting


def rungs(setting: Setting) -> list[int | float]:
    """Return round values over the range, with powers of two for counts."""
    low, high = setting.minimum or 1e-6, setting.maximum or 1e6
    rungs = (
        [m * 10.0**e for e in range(-6, 7) for m in (1, 1.5, 2, 3, 5, 7)]
        if setting.kind is float
        else [m * 10**e for e in range(6) for m in (1, 2, 3, 4, 5, 6, 8)]
        + [2**e for e in range(4, 11)]
    )
    fine = [setting.kind(float(f"{r:.6g}")) for r in rungs if low <= r <= high]
    return (
        [setting.kind(low), *fine, setting.kind(high)]
        if setting.log and setting.kind is int
        else fine or [setting.kind(low)]
    )


def step_size(low: float | None, high: float | None) -> float:
    span = (high - low) if low is not None and high is not None else 1.0
    return 0.01 if span <= 1 else 0.05 if span <= 15 else 0.5
