"""What the pages are told of a run in training."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import Future

import pytest

from playground.live.frame_look import look_of
from playground.player.film import unpack_frames
from playground.runs.messages import Picture
from playground.ui.session.session import Session
from playground.ui.shell.feed import Message
from playground.ui.train.live_feed import INSIDE, LiveFeed

SEEN = frozenset({INSIDE})
PATIENCE = 60.0  # seconds


def feed_of(session: Session, rest: list[int] | None = None) -> LiveFeed:
    """Return the feed of a page that was drawn now."""
    now = rest or [0]
    look = look_of(session.viewpoint(0))
    return LiveFeed(session, look, lambda: list(now), list(now), False)


def known(session: Session) -> None:
    """Wait until the results that a page asks for at once are there."""
    session.touch()
    end = time.monotonic() + PATIENCE
    while session.results.pending and time.monotonic() < end:
        time.sleep(0.01)


def messages(session: Session, feed: LiveFeed, seen: frozenset[str] = SEEN) -> Iterator[Message]:
    """Yield the messages of a training until the page is out of date."""
    cursor, end = "", time.monotonic() + PATIENCE
    while session.run.running and time.monotonic() < end:
        message = feed.message(cursor, seen)
        if message is None:
            time.sleep(0.002)
            continue
        if message.stale:
            return
        cursor = message.cursor
        yield message


def test_a_step_its_status_and_its_picture_come_together(session: Session) -> None:
    """And every number of the picture is that of the network at this step."""
    known(session)
    feed, viewpoint = feed_of(session), session.viewpoint(0)
    session.run.start()
    steps = []
    for message in messages(session, feed):
        part = message.parts[INSIDE]
        if not message.packed:
            has_none = part["training"]["step"] == 0 or "waiting" in part["status"]
            assert has_none, "only an untrained network, or one that waits for a worker"
            continue
        ((header, _arrays),) = unpack_frames(message.packed[INSIDE])
        steps.append(header["step"])
        assert part["training"]["step"] == header["step"]
        assert part["status"].startswith(f"step {header['step']} ")
    assert steps == sorted(set(steps)), "each step once, in order"
    assert len(steps) > 1
    recorded = {frame.step: frame for frame in session.run.recording.with_weights()}
    again = feed_of(session)
    for step in sorted(set(steps) & set(recorded))[:3]:
        frame = recorded[step]
        drawn = viewpoint.frame(step, session.run.weights(frame))
        assert again._look(session.experiment, session.data, frame) == drawn


def test_nothing_is_shown_of_what_nobody_sees(session: Session) -> None:
    """The status goes on; no worker makes a picture."""
    known(session)
    feed = feed_of(session)
    session.run.start()
    for message in messages(session, feed, frozenset({"elsewhere"})):
        assert not message.packed
    assert session.run.attention.look is None
    assert session.run.attention.picture is None


def test_a_change_of_state_has_the_page_drawn_anew(session: Session) -> None:
    """The end of a run, an error, a result: whatever the rest of the page depends on."""
    known(session)
    rest = [0]
    feed = feed_of(session, rest)
    rest[0] = 1
    message = feed.message("", SEEN)
    assert message is not None
    assert message.stale


def test_a_result_that_comes_has_the_page_drawn_anew(session: Session) -> None:
    """The baselines arrive after the first drawing."""
    feed = feed_of(session)
    assert session.results.known() == (False, False)
    known(session)
    message = feed.message("", SEEN)
    assert message is not None
    assert message.stale


def test_a_run_at_rest_has_no_news(session: Session) -> None:
    """Before Train, and after Pause."""
    known(session)
    assert feed_of(session).message("", SEEN) is None


def test_a_chart_that_has_come_waits_for_a_message_that_can_carry_it(session: Session) -> None:
    """A step without its picture is not told, and takes no chart along."""
    known(session)
    feed = feed_of(session)
    answer: Future[Picture] = Future()
    answer.set_result(Picture(1, feed._look, b'{"series": {"trace": {"data": []}}}'))
    feed._charts = answer
    session.run.start()
    came = [m for m in messages(session, feed) if "series" in m.parts]
    assert len(came) == 1


def test_only_charts_of_the_page_are_asked_for(session: Session) -> None:
    """Whatever else a request says is in sight."""
    known(session)
    feed = feed_of(session)
    session.run.start()
    for _message in messages(session, feed, frozenset({"columns", "anything"})):
        assert feed._charts is None


def test_charts_take_at_most_a_tenth_of_the_time_by_the_clock(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An answer that took three seconds in a full class is asked for again after thirty."""
    known(session)
    feed = feed_of(session)
    monkeypatch.setattr(time, "monotonic", lambda: 1000.0)
    for took, wait in ((3.0, 30.0), (0.01, 1.0)):
        feed._charts = Future()
        feed._charts.set_result(Picture(1, feed._look, b"{}"))
        feed._charts_asked = 1000.0 - took
        feed._charts_in(SEEN)
        assert feed._charts_due == pytest.approx(1000.0 + wait)
