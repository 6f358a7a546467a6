"""Is it worth it? Simple forecasts at once, five runs, one sentence at the end."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.visit import press, session_of

Open = Callable[..., AppTest]
WALK = {
    "data.source": "random_walk",
    "data.length": "300",
    "data.noise": "0.0",
    "problem.lookback": "8",
    "model.hidden_size": "4",
    "training.max_steps": "60",
    "v": "1",
}
#: The logistic-like chaos of Mackey and Glass ten rows ahead: no straight line gets far.
CHAOS = {
    "data.source": "mackey_glass",
    "data.length": "900",
    "data.noise": "0.0",
    "problem.lookback": "12",
    "problem.horizon": "8",
    "model.hidden_size": "24",
    "training.max_steps": "500",
    "training.learning_rate": "0.02",
    "v": "1",
}


def written(app: AppTest) -> str:
    """Return everything written on the page."""
    return "\n".join(
        shown.value for kind in (app.markdown, app.caption, app.error) for shown in kind
    )


def judged(app: AppTest) -> str:
    """Go to the page, train the five, and return all that it says at the end."""
    app.switch_page("../../pages/data.py").run()
    session_of(app).results.reference.result(60)
    before = written(app.run())
    assert "linear autoregression" in before
    assert "Score:" not in before
    press(app, "Train 5 networks")
    trials = app.session_state["worth.trials"][1]
    end = time.monotonic() + 120
    while trials.running and time.monotonic() < end:
        time.sleep(0.05)
        trials.touch()
    return written(app.run())


@pytest.mark.parametrize(
    ("link", "verdict"),
    [(WALK, "#### No: the best baseline"), (CHAOS, "#### Yes: all 5 networks beat")],
)
def test_it_says_no_to_a_random_walk_and_yes_to_chaos(
    open_app: Open, link: dict[str, str], verdict: str
) -> None:
    """The same words are never shown for both."""
    assert verdict in judged(open_app(link))
