"""One visitor's pages take turns; those of different visitors do not wait for each other."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
import streamlit as st

from playground.ui.shell import language, own_turn
from playground.ui.shell.own_turn import aside
from playground.ui.shell.own_turn import own_turn as turn

WHO = threading.local()


@pytest.fixture(autouse=True)
def visitors(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let every thread say whose page it draws."""
    monkeypatch.setattr(own_turn, "visitor", lambda: getattr(WHO, "name", None))
    WHO.name = "one"
    yield
    WHO.name = None


def draw(who: str, entered: threading.Event) -> threading.Thread:
    """Start drawing a page of a visitor."""

    def page() -> None:
        WHO.name = who
        with turn():
            entered.set()

    thread = threading.Thread(target=page, daemon=True)
    thread.start()
    return thread


def test_a_second_page_of_a_visitor_waits_while_the_first_is_drawn_and_another_visitors_does_not() -> (
    None
):
    """However many pages somebody has, they are one among the visitors whose pages are drawn."""
    second, others = threading.Event(), threading.Event()
    with turn():
        waiting = draw("one", second)
        draw("another", others).join()
        assert others.is_set()
        assert not second.is_set()
    waiting.join()
    assert second.is_set()


def test_a_part_inside_a_page_that_has_its_turn_goes_on_and_an_error_gives_the_turn_back() -> None:
    """A page draws its parts itself the first time, and leaves by exceptions to be drawn anew."""
    with pytest.raises(KeyError), turn(), turn():
        raise KeyError
    entered = threading.Event()
    draw("one", entered).join()
    assert entered.is_set()


def test_a_page_that_waits_for_its_file_lets_the_visitors_other_pages_be_drawn() -> None:
    """A file may be read for many seconds."""
    inside, after = threading.Event(), threading.Event()
    with turn():
        with aside():
            draw("one", inside).join()
        waiting = draw("one", after)
        assert inside.is_set()
        assert not after.is_set()
    waiting.join()


def test_every_part_that_renews_itself_takes_its_visitors_turn(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """All of them are made by one function."""
    monkeypatch.setattr(st, "fragment", lambda view: view)
    monkeypatch.setattr(language, "use_visit_language", lambda: "en")
    entered = threading.Event()
    waiting: list[threading.Thread] = []

    def view() -> bool:
        waiting.append(draw("one", entered))
        return entered.is_set()

    assert language.live(view)() is False
    waiting[0].join()
    assert entered.is_set()


def test_turns_are_forgotten_with_the_pages_that_took_them() -> None:
    """A thousand strangers leave nothing behind."""
    with turn():
        assert "one" in own_turn._turns
    assert "one" not in own_turn._turns
