"""What a control shows and what holds is one thing, also while it trains: in the control, the
address, the description and the run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import ButtonGroup, Selectbox, SelectSlider

from playground.config import registry
from playground.config.experiment import LIVE_FIELDS, Experiment
from playground.config.lookup import setting_of
from playground.ui.sidebar.choices import OFF
from playground.ui.sidebar.field_widgets import holds
from playground.ui.sidebar.steps import rungs
from tests.pages.parts import Page, browser
from tests.pages.visit import button, choose, control, controls, link, pace, press, session_of

Open = Callable[..., AppTest]
SMALL = {
    "data.length": "200",
    "problem.lookback": "10",
    "model.hidden_size": "4",
    "training.max_steps": "100000",
    "v": "1",
}
#: A series with its own parameters, a task, a table with several columns, a decoder with SGD, and
#: classes.
DESCRIPTIONS = {
    "series": SMALL,
    "task": SMALL | {"data.source": "hold", "problem.kind": "many_to_many"},
    "table": {
        "data.source": "seattle_weather",
        "problem.lookback": "10",
        "model.hidden_size": "4",
        "training.max_steps": "100000",
        "v": "1",
    },
    "decoder": SMALL
    | {
        "problem.kind": "seq2seq",
        "training.optimizer": "sgd",
        "model.cell": "elman",
        "model.num_layers": "2",
    },
    "classes": SMALL | {"data.source": "waveforms", "problem.kind": "classification"},
}


CHOICES = (ButtonGroup, Selectbox, SelectSlider)


def shown(session: Any, field: str) -> Any:
    """Return what the control of a field must show: what is off in its word, and the columns that
    are read.
    """
    value = holds(session, field)
    if field == "data.target":
        return session.data.columns[session.data.target]
    if field == "data.columns":
        return list(value or [])
    return OFF if value is None else value


def consistent(app: AppTest, about: str) -> None:
    """Compare every control with what holds, and that with the address and the run."""
    here = session_of(app)
    for field, widget in controls(app).items():
        assert widget.value == shown(here, field), f"after {about}: {field}"
    assert here.run.experiment == here.experiment, f"after {about}"
    own = {key: value for key, value in link(app).items() if "." in key or key == "v"}
    assert Experiment.from_query(own) == here.experiment, f"after {about}"
    groups = {group.label: group.value for group in app.get("button_group")}
    assert groups["Pace"] == here.pace.name
    assert groups.get("Layer", here.focus.layer) == here.focus.layer


def another(widget: Any, field: str, experiment: Experiment) -> Any:
    """Return a value that the control offers beside the present one, or that value itself where it
    offers no other.
    """
    if field in ("data.target", "data.columns"):
        return (
            next(o for o in widget.options if o != widget.value)
            if field == "data.target"
            else [widget.options[1]]
        )
    setting = setting_of(experiment, field)
    if isinstance(widget, CHOICES):
        offered = [
            *(
                registry.entries(setting.room)
                if setting.room
                else setting.choices or rungs(setting)
            ),
            OFF,
        ]
        offered = [v for v in offered if v != OFF or setting.nullable]
        offered = [
            v for v in offered if v == widget.value or widget.format_func(v) in widget.options
        ]
        at = offered.index(widget.value) if widget.value in offered else len(offered) // 2
        return offered[at + 1 if at + 1 < len(offered) else at - 1]
    step = widget.step or 1
    return (
        widget.value + step
        if widget.max is None or widget.value + step <= widget.max
        else widget.value - step
    )


def training(page: Page, field: str = "") -> None:
    """See to it that it trains; where a field is written into the run's own history, beyond step 0,
    where the same change would be one of the experiment.
    """
    if not session_of(page.app).run.running:
        page.press(button(page.app, "Train"))
    while field.removeprefix("training.") in LIVE_FIELDS and not session_of(page.app).run.step:
        page.tick()


def walked(page: Page, fields: Iterable[str]) -> None:
    """Change each field while it trains, let the page renew its part, and take the change back."""
    for field in fields:
        training(page, field)
        app = page.app
        before, widget = session_of(app).experiment, control(app, field)
        value = another(widget, field, before)
        if value == widget.value:
            continue
        first = widget.value
        choose(app, field, value)
        if (
            field in session_of(app).trouble
        ):  # it stays in the control beside the sentence why it cannot be
            assert (control(app, field).value, session_of(app).experiment) == (value, before), field
            choose(app, field, first)
            consistent(app, f"{field} taken back")
            continue
        assert control(app, field).value == shown(session_of(app), field) == value, field
        assert session_of(app).experiment != before, field
        consistent(app, field)
        if page.clocks():  # what goes on training goes on with it
            page.tick()
            consistent(app, f"{field}, and a moment of training,")
        if field.removeprefix("training.") in LIVE_FIELDS:
            press(app, "Reset")
        elif field == "training.max_steps":  # more steps are added to the same run
            choose(app, field, first)
        else:
            press(app, "Undo last change")
        assert session_of(app).experiment == before, field
        consistent(app, f"{field} taken back")


@pytest.mark.parametrize("about", DESCRIPTIONS)
def test_every_control_shows_what_holds_while_it_trains(open_app: Open, about: str) -> None:
    """Whatever is changed, no control springs back, and the address and the run say the same."""
    with browser() as kept:
        page = Page(open_app(DESCRIPTIONS["series"]), kept)
        common = set(controls(page.app)) if about != "series" else set()
        page = Page(open_app(DESCRIPTIONS[about]), kept)
        pace(page.app, "slow")
        fields = [field for field in controls(page.app) if field not in common]
        assert len(fields) > (30 if about == "series" else 0)
        walked(page, fields)


def test_pace_and_layer_show_what_holds_while_it_trains(open_app: Open) -> None:
    """The layer sprang back with every second click, the pace with another source."""
    with browser() as kept:
        page = Page(open_app(DESCRIPTIONS["decoder"]), kept)
        for values in (("slow", 1), ("normal", 0), ("slow", 1)):
            training(page)
            for label, value in zip(("Pace", "Layer"), values, strict=True):
                group = next(each for each in page.app.get("button_group") if each.label == label)
                page.change(group, value)
                consistent(page.app, label)
                page.tick()
                consistent(page.app, f"{label}, and a moment of training,")
            assert (session_of(page.app).pace.name, session_of(page.app).focus.layer) == values
        for field in ("training.learning_rate", "model.seed", "data.noise"):
            walked(page, [field])
            assert (session_of(page.app).pace.name, session_of(page.app).focus.layer) == (
                "slow",
                1,
            ), field
