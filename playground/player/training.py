"""The error curve of the player, along which a training run can be rewound."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from playground.runs.recording import MOST_FRAMES, Frame, Recording, stride
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
    return _curve(recording, live, end, running, Drawn())


@dataclass(frozen=True)
class Drawn:
    """How much of a growing curve a browser has, for good.

    Parameters
    ----------
    curve, validation, frames : int
        Last step of each that stays as it is; -1 for none. What comes after it is sent again.
    strides : tuple of int
        Strides of the three, which thin out as the run grows.
    """

    curve: int = -1
    validation: int = -1
    frames: int = -1
    strides: tuple[int, ...] = ()


def added(
    recording: Recording, live: Frame, end: int, running: bool, drawn: Drawn
) -> tuple[dict[str, Any], Drawn]:
    """Return what a browser lacks of `curve`, and what it has with it.

    Returns
    -------
    dict
        As from `curve`, with only the points after ``after`` (steps of curve, validation and
        frames), which replace those the browser has after them.
    Drawn
    """
    now = _for_good(recording)
    if now.strides != drawn.strides:
        drawn = Drawn(strides=now.strides)
    after = {"curve": drawn.curve, "validation": drawn.validation, "frames": drawn.frames}
    return {**_curve(recording, live, end, running, drawn), "after": after}, now


def _curve(
    recording: Recording, live: Frame, end: int, running: bool, drawn: Drawn
) -> dict[str, Any]:
    """Return what comes after what is drawn."""
    frames = _after(recording.frames, max(0, drawn.curve))
    if live.step > recording.step:
        frames = [*frames, live]
    kept = recording.with_weights()
    rows = _after(recording.drawn_rows(), drawn.validation)
    return {
        "step": live.step,
        "end": max(end, live.step),
        "running": running,
        "frames": [f.step for f in _after(kept, drawn.frames)],
        "curve": [[f.step for f in frames], _errors(f.train_loss for f in frames)],
        "validation": [[f.step for f in rows], _errors(f.validation_loss for f in rows)],
        "note": _thinned(len(kept), live.step),
    }


def _after(frames: list[Frame], step: int) -> list[Frame]:
    """Return the frames after a training step."""
    return frames[bisect_right(frames, step, key=lambda f: f.step) :]


def _for_good(recording: Recording) -> Drawn:
    """Return up to where the curves only gain points while their strides stay the same."""
    newest, rows = recording.step, recording.rows
    every, heavy = recording.strides(newest)
    thinned = stride(len(rows), 2 * MOST_FRAMES)
    kept = len(rows) // thinned * thinned
    return Drawn(
        newest // every * every,
        rows[kept - 1].step if kept else -1,
        newest // heavy * heavy,
        (every, heavy, thinned),
    )


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
