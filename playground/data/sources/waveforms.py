"""Four labeled wave shapes, the one collection that suits every problem type.

Like the tasks, the function is copied verbatim into exported scripts and uses only its arguments
and ``np``.
"""

from __future__ import annotations

import numpy as np

from playground.config.field_spec import Setting
from playground.config.registry import register
from playground.data.windowing.compatibility import LABELLED_SIGNALS
from playground.wording import N_

#: In the order of their class numbers.
SHAPES = (N_("sine"), N_("square"), N_("sawtooth"), N_("triangle"))


def waveforms(
    count: int, length: int, rng: np.random.Generator, *, period: float, spread: float, phase: float
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return waves (count, length, 1), the same as targets (count, length), and class numbers.

    Each is a sine, a square wave, a sawtooth or a triangle between -1 and 1. Its period differs
    from ``period`` by at most the share ``spread``, and it starts within the first share ``phase``
    of it.
    """
    labels = rng.integers(0, 4, count)
    periods = period * (1.0 + spread * rng.uniform(-1.0, 1.0, count))
    place = (
        np.arange(length) / periods[:, None] + phase * rng.random(count)[:, None]
    ) % 1.0  # phase, as a share of a period
    shapes = [
        np.sin(2 * np.pi * place),
        np.where(place < 0.5, 1.0, -1.0),
        2.0 * place - 1.0,
        1.0 - 4.0 * np.abs(place - 0.5),
    ]
    wave = np.choose(labels[:, None], shapes)
    return wave[:, :, None], wave, labels


register(
    "source",
    "waveforms",
    label="Four wave shapes",
    summary="Sine, square, sawtooth and triangle waves, each with its own period and phase. They suit every problem type.",
    parameters=(
        Setting(
            "period",
            float,
            16.0,
            "Period",
            "Steps until a wave repeats, on average.",
            unit="steps",
            minimum=4.0,
            maximum=200.0,
            log=True,
        ),
        Setting(
            "spread",
            float,
            0.3,
            "Spread of periods",
            "How far each wave's period may differ from the average, as a share of it. 0 by default when a wave is generated from its label, which does not determine it.",
            minimum=0.0,
            maximum=0.9,
        ),
        Setting(
            "phase",
            float,
            1.0,
            "Spread of phases",
            "Each wave starts within this share of its period. 0 by default when a wave is generated from its label, which does not determine it.",
            unit="periods",
            minimum=0.0,
            maximum=1.0,
        ),
    ),
    kind="task",
    problems=LABELLED_SIGNALS,
    uses=("length", "noise", "seed"),
    defaults={"data.length": 2000},
    defaults_for={"one_to_many": {"spread": 0.0, "phase": 0.0}},
    columns=("value",),
    classes=SHAPES,
    ahead=True,
)(waveforms)
