"""Choosing one thing changes that thing; what else is set is told, and what a link asks for in vain
is told too.
"""

from __future__ import annotations

from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from playground.gallery.exhibits import EXHIBITS
from tests.pages.visit import choose, press, sentences, session_of, settle

Open = Callable[..., AppTest]
SMALL = {"data.length": "200", "problem.lookback": "6", "training.max_steps": "10", "v": "1"}


def test_simple_rnn_and_then_eight_units_is_a_simple_rnn_of_eight_units(open_app: Open) -> None:
    """A second change of the network adds to the first."""
    app = press(open_app(), "Simple RNN")
    press(app, "Pause") if any(b.label == "Pause" for b in app.button) else None
    press(app, "8 units")
    model = session_of(app).experiment.model
    assert (model.cell, model.hidden_size) == ("elman", 8)


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


def test_what_a_link_asks_for_in_vain_is_told(open_app: Open) -> None:
    """Languages that do not exist and locks; nothing is said of a link without them."""
    assert "has no effect yet" not in sentences(open_app())
    said = sentences(open_app(SMALL | {"lang": "xx", "lock": "model.cell"}))
    assert "This link asks for the language xx. Available so far: English." in said
    assert "lock controls (lock=), which has no effect yet" in said
