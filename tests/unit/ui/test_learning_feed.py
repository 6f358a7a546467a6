"""What the Gradients page is told of a run in training."""

from __future__ import annotations

import time

import numpy as np
import pytest

from playground.analysis.gradients.learning import Moment, chosen, moment, moments
from playground.ui.gradients.learning_charts import MAP, USE
from playground.ui.gradients.learning_feed import LearningFeed
from playground.ui.gradients.moments import Moments
from playground.ui.session.session import Session
from playground.ui.shell.feed import Message
from playground.ui.shell.live_text import STATUS, said

PATIENCE = 60.0  # seconds


def trained(session: Session, shown: Moments, seen: frozenset[str]) -> list[Message]:
    """Train to the end and return the messages until the page is drawn anew."""
    session.touch()
    feed = LearningFeed(session, shown, lambda: 0, 0, False)
    session.run.start()
    cursor, end, told = "", time.monotonic() + PATIENCE, list[Message]()
    while time.monotonic() < end:
        feed.touch()
        message = feed.message(cursor, seen)
        if message is None:
            time.sleep(0.002)
            continue
        told.append(message)
        if message.stale:
            return told
        cursor = message.cursor
    pytest.fail("the page was never drawn anew")


def same(one: Moment, other: Moment) -> bool:
    """Return whether two moments are equal, to the last bit."""
    return (one.step, one.reach, one.uses) == (
        other.step,
        other.reach,
        other.uses,
    ) and np.array_equal(one.share, other.share)


def test_the_map_grows_while_it_trains_and_is_whole_at_the_end(session: Session) -> None:
    """With the status, and with every chosen training step when the page is drawn anew."""
    shown = Moments()
    *told, last = trained(session, shown, frozenset({MAP}))
    assert last.stale
    assert told
    for message in told:
        assert message.parts[STATUS]["said"][0].startswith("step ")
        assert message.parts[said(MAP)]["said"][0]
        assert USE not in message.parts
    known = shown.update(session)
    frames = chosen(session.run.recording)
    assert [each.step for each in known] == [frame.step for frame in frames]
    for each, frame in zip(known, frames, strict=True):
        explanation = session.focus.explanation_of(session.run, frame)
        assert same(each, moment(frame.step, explanation, session.focus.layer))


def test_charts_out_of_sight_are_not_drawn(session: Session) -> None:
    """The status goes on."""
    *told, _last = trained(session, Moments(), frozenset())
    assert all(set(message.parts) == {STATUS} for message in told)


def test_a_worker_stops_when_its_time_is_over(session: Session) -> None:
    """After the first moment at the earliest."""
    session.run.start()
    end = time.monotonic() + PATIENCE
    while session.run.running and time.monotonic() < end:
        session.touch()
        time.sleep(0.002)
    frames = chosen(session.run.recording)
    assert len(frames) > 1
    address = session.focus.probe.address
    some = moments(session.experiment, session.data, frames, address, 0, seconds=0.0)
    assert [each.step for each in some] == [frames[0].step]


def test_what_cannot_be_computed_is_asked_for_once(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page shows the newest step, which it computes itself."""
    calls: list[str] = []

    def fails(task: str, *_arguments: object, **_named: object) -> object:
        from concurrent.futures import Future

        calls.append(task)
        answer: Future[list[Moment]] = Future()
        answer.set_exception(ValueError("of the test"))
        return answer

    monkeypatch.setattr(session.run.workers, "submit", fails)
    shown = Moments()
    for _turn in range(3):
        assert [each.step for each in shown.update(session, seconds=0.1)] == [0]
    assert calls == ["moments"]
    assert shown.complete
