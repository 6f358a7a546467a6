"""Every problem type on the Train page: it trains, shows its own picture, and says what that
shows.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.visit import button, choose, press, sentences, session_of, settle, status

Open = Callable[..., AppTest]
SMALL = {
    "data.length": "120",
    "problem.lookback": "8",
    "problem.horizon": "4",
    "model.hidden_size": "4",
    "training.max_steps": "20",
    "v": "1",
}


@pytest.mark.parametrize(
    ("source", "kind", "cell", "told"),
    [
        ("waveforms", "classification", "gru", "validation sequences correctly"),
        ("waveforms", "one_to_many", "lstm", "Its only input is the class"),
        ("waveforms", "seq2seq", "elman", "4 steps ahead by"),
        ("waveforms", "one_to_one", "lstm", "can affect an output"),
        ("waveforms", "many_to_many", "gru", "On this example its mean squared error is"),
        ("waveforms", "many_to_one", "elman", "It predicts"),
        ("sine", "one_to_many", "gru", "Its only input is one row"),
        ("lorenz", "one_to_one", "mlp", "all of its"),
    ],
)
def test_it_trains_to_its_end_and_says_what_its_picture_shows(
    open_app: Open, source: str, kind: str, cell: str, told: str
) -> None:
    """With every cell, on sequences and on a series."""
    app = open_app(SMALL | {"data.source": source, "problem.kind": kind, "model.cell": cell})
    assert not session_of(app).trouble
    press(app, "Train")
    settle(app)
    assert status(app).startswith("step 20")
    assert told in sentences(app)
    if kind == "classification":
        assert "nearest neighbor" in sentences(app)
    press(app, "Next example" if source == "waveforms" else "Window before")


def test_choosing_a_type_brings_what_is_usual_for_it_and_takes_it_back(open_app: Open) -> None:
    """A horizon to write, wave parameters that a label can tell, and a cell that may stay."""
    app = open_app(
        SMALL
        | {"data.source": "waveforms", "problem.kind": "classification", "problem.horizon": "1"}
    )
    choose(app, "problem.kind", "one_to_many")
    assert session_of(app).experiment.problem.horizon == 25
    assert session_of(app).experiment.data.params == {"period": 16.0, "spread": 0.0, "phase": 0.0}
    choose(app, "problem.kind", "one_to_one")
    assert session_of(app).experiment.data.params["spread"] == 0.3
    choose(app, "model.cell", "mlp")
    choose(app, "problem.kind", "many_to_one")
    assert (session_of(app).experiment.model.cell, session_of(app).experiment.problem.horizon) == (
        "lstm",
        1,
    )


def test_the_mlp_beside_a_recurrent_cell_is_one_click_away_and_so_is_the_way_back(
    open_app: Open,
) -> None:
    """With as many weights."""
    app = open_app(SMALL | {"data.source": "sine", "problem.kind": "one_to_one"})
    label = next(
        b.label for b in app.button if b.label.startswith("Train an MLP with as many weights")
    )
    press(app, label)
    assert session_of(app).experiment.model.cell == "mlp"
    settle(app)
    assert button(app, "Train the same with LSTM")
    press(app, "Train the same with GRU")
    assert session_of(app).experiment.model.cell == "gru"
    settle(app)


def test_a_type_that_does_not_go_with_the_data_is_refused_with_the_list(open_app: Open) -> None:
    """In a link as in a description."""
    app = open_app({"data.source": "sine", "problem.kind": "classification", "v": "1"})
    assert "goes with many_to_one, many_to_many, seq2seq, one_to_one, one_to_many" in sentences(app)
