"""The menu of exhibits: any of them by number and title, its sentence while it is true, and one
thing changed at a time.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from playground.gallery.exhibits import EXHIBITS, Exhibit
from tests.pages.visit import (
    button,
    change_one,
    player,
    press,
    sentences,
    session_of,
    settle,
    status,
)

Open = Callable[..., AppTest]


def label(exhibit: Exhibit) -> str:
    """Return the text of an exhibit's button in the menu."""
    return f"{exhibit.number}  {exhibit.title}"


def about_the_task(app: AppTest) -> str:
    """Return the help beside the title."""
    return next(m.proto.help for m in app.markdown if m.value.startswith("### "))


@pytest.mark.parametrize("name", EXHIBITS)
def test_an_exhibit_opens_trained_and_says_what_it_shows(open_app: Open, name: str) -> None:
    """With its question, its observation and its sentence, none of which needs training."""
    exhibit = EXHIBITS[name]
    app = press(open_app(), label(exhibit))
    session, recording = session_of(app), exhibit.recording()
    assert session.experiment == exhibit.experiment
    assert status(app).startswith(f"step {recording.step} · ")
    shown = sentences(app)
    assert exhibit.question in shown
    assert exhibit.observation in shown
    explanation = session.explanation()
    assert exhibit.claim(explanation)
    if exhibit.sentence is not None:
        assert exhibit.sentence(explanation) in player(app)["said"]


def test_an_exhibit_is_chosen_by_number_and_title_and_explains_its_task(open_app: Open) -> None:
    """With its chance level and threshold; its sentence goes with what it was true of."""
    app = open_app()
    assert [b.label for b in app.button if b.key and b.key.startswith("exhibit.")] == [
        label(e) for e in EXHIBITS.values()
    ]
    press(app, "7  Stopwatch")
    assert "Always predicting the mean: 0.456" in about_the_task(app)
    assert "Solved below 0.02" in about_the_task(app)
    assert any("C counts: its absolute correlation" in said for said in player(app)["said"])
    press(app, "Reset")
    assert not any("C counts" in said for said in player(app)["said"])


def test_one_thing_is_changed_of_what_is_on_screen_and_the_exhibit_stays_the_one_chosen(
    open_app: Open,
) -> None:
    """Exploding gradients asks the question of Stopwatch, and stays; a second change adds."""
    app = press(open_app(), "4  Exploding gradients")
    exhibit = EXHIBITS["exploding"]
    change_one(app, "training.grad_clip_norm", 0.5)
    assert session_of(app).experiment == exhibit.varied({"training.grad_clip_norm": 0.5})
    press(app, "Pause")
    change_one(app, "training.learning_rate", 0.1)
    assert session_of(app).experiment == exhibit.varied(
        {"training.grad_clip_norm": 0.5, "training.learning_rate": 0.1}
    )
    assert session_of(app).exhibit is exhibit
    if any(b.label == "Pause" for b in app.button):
        press(app, "Pause")
    button(app, "Back to the exhibit")
    press(app, "Back to the exhibit")
    assert session_of(app).experiment == exhibit.experiment


def test_the_six_diagrams_are_a_switch_between_trained_problem_types(open_app: Open) -> None:
    """Each opens with its recording, and the diagrams stay."""
    exhibit = EXHIBITS["problem_types"]
    app = press(open_app(), label(exhibit))
    labels = [b.label for b in app.button if b.key and b.key.startswith("open.")]
    assert len(labels) == 6
    for name in labels:
        press(app, name)
        session = session_of(app)
        assert session.exhibit is exhibit
        assert session.run.step == 400
        assert session.run.finished
        chosen = next(b for b in app.button if b.label == name and b.key.startswith("open."))
        assert chosen.proto.type == "primary"
    assert len({e.problem.kind for e in exhibit.named.values()}) == 6


def test_the_race_starts_with_both_and_says_who_was_first(open_app: Open) -> None:
    """Before training nobody is; a rival runs no further than this run."""
    app = press(open_app(), label(EXHIBITS["when_gates_matter"]))
    assert "**Simple RNN** was first below 0.01, at step" in sentences(app)
    press(app, "Reset")
    assert "Press Train to start the race." in sentences(app)
    settle(press(app, "Step"))
    assert "Neither run has been below 0.01 yet." in sentences(app)


@pytest.mark.parametrize("name", [name for name, e in EXHIBITS.items() if not e.switch])
def test_a_drawing_survives_every_change_of_its_exhibit(open_app: Open, name: str) -> None:
    """Other cells, units and tasks: what no longer fits is not drawn, and nothing breaks."""
    exhibit = EXHIBITS[name]
    app = press(open_app(), label(exhibit))
    for variation, values in exhibit.variations:
        session_of(app).pace.choose("slow")
        if len(values) == 1:
            change_one(app, *next(iter(values.items())))
        else:
            press(app, variation)
        assert session_of(app).experiment == exhibit.varied(values)
        assert session_of(app).exhibit is exhibit, variation
        if any(b.label == "Pause" for b in app.button):
            press(app, "Pause")
        press(app, "Back to the exhibit")
