"""What is looked at, as text in the link and back."""

from __future__ import annotations

from typing import Any

import pytest

from playground.analysis.interventions import AblatedUnit, ClampedGate
from playground.config.experiment import Experiment
from playground.ui.session import view_link
from playground.ui.session.focus import Cursor, Focus
from playground.ui.session.interventions import Interventions

MODEL: Any = Experiment.from_dict(
    {"model": {"cell": "lstm", "hidden_size": 8, "num_layers": 2}}
).model


def view(text: str | None) -> tuple[Focus, Interventions]:
    """Return what is looked at after a link."""
    focus, interventions = Focus(None), Interventions()  # type: ignore[arg-type]
    view_link.apply(text, MODEL, focus, interventions)
    return focus, interventions


@pytest.mark.parametrize("value", [0.0, 1.0, 0.5, 1e-07, 0.1 + 0.2, 2.5e-05, 0.9999999999999999])
def test_the_value_of_a_clamped_gate_returns_exactly(value: float) -> None:
    """To the last digit."""
    focus, interventions = view(None)
    interventions.change(ClampedGate("forget_gate", value, 1, 2), MODEL)
    text = view_link.to_text(focus, interventions)
    assert view(text)[1].changes == (ClampedGate("forget_gate", value, 1, 2),)


def test_everything_that_is_looked_at_returns() -> None:
    """Cursor, film, open tracks, unit, layer and interventions; counted from 1 in the link."""
    text = "t:9,film:372,unit:3,layer:2,fold:input_gate,open:listens,hold:input_gate=0.25.layer2,silent:5"
    focus, interventions = view(text)
    assert focus.cursor == Cursor(8, 372, {"input_gate": False, "listens": True}, 1)
    assert (focus.layer, interventions.unit) == (1, 2)
    assert interventions.changes == (ClampedGate("input_gate", 0.25, 1), AblatedUnit(4, 0))
    assert view_link.to_text(focus, interventions) == text
    assert view_link.to_text(*view(None)) is None


@pytest.mark.parametrize(
    "text",
    [
        "nonsense",
        "t:0",
        "t:-1",
        "t:1e9",
        "t:" + "9" * 400,
        "film:x",
        "unit:999",
        "layer:7",
        "hold:forget_gate=2",
        "hold:forget_gate=nan",
        "hold:reset_gate=1",
        "hold:forget_gate=1.unit99",
        "silent:99",
        "hold:=",
        ",,,:",
        "t:4" * 5000,
        "<img src=x>",
        "t:4,t:٣",
    ],
)
def test_nonsense_in_show_is_ignored(text: str) -> None:
    """Nothing is clamped, and what the network does not have is not looked at."""
    focus, interventions = view(text)
    assert interventions.changes == ()
    assert interventions.unit is None
    assert focus.layer < 2


def test_what_no_player_would_send_is_ignored() -> None:
    """Only whole numbers are places."""
    cursor = Cursor()
    for message in (None, 3, {}, {"t": True, "film": "9"}, {"t": -1, "film": 1.5}, {"t": 10**9}):
        cursor.apply(message)
        assert (cursor.t, cursor.film) == (None, None)
