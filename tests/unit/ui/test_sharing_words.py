"""What waits says so, with the numbers that hold."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from playground.config.limits import LIMITS
from playground.execution.sharing import Sharing
from playground.ui.session.admission import refusal
from playground.ui.shell.status import SLOW, _waiting, shared


@pytest.mark.parametrize(
    ("others", "pictures", "words"),
    [
        (7, 2.1, ["7 other visitors train; about 2 pictures a second"]),
        (1, 1.2, ["1 other visitor trains; about 1 picture a second"]),
        (29, 0.25, ["29 other visitors train; a picture about every 4 s"]),
        (0, 0.5, []),  # slow, but for another reason
        (7, SLOW, []),
        (7, 0.0, []),  # not known yet
    ],
)
def test_a_run_that_others_slow_down_says_how_many_and_how_fast_it_is(
    others: int, pictures: float, words: list[str]
) -> None:
    """And nothing where that would be false."""
    assert shared(others, pictures) == words


@pytest.mark.parametrize(
    ("sharing", "stalled", "words"),
    [
        (Sharing(60, place=3), False, f"place 3 in the queue, while {LIMITS.training} visitors"),
        (Sharing(2, rest=12.0), False, f"waiting 12 s: this browser has computed for {LIMITS.cpu}"),
        (Sharing(1), True, "waiting for a worker; 1 other visitor trains"),
        (Sharing(0), True, "waiting for a worker"),
        (Sharing(5), False, None),
    ],
)
def test_a_run_that_waits_says_for_what(sharing: Sharing, stalled: bool, words: str | None) -> None:
    """Place in the queue, computing time, or a worker."""
    reason = _waiting(SimpleNamespace(sharing=sharing, stalled=stalled))  # type: ignore[arg-type]
    assert reason is None if words is None else words in (reason or "")


@pytest.mark.parametrize(
    ("pages", "megabytes", "words"),
    [
        (LIMITS.sessions - 1, LIMITS.memory, None),
        (LIMITS.sessions, 100.0, f"{LIMITS.sessions} pages of this server are open"),
        (3, LIMITS.memory + 200.0, "use 1,200 MB of memory, and this server allows 1,000 MB"),
    ],
)
def test_a_page_beyond_the_limits_is_refused_in_one_sentence(
    pages: int, megabytes: float, words: str | None
) -> None:
    """It says what is used, what is allowed and what to do."""
    reason = refusal(pages, megabytes)
    assert reason is None if words is None else words in (reason or "")
    assert reason is None or reason.endswith("; try again in a minute.")
