"""A page is admitted once, counts while the server keeps it, and makes room when it is gone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

from playground.config.limits import LIMITS
from playground.ui.session import admission
from playground.visitor import acting_for


class Manager:
    """Streamlit's keeper of sessions, as far as it is asked."""

    def __init__(self) -> None:
        self.kept: list[str] = []

    def list_sessions(self) -> list[Any]:
        return [SimpleNamespace(session=SimpleNamespace(id=name)) for name in self.kept]


@pytest.fixture
def manager(monkeypatch: pytest.MonkeyPatch) -> Iterator[Manager]:
    """A server with room for two pages, and for any memory."""
    monkeypatch.setattr(admission, "LIMITS", replace(LIMITS, sessions=2, memory=10**6))
    keeper = Manager()
    admission.begin(keeper)
    yield keeper
    admission.begin(None)


def visit(
    monkeypatch: pytest.MonkeyPatch, manager: Manager, name: str, visitor: str = "me"
) -> str | None:
    """Run the page of a session; return why it was refused."""
    manager.kept = [*{*manager.kept, name}]
    context = SimpleNamespace(session_id=name)
    monkeypatch.setattr(admission, "get_script_run_ctx", lambda **_named: context)
    with acting_for(visitor):
        return admission.admit()


def test_pages_beyond_the_limit_are_refused_until_another_is_closed(
    monkeypatch: pytest.MonkeyPatch, manager: Manager
) -> None:
    """An admitted page stays so; a refused one does not count."""
    assert visit(monkeypatch, manager, "a") is None
    assert visit(monkeypatch, manager, "b", "you") is None
    assert visit(monkeypatch, manager, "c") is not None
    assert visit(monkeypatch, manager, "a") is None
    assert (admission.pages(), admission.visitors()) == (2, 2)
    manager.kept.remove("b")
    assert visit(monkeypatch, manager, "c") is None
    assert (admission.pages(), admission.visitors()) == (2, 1)


def test_without_a_server_every_page_is_admitted(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a test of a page."""
    admission.begin(None)
    context = SimpleNamespace(session_id="a")
    monkeypatch.setattr(admission, "get_script_run_ctx", lambda **_named: context)
    assert admission.admit() is None
    assert admission.pages() == 0
