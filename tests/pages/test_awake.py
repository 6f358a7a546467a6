"""Parts of a page that renew themselves: whatever button in one is pressed, the whole page then
shows what holds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.parts import Page, browser
from tests.pages.visit import button, pace, press, session_of, settle, stage

Open = Callable[..., AppTest]
SMALL = {
    "data.length": "200",
    "problem.lookback": "10",
    "model.hidden_size": "4",
    "training.max_steps": "20",
    "training.evaluate_every": "10",
    "v": "1",
}
LANES = {"show": "lanes:model.cell=elman;model.cell=lstm"}
TASK = SMALL | {"data.source": "hold", "problem.kind": "many_to_many"}
OVERFLOWING = SMALL | {
    "model.cell": "elman",
    "model.nonlinearity": "relu",
    "model.spectral_radius": "3",
    "model.hidden_size": "16",
    "problem.lookback": "40",
    "training.optimizer": "sgd",
    "training.learning_rate": "0.5",
    "training.grad_clip_norm": "null",
    "training.max_steps": "60",
}
DIVERGING = OVERFLOWING | {"model.spectral_radius": "1.5"}
CLIPPED = DIVERGING | {
    "model.spectral_radius": "1",
    "training.grad_clip_norm": "1",
    "training.learning_rate": "10",
}


@pytest.fixture
def open_page(open_app: Open) -> Iterator[Callable[..., Page]]:
    """Yield a function that opens a page as a browser does: ``open_page(link, page="cell")``."""
    with browser() as kept:
        yield lambda link=None, **where: Page(open_app(link, **where), kept)


def train(page: Page) -> None:
    """Train to the end."""
    settle(press(page.app, "Train"))


def train_while_it_learns(page: Page) -> None:
    """Choose the second stage of the Gradients page, and train to the end."""
    stage(page.app, "learning")
    train(page)


def begin_and_stop(page: Page) -> None:
    """Begin with the five networks, and stop."""
    page.press(next(b for b in page.app.button if b.label == "Train 5 networks"))
    page.press(next(b for b in page.app.button if b.label == "Stop"))


def edit(page: Page) -> None:
    """Change the sequence looked at by hand."""
    here = session_of(page.app)
    here.edit([(0.5, 0)] * len(here.focus.probe.x), 1)
    page.app.run()


#: Link, page, what is done first, and a button that must be among those found there.
SCENES: dict[str, tuple[dict[str, str], str | None, Callable[[Page], object], str]] = {
    "a series": (SMALL, None, lambda page: None, "Window after"),
    "a series, trained": (SMALL, None, train, "Measure"),
    "a task, edited": (TASK, None, edit, "Undo my edits"),
    "a series, training": (
        SMALL | {"training.max_steps": "100"},
        None,
        lambda page: press(page.app, "Train"),
        "Window before",
    ),
    "diverged": (DIVERGING, None, train, "Clip the gradient at 1 and train again"),
    "diverged with clipping": (
        CLIPPED,
        "gradients",
        train_while_it_learns,
        "Train again with learning rate 0.1",
    ),
    "overflowing untrained": (
        OVERFLOWING,
        "cell",
        train,
        "Start with spectral radius 1 and train again",
    ),
    "the cell": (TASK, "cell", lambda page: None, "Next example"),
    "lanes": (SMALL | LANES, "compare", lambda page: None, "Remove"),
    "gradients": (SMALL, "gradients", lambda page: None, "Draw other weights"),
    "worth it": (SMALL, "data", lambda page: page.wait(), "Train 5 networks"),
    "worth it, stopped": (
        SMALL | {"training.max_steps": "100"},
        "data",
        begin_and_stop,
        "Continue",
    ),
}


@pytest.mark.parametrize("scene", SCENES)
def test_every_button_in_a_part_does_what_it_says_and_wakes_the_page(
    open_page: Callable[..., Page], scene: str
) -> None:
    """Drawn part by part, as a browser does it, the page ends up as if it had been drawn as a
    whole.
    """
    link, where, first, sure = SCENES[scene]

    def at_first() -> Page:
        page = open_page(link, page=where) if where else open_page(link)
        first(page)
        return page

    page = at_first()
    labels = list(dict.fromkeys(b.label for b in page.buttons()))
    assert sure in labels
    for label in labels:
        if label not in {b.label for b in page.buttons()}:
            page = at_first()
        before = page.shown()
        page.press(next(b for b in page.buttons() if b.label == label))
        page.wait()
        after = page.shown()
        # a run that ended is repeated by Train, byte for byte
        repeats = label in ("Train", "Train the Simple RNN")
        assert after != before or repeats, f"{label} did nothing"
        page.app.run()
        assert page.shown() == after, f"after {label} the page shows what does not hold"


def test_nothing_is_told_as_paused_or_ended_before_the_buttons_know(
    open_page: Callable[..., Page],
) -> None:
    """A click on Step just after the status line said so fell on a button that was still off."""
    page = open_page(SMALL)
    pace(page.app, "slow")
    page.press(button(page.app, "Train"))
    for name in ("Pause", "Step", "Step", "Train"):
        page.press(button(page.app, name))
        page.wait()
    assert session_of(page.app).run.finished
    off, told = {}, []
    for element in (
        m.delta.new_element
        for m in page.kept.sent
        if m.HasField("delta") and m.delta.HasField("new_element")
    ):
        if element.button.label in ("Train", "Pause", "Step"):
            off[element.button.label] = element.button.disabled
            if element.button.label != "Step":
                trains = element.button.label == "Pause"
        elif (line := element.markdown.body).startswith("step ") and (
            "paused" in line or "finished" in line
        ):
            told.append(line)
            assert not trains, line
            assert off["Step"] == ("finished" in line), line
    assert {line.rsplit(" · ", 1)[1] for line in told} >= {
        "paused",
        "finished: all 20 training steps done",
    }


@pytest.mark.parametrize("where", [None, "cell", "gradients"])
def test_single_steps_leave_the_buttons_as_they_are(open_app: Open, where: str | None) -> None:
    """So that the next one can be asked for at once, and none is lost."""
    app = open_app(SMALL, page=where) if where else open_app(SMALL)
    if where == "gradients":
        stage(app, "learning")
    for _ in range(4):
        press(app, "Step")
        assert not button(app, "Step").disabled
        assert any(b.label == "Train" for b in app.button)
    settle(app)
    assert session_of(app).run.step == 4
