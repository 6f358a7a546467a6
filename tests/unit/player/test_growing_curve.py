"""The error curve as the feed sends it: only what is new, and in the end the same curve."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from playground.player.training import Drawn, added, curve
from playground.runs.recording import Frame, Recording, is_recorded

PARAMETERS = 12


def frame(step: int, evaluated: bool) -> Frame:
    """Return a step whose numbers are functions of it."""
    loss = 1 / step if evaluated else None
    return Frame(step, 2 / step, 1.0, 0.01, loss, np.full(PARAMETERS, step, np.float32))


def grow(browser: dict[str, Any], message: dict[str, Any]) -> dict[str, Any]:
    """Do what ``grown`` in training.mjs does."""
    after, grown = message["after"], {k: v for k, v in message.items() if k != "after"}
    for name in ("curve", "validation"):
        steps, values = browser[name]
        kept = sum(step <= after[name] for step in steps)
        grown[name] = [steps[:kept] + message[name][0], values[:kept] + message[name][1]]
    kept_frames = [step for step in browser["frames"] if step <= after["frames"]]
    return {**grown, "frames": kept_frames + message["frames"]}


@pytest.mark.parametrize("each", [1, 7, 64])
def test_what_is_added_step_by_step_is_the_whole_curve(each: int) -> None:
    """Through every thinning of frames and rows, whatever the pictures are apart."""
    recording = Recording(PARAMETERS, [frame(1, False)], room=4 * PARAMETERS * 60)
    live = frame(1, True)
    browser, drawn = curve(recording, live, 2000, True), Drawn()
    sent = []
    for start in range(1, 2000, each):
        steps = range(start, start + each)
        recording.extend([frame(s, s % 3 == 0) for s in steps if is_recorded(s) or s % 3 == 0])
        live = frame(steps[-1], False)
        message, drawn = added(recording, live, 2000, True, drawn)
        browser = grow(browser, message)
        assert browser == curve(recording, live, 2000, True), f"at step {live.step}"
        sent.append(len(message["curve"][0]))
    assert np.median(sent) <= each + 1, "a step is sent once, but for the thinnings"
