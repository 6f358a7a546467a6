"""Holding a gate on the Train page: a what-if that trains nothing and goes away with one click."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from streamlit.testing.v1 import AppTest

from tests.pages.visit import button, change_one, link, player, press, sentences, session_of

Open = Callable[..., AppTest]


def test_holding_the_forget_gate_shows_what_would_be_remembered_and_one_click_undoes_it(
    open_app: Open,
) -> None:
    """The network, its explanation and the link stay as they are."""
    app = open_app()
    before, said, address = session_of(app).explanation(), player(app)["said"], link(app)
    press(app, "Hold f = 1")
    held = session_of(app).viewpoint().scene(session_of(app).run.weights()).explanation
    assert np.array_equal(
        held.layers[0]["forget_gate"], np.ones_like(before.layers[0]["forget_gate"])
    )
    assert held.loss > 10 * before.loss
    assert "What if: with f held at 1" in sentences(app)
    assert "At ▲ it forgets" not in sentences(app)
    assert np.array_equal(session_of(app).explanation().y_hat, before.y_hat)
    press(app, "Release")
    assert not session_of(app).interventions.changes
    assert (player(app)["said"], link(app)) == (said, address)


def test_a_held_gate_is_let_go_when_the_cell_has_none_of_its_name(open_app: Open) -> None:
    """A GRU has an update gate to hold instead; a simple RNN has none."""
    app = open_app()
    press(app, "Hold f = 1")
    change_one(app, "model.cell", "gru")
    assert not session_of(app).interventions.changes
    assert button(app, "Hold z = 1")
    change_one(app, "model.cell", "elman")
    assert not [b for b in app.button if b.label.startswith("Hold")]
