"""What a link may say: a good one opens as it stands, a bad one is explained in one sentence and
the page stays.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from playground.gallery.exhibits import EXHIBITS
from playground.ui.shell.markdown import literal
from tests.pages.visit import choose, link, press, sentences, session_of, settle, status, whole

Open = Callable[..., AppTest]
SMALL = {
    "data.length": "200",
    "problem.lookback": "10",
    "model.hidden_size": "4",
    "training.max_steps": "60",
    "v": "1",
}


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"model.cell": "<img src=x>"}, "model.cell: '<img src=x>' is not known"),
        ({"problem.lookback": "500"}, "problem.lookback"),
    ],
)
def test_a_bad_link_is_explained_in_one_sentence_and_the_page_stays(
    open_app: Open, more: dict[str, str], told: str
) -> None:
    """There is always something to look at and to press. More bad links are in
    tests/unit/ui/test_bad_links.py.
    """
    app = open_app(SMALL | more)
    shown = [warning.value for warning in app.warning]
    assert len(shown) == 1, shown
    assert shown[0].startswith("This link is invalid. ")
    assert literal(told) in shown[0]  # what came is repeated as text
    assert status(app).startswith("step ")
    press(app, "Reset")
    settle(press(app, "Step"))
    assert session_of(app).run.step == 1


def test_a_bad_link_is_forgotten_with_the_next_change(open_app: Open) -> None:
    """Its sentence does not follow the visitor around."""
    app = open_app({"model.cell": "lsmt", "v": "1"})
    assert app.warning
    choose(app, "model.cell", "gru")
    assert not app.warning


@pytest.mark.parametrize(
    "extra", [{"utm_source": "mail"}, {"show": "gates"}, {"lang": "xx"}, {"lock": "1"}]
)
def test_keys_that_are_not_the_experiments_do_no_harm(
    open_app: Open, extra: dict[str, str]
) -> None:
    """They are passed over."""
    app = open_app(SMALL | extra)
    assert not app.warning
    assert session_of(app).experiment.model.hidden_size == 4


@pytest.mark.parametrize("key", ["foo.x", "modle.cell", "Model.cell", ".cell"])
def test_a_group_that_does_not_exist_is_told_and_not_passed_over(open_app: Open, key: str) -> None:
    """``modle.cell=gru`` alone is about an experiment too: the visitor would look at another one
    without a word.
    """
    for query in ({key: "gru"}, SMALL | {key: "gru"}):
        app = open_app(query)
        shown = [warning.value for warning in app.warning]
        assert len(shown) == 1, shown
        assert "unknown group" in shown[0]
        assert key not in link(app)


def test_a_key_that_stands_twice_in_a_link_stands_there_once_afterwards(open_app: Open) -> None:
    """The last one holds, in the address as on the page; a copy of the address says nothing that is
    not so.
    """
    app = open_app(SMALL | {"model.cell": ["lstm", "gru"], "training.seed": ["1", "2"]})
    assert not app.warning
    assert (session_of(app).experiment.model.cell, session_of(app).experiment.training.seed) == (
        "gru",
        2,
    )
    assert app.query_params["model.cell"] == "gru"
    assert app.query_params["training.seed"] == "2"


def test_a_link_opens_what_it_describes(open_app: Open) -> None:
    """And stands in the address bar afterwards as it came."""
    came = SMALL | {
        "data.source": "mackey_glass",
        "model.cell": "gru",
        "problem.kind": "seq2seq",
        "problem.horizon": "5",
        "training.seed": "3",
    }
    app = open_app(came)
    assert not app.warning
    assert link(app) == came
    assert status(app) == "step 0 · not trained yet"


def test_a_link_with_a_step_trains_to_it_by_itself(open_app: Open) -> None:
    """And says so again; a step beyond the end is the end."""
    app = settle(open_app(SMALL | {"at": "30"}))
    assert session_of(app).run.step == 30
    assert status(app).startswith("step 30 ·")
    assert link(app)["at"] == "30"
    app = settle(open_app(SMALL | {"at": "100000"}))
    assert session_of(app).run.step == 60


def test_a_link_only_with_foreign_keys_opens_the_first_exhibit(open_app: Open) -> None:
    """As the bare address does, and the mail it came from is no reason for another page."""
    app = open_app({"utm_source": "mail"})
    assert session_of(app).experiment == EXHIBITS["remember"].experiment
    assert status(app).startswith("step 500")


def test_the_link_of_any_state_reproduces_it(open_app: Open) -> None:
    """Described by one visitor, opened by another."""
    app = open_app()
    choose(app, "data.source", "mackey_glass")
    choose(app, "model.cell", "gru")
    choose(app, "training.patience", 5)
    choose(app, "model.forget_bias", "off") if session_of(
        app
    ).experiment.model.cell == "lstm" else None
    other = open_app(link(app))
    assert session_of(other).experiment == session_of(app).experiment
    assert link(other) == link(app)


def test_the_back_button_lays_out_the_other_link(open_app: Open) -> None:
    """A new address in the same session is another experiment, and can be undone."""
    app = open_app(SMALL)
    app.query_params.clear()
    app.query_params.update(SMALL | {"model.cell": "gru"})
    whole(app.run())
    assert session_of(app).experiment.model.cell == "gru"
    press(app, "Undo last change")
    assert session_of(app).experiment.model.cell == "lstm"
    assert "model.cell" not in link(app)
    assert "Sine" in sentences(app)
