"""What is folded in the sidebar is made when it is opened."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.visit import control, session_of, whole

Open = Callable[..., AppTest]
SMALL = {"data.length": "200", "problem.lookback": "10", "model.hidden_size": "4", "v": "1"}


def fold(app: AppTest, name: str, *, opened: bool) -> AppTest:
    """Open or close an expander, as a click on it does."""
    app.session_state[name] = opened
    return whole(app.run())


@pytest.mark.parametrize(
    ("name", "field", "value"),
    [
        ("details.Network", "model.forget_bias", 2.0),
        ("details.Training", "training.batch_size", 16),
        ("details.Problem", "problem.stride", 2),
    ],
)
def test_a_folded_control_is_made_when_it_is_opened(
    open_app: Open, name: str, field: str, value: float
) -> None:
    """It shows the value that holds by then, whatever it showed before."""
    app = open_app(SMALL)
    assert control(app, field).value != value
    fold(app, name, opened=False)
    assert control(app, field) is None
    session_of(app).set({field: value})
    fold(app, name, opened=True)
    assert control(app, field).value == value


def test_a_fold_opens_by_itself_where_a_value_behind_it_was_refused(open_app: Open) -> None:
    """The reason stands at the control, which would otherwise be out of sight."""
    app = fold(open_app(SMALL), "details.Problem", opened=False)
    session_of(app).trouble = {"problem.stride": "It is too large."}
    whole(app.run())
    assert control(app, "problem.stride") is not None
    assert "It is too large." in [shown.value for shown in app.error]


def test_a_lesson_guides_the_picture_while_another_tab_is_open(open_app: Open) -> None:
    """Its card hides the track that is still to be predicted; the settings are no way around it."""
    app = open_app({"lesson": "remember", "step": "4", "lang": "en"})
    assert control(app, "model.cell") is None  # behind the tab that is not open
    app.session_state["rail.remember.en"] = "Settings"
    whole(app.run())
    assert control(app, "model.cell") is not None
    names = [each.proto.component_name for each in app.get("bidi_component")]
    assert "playground_lesson" in names
