"""Trials are told without a rerun, until one of them has ended."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from playground.ui.session.trials_progress import PROGRESS, TrialsFeed


def trials(**changed: Any) -> Any:
    """Return five trials, of which two have ended and the third is half done."""
    state = {
        "outcomes": {1: None, 2: None},
        "experiments": dict.fromkeys(range(5)),
        "progress": 0.5,
        "seconds_left": 30.0,
        "running": True,
        "finished": False,
        "in_line": False,
        "lease": SimpleNamespace(seconds=60),
    }
    return SimpleNamespace(**{**state, **changed})


def feed(some: Any, standing: list[Any]) -> TrialsFeed:
    """Return the feed of trials on a page that has just been drawn."""
    return TrialsFeed(some, lambda: None, lambda: tuple(standing), tuple(standing))


def test_progress_is_told_in_words_and_as_a_share_and_not_twice() -> None:
    source = feed(trials(), [])
    message = source.message("", frozenset())
    assert message is not None
    part = message.parts[PROGRESS]
    assert part["share"] == 0.5
    assert part["said"][0].startswith("2 of 5 runs finished · about 30 s left")
    assert source.message(message.cursor, frozenset()) is None


def test_a_further_share_is_told_to_whoever_has_the_one_before() -> None:
    some = trials()
    source = feed(some, [])
    first = source.message("", frozenset())
    some.progress = 0.6
    second = source.message(first.cursor if first else "", frozenset())
    assert second is not None
    assert second.parts[PROGRESS]["share"] == 0.6


def test_the_page_is_out_of_date_once_a_trial_has_ended() -> None:
    some = trials()
    source = feed(some, [])
    some.outcomes[3] = None
    message = source.message("", frozenset())
    assert message is not None
    assert message.stale


def test_the_page_is_out_of_date_once_what_it_shows_besides_has_changed() -> None:
    standing: list[Any] = ["baselines are computed"]
    source = feed(None, standing)
    assert source.message("", frozenset()) is None
    standing.append("baselines known")
    message = source.message("", frozenset())
    assert message is not None
    assert message.stale
