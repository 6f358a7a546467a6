"""What is looked at stands in the link, and the link brings it back: cursor, film, unit, layer and
what is held by hand.
"""

from __future__ import annotations

from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from playground.analysis.interventions import AblatedUnit, ClampedGate
from tests.pages.visit import link, player, press, session_of, settle, status, whole

Open = Callable[..., AppTest]
SMALL = {
    "data.length": "200",
    "problem.lookback": "10",
    "model.hidden_size": "4",
    "model.num_layers": "2",
    "training.max_steps": "60",
    "v": "1",
}
SEEN = "t:4,film:12,unit:3,layer:2,fold:forget_gate,open:listens,hold:forget_gate=1.layer2,hold:input_gate=0.25.layer2.unit1,silent:2"


def test_a_link_brings_back_what_was_looked_at(open_app: Open) -> None:
    """Cursor, film step, unit, layer, held gates and silenced units; and says so again."""
    app = settle(open_app(SMALL | {"at": "30", "show": SEEN}))
    found = session_of(app)
    assert (
        found.focus.cursor.t,
        found.focus.cursor.film,
        found.focus.layer,
        found.interventions.unit,
    ) == (3, 12, 1, 2)
    assert found.interventions.changes == (
        ClampedGate("forget_gate", 1.0, 1),
        ClampedGate("input_gate", 0.25, 1, 0),
        AblatedUnit(1, 0),
    )
    rows = {"forget_gate": False, "listens": True}
    number = found.focus.cursor.number
    assert player(app)["asked"] == {"t": 3, "film": 12, "rows": rows, "number": number}
    assert link(app)["show"] == SEEN


def test_what_is_held_and_where_the_hand_rests_goes_into_the_link(open_app: Open) -> None:
    """And out of it again."""
    app = open_app(SMALL)
    assert "show" not in link(app)
    session_of(app).interventions.change(
        ClampedGate("forget_gate", 1.0), session_of(app).experiment.model
    )
    session_of(app).focus.cursor.apply({"t": 3, "film": 12, "rows": {"listens": True, "<b>": True}})
    whole(app.run())
    assert link(app)["show"] == "t:4,film:12,open:listens,hold:forget_gate=1"
    session_of(app).interventions.release()
    session_of(app).focus.cursor.apply({"t": None, "film": None})
    whole(app.run())
    assert "show" not in link(app)


def test_nonsense_in_show_does_not_break_the_page(open_app: Open) -> None:
    """It is shown as without it."""
    app = settle(open_app(SMALL | {"at": "3", "show": "hold:forget_gate=nan,<img src=x>"}))
    assert not app.warning
    assert session_of(app).interventions.changes == ()
    assert status(app).startswith("step 3 ")


def test_another_pages_words_in_show_stay_until_something_is_chosen(open_app: Open) -> None:
    """The Train page does not know what lanes are, and leaves them."""
    variants = "lanes:model.cell=gru;model.cell=lstm"
    app = open_app(SMALL | {"show": variants})
    assert link(app)["show"] == variants
    session_of(app).interventions.change(
        ClampedGate("forget_gate", 1.0), session_of(app).experiment.model
    )
    whole(app.run())
    assert link(app)["show"] == "hold:forget_gate=1"


def test_a_page_reloaded_while_it_trains_goes_on_from_where_it_was(open_app: Open) -> None:
    """At the same pace; the address names the end, and the reader sees the way there."""
    app = open_app(SMALL | {"training.max_steps": "3000", "model.seed": "17"})
    table = session_of(app)
    press(app, "Train")
    while table.run.step < 20:
        table.run.touch()
    table.run.pace = 10
    assert table.run.running
    again = open_app(link(app))
    try:
        assert session_of(again).run.running
        assert 20 <= session_of(again).run.step < 3000
        assert session_of(again).run.pace == 10
    finally:
        session_of(again).run.let_go()
        table.run.let_go()
