"""The Compare page: lanes on one experiment, one set of controls, and what is luck."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from playground.gallery.comparisons import COMPARISONS
from playground.ui.session.lanes_link import asked, rested, steps
from tests.pages.visit import button, link, press, whole

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


def sentences(app: AppTest) -> str:
    """Return what is written on the page outside the players, one line each."""
    kinds = (app.markdown, app.caption, app.warning, app.error, app.info)
    return "\n".join(shown.value for kind in kinds for shown in kind)


def variants(app: AppTest) -> Any:
    """Return what this visitor compares."""
    return app.session_state["comparison"]


def settle(app: AppTest, seconds: float = 60) -> AppTest:
    """Look at the page until nothing is under way, as its ticks would."""
    end = time.monotonic() + seconds
    while waiting(app) and time.monotonic() < end:
        time.sleep(0.02)
    assert not waiting(app)
    app.run()
    return whole(app)


def waiting(app: AppTest) -> bool:
    """Return whether something is under way; a run that has just ended asks for its results."""
    for _time in range(2):  # it may end between the two lines
        variants(app).touch()
        if variants(app).waiting:
            return True
    return False


def test_the_three_cells_train_side_by_side_on_the_same_data_and_a_link_repeats_them(
    open_app: Open,
) -> None:
    """One button for all; each lane's history is that of its own experiment; the address names the
    lanes.
    """
    app = settle(press(open_app(SMALL, page="compare"), "Train all"))
    found = variants(app)
    assert found.names == ["Simple RNN", "GRU", "LSTM"]
    assert len({id(one.run.series) for one in found.variants}) == 1
    assert [one.run.step for one in found.variants] == [40, 40, 40]
    assert [e.training.seed for e in found.experiments] == [0, 0, 0]
    assert link(app)["show"] == "lanes:model.cell=elman;model.cell=gru;model.cell=lstm"
    assert link(app)["at"] == "40"
    assert "Each lane was trained only once" in sentences(app)
    again = settle(open_app(link(app), page="compare"))
    if (
        not variants(again).variants[0].run.step
    ):  # here the Train page was visited first, and took the link's "at" for its own
        settle(press(again, "Train all"))
    assert [one.run.step for one in variants(again).variants] == [40, 40, 40]
    for one, other in zip(found.variants, variants(again).variants, strict=True):
        assert np.array_equal(one.run.recording.kept, other.run.recording.kept)


def test_the_link_holds_the_cursor_and_what_is_open_in_each_lane(open_app: Open) -> None:
    """And comes back to it; the first lane alone reports the cursor, which all of them share."""
    lanes = "lanes:model.cell=gru;model.cell=lstm"
    show = f"t:4,open:reset_gate.lane1,fold:forget_gate.lane2,{lanes}"
    app = open_app(SMALL | {"show": show}, page="compare")
    assert link(app)["show"] == show
    first, second = (asked(variants(app), one) for one in variants(app).variants)
    assert (first["t"], first["rows"], first["follows"]) == (3, {"reset_gate": True}, False)
    assert (second["t"], second["rows"], second["follows"]) == (3, {"forget_gate": False}, True)
    for one, told in zip(variants(app).variants, ({"t": 6}, {"t": None}), strict=True):
        rested(variants(app), one, {**told, "film": None, "rows": {}})
    app.run()
    assert link(app)["show"] == f"t:7,{lanes}"
    for odd in ("t:4,open:reset_gate.lane9", "t:4,open:RESET.lane1", "t:4,fold:x.lane0"):
        other = open_app(SMALL | {"show": f"{odd},{lanes}"}, page="compare")
        assert link(other)["show"] == f"t:4,{lanes}"


def test_the_link_holds_the_part_of_the_page_and_the_step_of_each_lane(open_app: Open) -> None:
    """A part is not left by a look at another page, and a prepared comparison shows its race."""
    lanes = "lanes:model.cell=gru;model.cell=lstm"
    show = f"section:seeds,at:10.lane1,at:20.lane2,{lanes}"
    app = settle(open_app(SMALL | {"show": show, "at": "20"}, page="compare"))
    assert variants(app).section == "seeds"
    assert steps(show, 20, variants(app)) == [10, 20]
    assert steps(f"at:5.lane9,at:x.lane1,{lanes}", 20, variants(app)) == [20, 20]
    if not variants(app).variants[0].run.step:  # the Train page took the link's "at" for its own
        for one, step in zip(variants(app).variants, (10, 20), strict=True):
            one.run.start(until=step)
        settle(app)
    assert [one.run.step for one in variants(app).variants] == [10, 20]
    assert link(app)["show"] == show
    assert link(app)["at"] == "20"
    variants(app).open_prepared(next(iter(COMPARISONS.values())))
    app.run()
    assert "section" not in link(app)["show"]
    for odd in ("section:", "section:none", "at:5.lane9", "at:x.lane1"):
        other = open_app(SMALL | {"show": f"{odd},{lanes}"}, page="compare")
        assert link(other)["show"] == lanes


def test_same_parameters_changes_the_units_until_the_counts_match(open_app: Open) -> None:
    """And same units takes it back."""
    app = press(open_app(SMALL, page="compare"), "Same parameters")
    counts = [one.cost.parameters for one in variants(app).variants]
    assert max(counts) < 1.3 * min(counts)
    assert variants(app).names[0].startswith("Simple RNN · ")
    press(app, "Same units")
    assert variants(app).names == ["Simple RNN", "GRU", "LSTM"]


def test_a_lane_that_cannot_be_is_told_and_the_others_stay(open_app: Open) -> None:
    """A link may name only fields of network and training; at most four lanes."""
    app = open_app(SMALL | {"show": "lanes:data.seed=1;model.cell=gru"}, page="compare")
    assert "These lanes cannot be compared" in sentences(app)
    assert variants(app).names == ["Simple RNN", "GRU", "LSTM"]
    app = open_app(SMALL | {"show": "lanes:" + ";".join(["model.cell=gru"] * 5)}, page="compare")
    assert "At most 4 lanes" in sentences(app)


def test_seeds_give_bands_and_a_verdict_and_can_be_stopped(open_app: Open) -> None:
    """Stopping keeps what has ended; going on does the rest."""
    app = open_app(
        SMALL | {"training.max_steps": "12", "show": "lanes:model.cell=elman;model.cell=lstm"},
        page="compare",
    )
    next(g for g in app.get("button_group") if g.label == "Part of the page").set_value(
        "seeds"
    ).run()
    app.number_input(key="seeds.count").set_value(2).run()
    press(app, "Repeat all lanes with these seeds")
    settle(app)
    assert len(variants(app).studies.seeds.outcomes) == 4
    said = sentences(app)
    assert "a clear difference needs at least 5" in said
    assert "Lanes are compared seed by seed" in said
    assert button(app, "Repeat all lanes with these seeds")


def part(app: AppTest, name: str) -> AppTest:
    """Go to a part of the page."""
    next(g for g in app.get("button_group") if g.label == "Part of the page").set_value(name).run()
    return whole(app)


def test_finished_lanes_are_remembered_loaded_back_and_branched(open_app: Open) -> None:
    """A branch goes as its parent did up to its step, and on with another learning rate."""
    app = settle(
        press(
            open_app(SMALL | {"show": "lanes:model.cell=gru;model.cell=lstm"}, page="compare"),
            "Train all",
        )
    )
    part(app, "runs")
    book = app.session_state["logbook"]
    assert [(e.experiment.model.cell, e.recording.step) for e in book.entries][-2:] == [
        ("gru", 40),
        ("lstm", 40),
    ]
    parent = book.entries[-1].recording
    app.selectbox(key="runs.chosen").set_value(book.entries[-1].number).run()
    app.select_slider(key=f"runs.step.{book.entries[-1].number}").set_value(20).run()
    app.number_input(key=f"runs.rate.{book.entries[-1].number}").set_value(0.5).run()
    press(app, "Branch and train")
    session = app.session_state["session"]
    end = time.monotonic() + 30
    while not session.run.finished and time.monotonic() < end:
        time.sleep(0.02)
        session.run.touch()
    rows = session.run.recording.rows
    assert [(r.step, r.train_loss) for r in rows if r.step <= 20] == [
        (r.step, r.train_loss) for r in parent.rows if r.step <= 20
    ]
    assert [(c.step, c.value) for c in session.experiment.training.changes] == [(21, 0.5)]
    assert rows[-1].train_loss != parent.rows[-1].train_loss


@pytest.mark.parametrize(
    "change",
    [
        {"training.changes": [{"step": 20, "field": "learning_rate", "value": 0.5}]},
        {"model.seed": 3},
    ],
)
def test_a_run_that_a_lane_would_not_repeat_is_not_put_into_one(
    open_app: Open, change: dict[str, Any]
) -> None:
    """Another run would appear in its place; a sentence says why and what to do."""
    app = settle(
        press(
            open_app(SMALL | {"show": "lanes:model.cell=gru;model.cell=lstm"}, page="compare"),
            "Train all",
        )
    )
    entry = app.session_state["logbook"].entries[-1]
    object.__setattr__(
        entry, "experiment", entry.experiment.with_values(change)
    )  # as if it had been trained like this
    part(app, "runs")
    app.selectbox(key="runs.chosen").set_value(entry.number).run()
    press(app, "Add as a lane")
    assert len(variants(app).variants) == 2
    assert "the lane would be a different run. Load it on the Train page first." in sentences(app)


def test_a_sweep_draws_its_curves_and_an_impossible_range_is_told_at_it(open_app: Open) -> None:
    """Two values, one seed, two lanes."""
    app = open_app(
        SMALL | {"training.max_steps": "6", "show": "lanes:model.cell=elman;model.cell=lstm"},
        page="compare",
    )
    part(app, "sweep")
    app.selectbox(key="sweep.field").set_value("model.hidden_size").run()
    app.number_input(key="sweep.low.model.hidden_size").set_value(5).run()
    app.number_input(key="sweep.high.model.hidden_size").set_value(2).run()
    press(app, "Start the sweep")
    assert "smaller end" in sentences(app)
    app.number_input(key="sweep.high.model.hidden_size").set_value(6).run()
    app.number_input(key="sweep.points").set_value(2).run()
    app.number_input(key="sweep.seeds").set_value(1).run()
    press(app, "Start the sweep")
    settle(app)
    assert {key[2] for key in variants(app).studies.sweep.outcomes} == {5, 6}
    assert "Simple RNN did well at" in sentences(app)


def test_every_study_says_how_many_runs_it_has_and_how_long_they_take_before_it_starts(
    open_app: Open,
) -> None:
    """The time grows with the number of runs; an impossible range has none."""
    app = open_app(SMALL, page="compare")
    for name, runs in (("seeds", 15), ("sweep", 45), ("rates", 15)):
        part(app, name)
        assert re.search(rf"{runs} runs, about \d+ (s|min)\.", sentences(app)), name
    part(app, "sweep")
    app.number_input(key="sweep.points").set_value(12).run()
    app.number_input(key="sweep.seeds").set_value(4).run()
    assert "144 runs, about" in sentences(app)


def test_each_lane_may_take_the_rate_it_did_best_with(open_app: Open) -> None:
    """One button after the search."""
    app = open_app(
        SMALL | {"training.max_steps": "12", "show": "lanes:model.cell=elman;model.cell=lstm"},
        page="compare",
    )
    part(app, "rates")
    press(app, "Try 5 learning rates for each lane")
    settle(app)
    assert "best" in sentences(app)
    press(app, "Use each lane's best")
    assert all("training.learning_rate" in one.changes for one in variants(app).variants)


KINDS = {
    "one_to_one": {"problem.kind": "one_to_one"},
    "one_to_many": {
        "data.source": "waveforms",
        "problem.kind": "one_to_many",
        "problem.horizon": "20",
    },
    "many_to_many": {"problem.kind": "many_to_many"},
    "seq2seq": {"problem.kind": "seq2seq", "problem.horizon": "5"},
    "classification": {"data.source": "waveforms", "problem.kind": "classification"},
    "many_to_one": {"data.source": "adding", "problem.kind": "many_to_one"},
}


@pytest.mark.parametrize("kind", KINDS)
def test_every_problem_type_can_be_compared(open_app: Open, kind: str) -> None:
    """Untrained and trained: cards, charts and the table."""
    app = open_app(
        SMALL | {"training.max_steps": "3", "model.hidden_size": "2"} | KINDS[kind], page="compare"
    )
    assert variants(app).base.problem.kind == kind
    assert variants(app).names[:3] == ["Simple RNN", "GRU", "LSTM"]
    assert ("MLP" in variants(app).names) is (kind == "one_to_one")
    settle(press(app, "Train all"))
    assert "Nothing is in bold" in sentences(app)
    assert all(one.evaluation() is not None for one in variants(app).variants)


def test_one_click_trains_a_prepared_comparison_to_its_verdict(open_app: Open) -> None:
    """Its own sentence appears once its claim holds, and not before."""
    prepared = COMPARISONS["exploding"]
    app = press(open_app(page="compare"), prepared.title)
    assert prepared.conclusion not in sentences(app)
    settle(app)
    assert f"**{prepared.conclusion}**" in sentences(app)
    assert variants(app).prepared is prepared
    press(app, "Reset all")
    assert prepared.conclusion not in sentences(app)
