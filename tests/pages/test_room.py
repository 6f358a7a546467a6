"""The room of a link: hidden controls are not drawn, and no way leads past a locked field."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from playground.errors import DescriptionError
from playground.gallery.exhibits import EXHIBITS
from playground.ui.train import one_change
from tests.pages.visit import (
    control,
    controls,
    link,
    press,
    sentences,
    session_of,
    settle,
    whole,
)

Open = Callable[..., AppTest]
SMALL = {
    "data.length": "200",
    "problem.lookback": "10",
    "model.hidden_size": "4",
    "training.max_steps": "60",
    "v": "1",
}
LOCKED = SMALL | {"lock": "model.cell,seeds", "training.seed": "3"}


def forged(app: AppTest, field: str) -> Any:
    """Return a control as if it were not disabled: whoever writes the messages does not mind."""
    widget = control(app, field)
    widget.disabled = widget.proto.disabled = False
    return widget


def held(app: AppTest) -> tuple[str, int]:
    """Return what the link of these tests locks."""
    experiment = session_of(app).experiment
    return experiment.model.cell, experiment.training.seed


def test_a_locked_control_is_disabled_and_says_why(open_app: Open) -> None:
    """A name locks a field, a group all of its fields; the rest can be changed."""
    app = open_app(LOCKED)
    for field in ("model.cell", "model.seed", "data.seed", "training.seed"):
        assert control(app, field).disabled, field
        assert ":material/lock:" in control(app, field).label
        assert control(app, field).help.startswith("Locked by the link of this page.")
    assert not control(app, "model.hidden_size").disabled
    assert not any(w.disabled for w in controls(open_app(SMALL)).values())


@pytest.mark.parametrize(
    ("field", "value"), [("model.cell", "gru"), ("training.seed", 4), ("model.seed", 9)]
)
def test_a_widget_that_reports_another_value_changes_no_locked_field(
    open_app: Open, field: str, value: Any
) -> None:
    """As a forged message of a browser would; the control is drawn with what holds."""
    app = open_app(LOCKED)
    before, drawn = session_of(app).experiment, control(app, field).value
    forged(app, field).set_value(value).run()
    assert session_of(whole(app)).experiment == before
    session_of(app).set({field: value})
    assert "locks it at" in session_of(app).trouble[field]
    assert session_of(app).experiment == before
    assert control(whole(app.run()), field).value == drawn


def test_an_edited_address_changes_no_locked_field_and_opens_no_lock(open_app: Open) -> None:
    """Neither another value nor a link without the lock, and the address says what holds."""
    for edit in ({"model.cell": "gru"}, {"lock": ""}, {"lock": "", "training.seed": "8"}):
        app = open_app(LOCKED)
        came = {k: v for k, v in (LOCKED | edit).items() if v}
        app.query_params.clear()
        app.query_params.update(came)
        whole(app.run())
        assert held(app) == ("lstm", 3)
        forged(app, "model.cell").set_value("gru").run()
        assert held(whole(app)) == ("lstm", 3)
        assert set(link(app)["lock"].split(",")) == {"model.cell", "seeds"}


def test_an_address_with_an_edited_locked_value_is_refused_by_its_seal(open_app: Open) -> None:
    """Also in a new page, whose server has never seen the link as it was made."""
    sealed = link(open_app(LOCKED))
    assert held(open_app(sealed)) == ("lstm", 3)
    assert held(open_app(sealed | {"model.hidden_size": "5"})) == ("lstm", 3)
    for edit in ({"model.cell": "gru"}, {"training.seed": "4"}, {"lock": "model.cell"}):
        app = open_app(sealed | edit)
        assert "what this link locks has been changed" in app.warning[0].value
        assert session_of(app).exhibit is EXHIBITS["remember"]


def test_undo_does_not_lead_back_past_a_lock(open_app: Open) -> None:
    """What was before the lock has another value, and stays away."""
    app = open_app(SMALL | {"model.cell": "gru"})
    app.query_params.clear()
    app.query_params.update(LOCKED)
    whole(app.run())
    assert held(app) == ("lstm", 3)
    press(app, "Undo last change")
    assert held(app) == ("lstm", 3)
    assert "locks it at" in sentences(app)


def test_undo_of_other_changes_still_works_in_a_locked_room(open_app: Open) -> None:
    """Only locked fields are held."""
    app = open_app(LOCKED)
    session_of(app).set({"model.hidden_size": 6})
    whole(app.run())
    press(app, "Undo last change")
    assert session_of(app).experiment.model.hidden_size == 4


def test_no_exhibit_chip_or_description_changes_a_locked_field(open_app: Open) -> None:
    """Whatever opens another experiment is asked the same question."""
    app = open_app(LOCKED)
    session = session_of(app)
    before = session.experiment
    session.set({"training.seed": 5})
    assert session.trouble
    assert not session.try_load(EXHIBITS["vanishing"].experiment)
    with pytest.raises(DescriptionError, match="locks it"):
        session.load(before.with_values({"model.cell": "gru"}))
    name = session.exhibit_name
    one_change.change(session, {"model.cell": "gru"})
    assert (session.experiment, session.exhibit_name) == (before, name)


def test_a_locked_learning_rate_cannot_be_changed_while_it_trains(open_app: Open) -> None:
    """Nor can more steps be added to a locked number of steps."""
    app = settle(open_app(SMALL | {"at": "30", "lock": "training"}))
    session = session_of(app)
    before = session.experiment
    session.set({"training.learning_rate": 0.3})
    session.set({"training.max_steps": 90})
    session.go_on(60)
    assert session.experiment == before
    assert session.trouble


def test_hidden_fields_groups_parts_and_pages_are_not_drawn(open_app: Open) -> None:
    """A group takes its heading with it; a page that is left out does not open."""
    app = open_app(SMALL | {"hide": "seeds,training,model.cell,details,chips,share,page.cell"})
    left = controls(app)
    assert not any(n.startswith("training.") or n.endswith(".seed") for n in left)
    assert "model.cell" not in left
    assert "model.hidden_size" in left
    assert not [h for h in app.subheader if h.value in ("Training", "Seeds")]
    assert not [b for b in app.button if b.label == "New weights"]
    closed = open_app(SMALL | {"hide": "page.cell"}, page="cell")
    assert "leaves this page out" in sentences(closed)
    assert not closed.get("bidi_component") or "step 0" not in sentences(closed)


def test_a_link_with_locks_closes_the_pages_that_no_lock_could_hold(open_app: Open) -> None:
    """The lanes of Compare and the networks of Gradients have values of their own."""
    for page in ("compare", "gradients"):
        assert "leaves this page out" in sentences(open_app(LOCKED, page=page))
        assert "leaves this page out" not in sentences(open_app(SMALL, page=page))


def test_names_that_do_not_exist_are_told_in_one_sentence(open_app: Open) -> None:
    """With the nearest name, whatever a stranger wrote; a good name beside them holds."""
    app = open_app(SMALL | {"hide": "seeds,sead,<b>x</b>", "lock": "modell,training.seed"})
    told = [c.value for c in app.caption if "hides or locks" in c.value]
    assert len(told) == 1
    assert "<b>" not in told[0].replace("\\<b", "")
    assert "did you mean 'seeds'?" in told[0]
    assert len(told[0]) < 260
    far = open_app(SMALL | {"lock": "nonsense"})
    [hint] = [c.value for c in far.caption if "hides or locks" in c.value]
    assert "allowed: data, details, model, model.cell, …" in hint
    assert len(hint) < 260
    assert session_of(app).room.locks("training.seed")
    assert not any(n.endswith(".seed") for n in controls(app))


def test_a_link_to_a_lesson_locks_what_its_experiment_has(open_app: Open) -> None:
    """The lesson describes no experiment in the link, and its fields are held all the same."""
    app = open_app({"lesson": "remember", "lock": "model.cell", "hide": "training"})
    session = session_of(app)
    session.set({"model.cell": "gru"})
    assert "locks it at lstm" in session.trouble["model.cell"]
    assert session.experiment.model.cell == "lstm"
    assert session.room.hides("training.optimizer")
