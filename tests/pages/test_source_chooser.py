"""Choosing a source: in groups, with a picture of each, the present one marked."""

from __future__ import annotations

from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from playground.config import registry
from tests.pages.visit import choose, session_of, sources

Open = Callable[..., AppTest]


def test_all_sources_are_offered_with_a_picture_and_the_present_one_is_marked(
    open_app: Open,
) -> None:
    """In groups; only a reader's own file has no picture and is there only while it is in use."""
    app = open_app()
    told = sources(app)
    offered = [source for group in told["groups"] for source in group["sources"]]
    assert {s["name"] for s in offered} == {
        n for n, s in registry.sources().items() if not s.is_file
    }
    assert all(s["picture"].endswith(f"/pictures/{s['name']}.svg") for s in offered)
    assert [group["title"] for group in told["groups"]] == ["Waves", "Memory tasks", "Real data"]
    assert told["present"] == "hold"
    choose(app, "data.source", "sunspots")
    assert sources(app)["present"] == "sunspots"
    assert session_of(app).experiment.data.source == "sunspots"


def test_the_present_source_chosen_again_changes_nothing(open_app: Open) -> None:
    """Its run goes on."""
    app = open_app()
    before = session_of(app).run
    choose(app, "data.source", "hold")
    assert session_of(app).run is before
