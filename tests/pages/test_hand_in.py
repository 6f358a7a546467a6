"""What a lesson on the page hands in is what the command finds when it repeats the runs."""

from __future__ import annotations

import json
from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from playground.execution.workers import shared_workers
from playground.lessons.check import AGREES, Checker
from playground.lessons.hand_in import from_plain, hand_in, read
from tests.pages.visit import press, session_of, settle, whole

Open = Callable[..., AppTest]


def test_the_numbers_of_an_answered_step_are_those_of_its_link(open_app: Open) -> None:
    """A drawing is locked, the network is trained until the step's condition, and compared."""
    app = open_app({"lesson": "remember", "step": "4"})
    progress = session_of(app).guide
    times = len(session_of(app).focus.probe.x)
    progress.apply({"act": "lock", "place": 3, "guess": [0.9] * times})
    press(whole(app.run()), "Train")
    whole(settle(app).run())
    answer = progress.notes.answers[4]
    assert answer.link
    assert set(answer.numbers) == {"step", "train_loss", "validation_error"}
    raw = json.dumps(hand_in(progress.notes, progress.lesson)).encode()
    [checked] = Checker(shared_workers()).check(from_plain(read(raw)))
    assert (checked.result, checked.why) == (AGREES, "")
