"""The small editor of the sidebar: waves and events come and go, the link says so, and undo takes
it back.
"""

from __future__ import annotations

import json
from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from tests.pages.visit import button, link, press, sentences, session_of, whole

Open = Callable[..., AppTest]
SMALL = {
    "data.length": "200",
    "data.noise": "0.0",
    "problem.lookback": "10",
    "model.hidden_size": "4",
    "v": "1",
}


def add(app: AppTest, key: str) -> AppTest:
    """Press the button of one of the two forms."""
    app.button(key=key).click().run()
    return whole(app)


def test_an_event_is_added_told_and_undone(open_app: Open) -> None:
    """An outlier of size 3 at row 100, as the form proposes it."""
    app = open_app(SMALL)
    before = session_of(app).data.values.copy()
    add(app, "data.events.new.0.add")
    assert json.loads(link(app)["data.events"]) == [
        {"kind": "outlier", "at": 100, "size": 3.0, "every": 0}
    ]
    assert (session_of(app).data.values - before)[100, 0] == 3.0
    assert "outlier at row 100, size 3" in sentences(app)
    press(app, "Undo last change")
    assert "data.events" not in link(app)


def test_a_wave_is_added_and_taken_away(open_app: Open) -> None:
    """A second sine doubles the first of the same settings."""
    app = open_app(SMALL)
    before = session_of(app).data.values.copy()
    add(app, "data.compose.new.0.add")
    assert (session_of(app).data.values == 2 * before).all()
    button(app, "Remove").click().run()
    assert (session_of(whole(app)).data.values == before).all()


def test_an_event_behind_the_end_is_refused_where_it_was_asked_for(open_app: Open) -> None:
    """What was there stays, and the sentence names both rows."""
    app = open_app(SMALL)
    app.number_input(key="data.events.new.0.outlier.at").set_value(500).run()
    add(app, "data.events.new.0.add")
    assert "It begins at row 500, but the last row of this series is 199." in sentences(app)
    assert session_of(app).experiment.data.events == ()


def test_real_data_take_events_but_no_waves_and_show_where_they_are_from(open_app: Open) -> None:
    """And no change of regime: there is no other wave to change to."""
    app = open_app({"data.source": "el_nino", "v": "1"})
    assert (
        "License: [US government work, public domain](https://www.usa.gov/government-works)"
        in sentences(app)
    )
    keys = [b.key for b in app.button]
    assert "data.events.new.0.add" in keys
    assert "data.compose.new.0.add" not in keys
    assert "regime_change" not in app.selectbox(key="data.events.new.0.kind").options
