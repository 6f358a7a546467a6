"""The error curve of the player, along which a training run can be rewound."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

from playground.runs.recording import Frame, Recording
from playground.wording import _


def curve(recording: Recording, live: Frame, end: int, running: bool) -> dict[str, Any]:
    """Return the curves, the recorded steps and the latest step of a run.

    Parameters
    ----------
    recording : Recording
    live : Frame
        The latest step.
    end : int
        Training step at the right end of the curve.
    running : bool
        Whether the training is running.

    Returns
    -------
    dict
        ``step`` (the latest), ``end``, ``running``, ``frames`` (steps that can be shown), ``curve``
        and ``validation`` (each [steps, errors]; None where an error is not finite), ``note`` (a
        sentence when weights were thinned).
    """
    frames = [f for f in recording.frames if f.step > 0]
    if live.step > recording.step:
        frames = [*frames, live]
    kept, rows = [f.step for f in recording.with_weights()], recording.drawn_rows()
    return {
        "step": live.step,
        "end": max(end, live.step),
        "running": running,
        "frames": kept,
        "curve": [[f.step for f in frames], _errors(f.train_loss for f in frames)],
        "validation": [[f.step for f in rows], _errors(f.validation_loss for f in rows)],
        "note": _thinned(len(kept), live.step),
    }


def _errors(values: Iterable[float | None]) -> list[float | None]:
    """Return errors rounded to five digits, more than the curve shows; None if not finite."""
    return [None if v is None or not math.isfinite(v) else float(f"{v:.5g}") for v in values]


def _thinned(frames: int, steps: int) -> str:
    """Return a remark if the recording does not contain every training step."""
    if frames > steps:
        return ""
    return _("To save memory, {frames} of {steps} training steps are recorded.").format(
        frames=frames, steps=steps
    )
