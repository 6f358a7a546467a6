"""The Compare page: lanes on one experiment, one set of controls, and what is luck."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import numpy as np
from streamlit.testing.v1 import AppTest

from tests.pages.visit import button, link, press, sentences, whole

Open = Callable[..., AppTest]
#: A small problem: a step takes a millisecond or two.
SMALL = {
    "data.length": "200",
    "problem.lookback": "10",
    "model.hidden_size": "4",
    "training.max_steps": "40",
    "training.evaluate_every": "10",
    "v": "1",
}


def lanes(app: AppTest) -> Any:
    """Return what this visitor compares."""
    return app.session_state["comparison"]


def settle(app: AppTest, seconds: float = 60) -> AppTest:
    """Look at the page until nothing is under way, as its ticks would."""
    end = time.monotonic() + seconds
    while lanes(app).waiting and time.monotonic() < end:
        time.sleep(0.02)
        lanes(app).touch()
    assert not lanes(app).waiting
    app.run()
    return whole(app)


def test_the_three_cells_train_side_by_side_on_the_same_data_and_a_link_repeats_them(open_app: Open) -> None:
    """One button for all; each lane's history is that of its own experiment; the address names the lanes."""
    app = settle(press(open_app(SMALL, page="compare"), "Train all"))
    found = lanes(app)
    assert found.names == ["Simple RNN", "GRU", "LSTM"]
    assert len({id(one.run.series) for one in found.lanes}) == 1
    assert [one.run.step for one in found.lanes] == [40, 40, 40]
    assert [e.training.seed for e in found.experiments] == [0, 0, 0]
    assert link(app)["show"] == "lanes:model.cell=elman;model.cell=gru;model.cell=lstm"
    assert link(app)["at"] == "40"
    assert "This is one run of each" in sentences(app)
    again = settle(press(open_app(link(app), page="compare"), "Train all"))
    assert [one.run.step for one in lanes(again).lanes] == [40, 40, 40]
    for one, other in zip(found.lanes, lanes(again).lanes, strict=True):
        assert np.array_equal(one.run.recording.kept, other.run.recording.kept)


def test_same_parameters_changes_the_units_until_the_counts_match(open_app: Open) -> None:
    """And same units takes it back."""
    app = press(open_app(SMALL, page="compare"), "Same parameters")
    counts = [one.spending.parameters for one in lanes(app).lanes]
    assert max(counts) < 1.3 * min(counts)
    assert lanes(app).names[0].startswith("Simple RNN · ")
    press(app, "Same units")
    assert lanes(app).names == ["Simple RNN", "GRU", "LSTM"]


def test_a_lane_that_cannot_be_is_told_and_the_others_stay(open_app: Open) -> None:
    """A link may name only fields of network and training; at most four lanes."""
    app = open_app(SMALL | {"show": "lanes:data.seed=1;model.cell=gru"}, page="compare")
    assert "These lanes cannot be compared" in sentences(app)
    assert lanes(app).names == ["Simple RNN", "GRU", "LSTM"]
    app = open_app(SMALL | {"show": "lanes:" + ";".join(["model.cell=gru"] * 5)}, page="compare")
    assert "at most 4 lanes" in sentences(app)


def test_seeds_give_bands_and_a_verdict_and_can_be_stopped(open_app: Open) -> None:
    """Stopping keeps what has ended; going on does the rest."""
    app = open_app(SMALL | {"training.max_steps": "12", "show": "lanes:model.cell=elman;model.cell=lstm"}, page="compare")
    next(g for g in app.get("button_group") if g.label == "Part of the page").set_value("seeds").run()
    app.number_input(key="seeds.count").set_value(2).run()
    press(app, "Repeat all lanes with so many seeds")
    settle(app)
    assert len(lanes(app).seeds.outcomes) == 4
    said = sentences(app)
    assert "no verdict can be given on fewer than 5" in said
    assert "The rule: seed by seed" in said
    assert button(app, "Repeat all lanes with so many seeds")
