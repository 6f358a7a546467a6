"""Choosing one thing changes that thing; what else is set is told, and what a link asks for in vain
is told too.
"""

from __future__ import annotations

from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from playground.config.lookup import setting_of, value_of
from playground.gallery.exhibits import EXHIBITS
from playground.ui.sidebar.relevance import relevant
from tests.pages.visit import change_one, choose, press, sentences, session_of, settle

Open = Callable[..., AppTest]
SMALL = {"data.length": "200", "problem.lookback": "6", "training.max_steps": "10", "v": "1"}


def test_simple_rnn_and_then_eight_units_is_a_simple_rnn_of_eight_units(open_app: Open) -> None:
    """A second change of the network adds to the first."""
    app = change_one(open_app(), "model.cell", "elman")
    change_one(app, "model.hidden_size", 8)
    model = session_of(app).experiment.model
    assert (model.cell, model.hidden_size) == ("elman", 8)
    labels = [menu.label for menu in app.menu_button]
    assert labels == ["Cell: Simple RNN", "Hidden units: 8"]


def test_a_menu_shows_what_holds_and_choosing_it_again_changes_nothing(open_app: Open) -> None:
    """The recording of the exhibit stays, and no training begins."""
    app = open_app()
    labels = [menu.label for menu in app.menu_button]
    assert labels == ["Cell: LSTM", "Hidden units: 1"]
    change_one(app, "model.cell", "lstm")
    assert session_of(app).run.finished
    assert session_of(app).experiment == EXHIBITS["remember"].experiment


def test_a_field_of_an_exhibit_is_offered_only_where_it_matters(open_app: Open) -> None:
    """A simple RNN has no forget gate; the length of the sequences, once changed, stays changed."""
    app = open_app(EXHIBITS["long_recall"].link())
    change_one(app, "problem.lookback", 50)
    change_one(app, "model.forget_bias", 1.0)
    experiment = session_of(app).experiment
    assert (experiment.problem.lookback, experiment.model.forget_bias) == (50, 1.0)
    change_one(app, "model.cell", "elman")
    assert not any("orget" in menu.label for menu in app.menu_button)
    assert session_of(app).experiment.problem.lookback == 50


def test_cell_and_units_are_offered_for_every_series(open_app: Open) -> None:
    """A number of units that is not usual is offered among the others."""
    app = open_app(SMALL | {"data.source": "sine", "model.hidden_size": "5"})
    units = next(m for m in app.menu_button if m.key == "one.model.hidden_size")
    assert units.options == ["1", "5", "8", "32"]
    change_one(app, "model.cell", "gru")
    assert session_of(app).experiment.model.cell == "gru"


def test_what_the_reader_chose_of_the_network_stays_with_another_source(open_app: Open) -> None:
    """The exhibit's one unit nobody chose: it gives way, and that is told for as long as it
    holds.
    """
    app = open_app()
    choose(app, "model.cell", "gru")
    choose(app, "data.source", "sine")
    model = session_of(app).experiment.model
    assert (model.cell, model.hidden_size) == ("gru", 32)
    assert "Set to suit this source: Hidden units 32" in sentences(app)
    choose(app, "model.hidden_size", 5)
    assert "Set to suit" not in sentences(app)
    choose(app, "data.source", "mackey_glass")
    model = session_of(app).experiment.model
    assert (model.cell, model.hidden_size) == ("gru", 5)
    assert "Set to suit" not in sentences(app)


def test_whatever_a_change_sets_besides_is_told_and_undone_in_one_step(open_app: Open) -> None:
    """A problem type sets its usual values, an exhibit its own; one field alone sets nothing."""
    app = open_app()
    before = session_of(app).experiment
    choose(app, "model.hidden_size", 8)
    assert "Also set" not in sentences(app)
    own = session_of(app).experiment
    other = EXHIBITS["answer_when_asked"]
    press(app, f"{list(EXHIBITS).index(other.name) + 1}  {other.title}")
    assert session_of(app).experiment == other.experiment
    assert "Set by this exhibit: " in sentences(app)
    assert f"Hidden units {other.experiment.model.hidden_size}" in sentences(app)
    press(app, "Undo")  # where the exhibit was chosen
    assert session_of(app).experiment == own
    assert own == before.with_values({"model.hidden_size": 8})


def test_a_source_of_an_exhibit_chosen_as_a_source_tells_what_suits_it(open_app: Open) -> None:
    """Beside the menus: nobody has opened the exhibit, though its task is the same."""
    app = open_app({"data.source": "sine", "model.cell": "gru", "model.hidden_size": "8", "v": "1"})
    choose(app, "data.source", "hold")
    assert session_of(app).exhibit is EXHIBITS["remember"]
    assert "Set to suit this source: " in sentences(app)
    assert "Set by this exhibit" not in sentences(app)
    press(app, "Undo")
    assert session_of(app).experiment.data.source == "sine"
    assert session_of(app).experiment.model.hidden_size == 8


def test_every_field_that_differs_after_a_choice_is_named(open_app: Open) -> None:
    """For sources and problem types, whatever they set."""
    app = open_app({"data.source": "sine", "model.cell": "gru", "model.hidden_size": "6", "v": "1"})
    for field, value in (
        ("data.source", "hold"),
        ("data.source", "sunspots"),
        ("problem.kind", "seq2seq"),
        ("data.source", "adding"),
    ):
        before = session_of(app).experiment
        choose(app, field, value)
        now = session_of(app).experiment
        assert (now.model.cell, now.model.hidden_size) == ("gru", 6)
        for name in ("problem.lookback", "problem.horizon", "training.max_steps"):
            if value_of(before, name) != value_of(now, name) and relevant(now, name):
                label = f"{setting_of(now, name).label} {value_of(now, name):,}"
                assert label in sentences(app), (value, label)


def test_a_gate_is_offered_to_be_held_only_where_it_has_a_memory_to_multiply(
    open_app: Open,
) -> None:
    """Over a single step the forget gate multiplies an empty memory."""
    app = open_app()
    assert any(b.label == "Hold f = 1" for b in app.button)
    app = settle(
        open_app(
            EXHIBITS["problem_types"].link(
                EXHIBITS["problem_types"].varied(
                    {"problem.kind": "one_to_one", "model.cell": "lstm"}
                )
            )
        )
    )
    assert session_of(app).exhibit is EXHIBITS["problem_types"]
    assert session_of(app).experiment.model.cell == "lstm"
    assert not any(b.label == "Hold f = 1" for b in app.button)


def test_a_lesson_that_does_not_exist_is_said_and_the_first_exhibit_opens(open_app: Open) -> None:
    """With the name that is near."""
    app = open_app({"lesson": "rembember"})
    assert session_of(app).exhibit is EXHIBITS["remember"]
    assert "There is no lesson 'rembember'; did you mean 'remember'?" in sentences(app)
    assert "There is no lesson" not in sentences(open_app({"lesson": "remember"}))


def test_what_a_link_asks_for_in_vain_is_told(open_app: Open) -> None:
    """Languages and fields that do not exist; nothing is said of a link without them."""
    assert "has no effect" not in sentences(open_app())
    said = sentences(open_app(SMALL | {"lang": "xx", "lock": "model.cel"}))
    assert "This link asks for the language xx. Available so far: English, Español." in said
    assert "This link hides or locks 'model.cel', which is the name of no field" in said
    assert "did you mean 'model.cell'?" in said
