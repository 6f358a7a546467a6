"""Choosing a source: grouped, searched for, the present one marked, and trained at once."""

from __future__ import annotations

from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from playground.config import registry
from tests.pages.visit import choose, sentences, session_of, whole

Open = Callable[..., AppTest]


def offered(app: AppTest) -> list[str]:
    """Return the names of the sources offered."""
    return [
        b.key.removeprefix("source.") for b in app.button if (b.key or "").startswith("source.")
    ]


def marked(app: AppTest) -> list[str]:
    """Return the names of the sources marked as the present one."""
    return [
        b.key.removeprefix("source.")
        for b in app.button
        if (b.key or "").startswith("source.") and b.icon
    ]


def test_all_sources_are_offered_with_a_picture_and_the_present_one_is_marked(
    open_app: Open,
) -> None:
    """In groups; only a reader's own file has no picture and is there only while it is in use."""
    app = open_app()
    assert set(offered(app)) == {n for n, s in registry.sources().items() if not s.is_file}
    assert marked(app) == ["hold"]
    assert all(
        f"/pictures/{b.key.removeprefix('source.')}.svg" in b.label
        for b in app.button
        if (b.key or "").startswith("source.")
    )
    for title in ("**Waves**", "**Memory tasks**", "**Real data**"):
        assert title in sentences(app)
    choose(app, "data.source", "sunspots")
    assert marked(app) == ["sunspots"]
    assert session_of(app).experiment.data.source == "sunspots"


def test_a_search_narrows_what_is_offered_until_a_source_is_chosen(open_app: Open) -> None:
    """A search without result says so; the present source chosen again changes nothing."""
    app = open_app()
    search = next(t for t in app.text_input if t.label == "Search")
    search.set_value("season").run()
    assert "trend_season" in offered(app)
    assert "hold" not in offered(app)
    next(t for t in app.text_input if t.label == "Search").set_value("xyzzy").run()
    assert offered(app) == []
    assert "No source contains these words." in sentences(whole(app))
    next(t for t in app.text_input if t.label == "Search").set_value("").run()
    before = session_of(app).run
    choose(app, "data.source", "hold")
    assert session_of(app).run is before
    choose(app, "data.source", "trend_season")
    assert next(t for t in app.text_input if t.label == "Search").value == ""
