"""What a control shows and what holds is one thing, also while it trains: in the control, the address, the description and the run."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from playground.experiment import LIVE_FIELDS, Experiment
from playground.lookup import setting_of, value_of
from playground.ui.controls import OFF, holds
from tests.pages.parts import Page, browser
from tests.pages.visit import button, choose, controls, desk, link, press, whole

Open = Callable[..., AppTest]
SMALL = {"data.length": "200", "problem.lookback": "10", "model.hidden_size": "4", "training.max_steps": "100000", "v": "1"}
#: A series with its own parameters, a task, a table with several columns, a decoder with SGD, and classes.
DESCRIPTIONS = {
    "series": SMALL,
    "task": SMALL | {"data.source": "hold", "problem.kind": "many_to_many"},
    "table": {"data.source": "seattle_weather", "problem.lookback": "10", "model.hidden_size": "4", "training.max_steps": "100000", "v": "1"},
    "decoder": SMALL | {"problem.kind": "seq2seq", "training.optimizer": "sgd", "model.cell": "elman", "model.num_layers": "2"},
    "classes": SMALL | {"data.source": "waveforms", "problem.kind": "classification"},
}


def shown(desk: Any, field: str) -> Any:
    """Return what the control of a field must show: what is off in its word, and the columns that are read."""
    value = holds(desk, field)
    if field == "data.target":
        return desk.data.columns[desk.data.target]
    if field == "data.columns":
        return list(value or [])
    return OFF if value is None else value


def consistent(app: AppTest, about: str) -> None:
    """Compare every control with what holds, and that with the address and the run."""
    here = desk(app)
    for field, widget in controls(app).items():
        assert widget.value == shown(here, field), f"after {about}: {field}"
    assert here.run.experiment == here.experiment, f"after {about}"
    own = {key: value for key, value in link(app).items() if "." in key or key == "v"}
    assert Experiment.from_query(own) == here.experiment, f"after {about}"
    groups = {group.label: group.value for group in app.get("button_group")}
    assert groups["Training steps per second"] == here.pace
    assert groups.get("Layer", here.layer) == here.layer


def another(widget: Any, field: str, experiment: Experiment) -> Any:
    """Return a value near the present one that the control offers."""
    if isinstance(widget.value, list):
        return [] if widget.value else [widget.options[1]]
    if hasattr(widget, "options"):
        options = list(widget.options)
        values = [value for value in _values(widget, field, experiment, options) if value != widget.value]
        return values[0] if values else None
    if isinstance(widget.value, str):
        return None
    low, step = widget.min, widget.step
    return widget.value - step if low is not None and widget.value - step >= low else widget.value + step
