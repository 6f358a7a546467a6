"""The menu of exhibits: any of them by number and title, its sentence while it is true, and one
thing changed at a time.
"""

from __future__ import annotations

from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from playground.gallery.exhibits import EXHIBITS
from tests.pages.visit import button, press, sentences, session_of, status

Open = Callable[..., AppTest]


def test_an_exhibit_is_chosen_by_number_and_title_and_opens_with_its_recording(
    open_app: Open,
) -> None:
    """With its question, its chance level and mark; the way back is a click, whatever was
    changed.
    """
    app = open_app()
    assert [b.label for b in app.button if b.key and b.key.startswith("exhibit.")] == [
        f"{e.number}  {e.title}" for e in EXHIBITS.values()
    ]
    press(app, "3  Stopwatch")
    exhibit = EXHIBITS["stopwatch"]
    assert session_of(app).experiment == exhibit.experiment
    assert status(app).startswith("step 500 · ")
    said = sentences(app)
    assert exhibit.question in said
    assert "Chance: 0.456" in said
    assert "Solved below 0.02" in said
    assert any(
        "C counts: its absolute correlation" in sentence
        for sentence in session_of(app).viewpoint().scene(session_of(app).run.weights()).said
    )
    press(app, "Reset")
    assert not any(
        "C counts" in sentence
        for sentence in session_of(app).viewpoint().scene(session_of(app).run.weights()).said
    )


def test_one_thing_is_changed_of_what_is_on_screen_and_the_exhibit_stays_the_one_chosen(
    open_app: Open,
) -> None:
    """Exhibit 5 asks the question of exhibit 3, and stays 5; a second change adds to the first."""
    app = press(open_app(), "5  Exploding")
    exhibit = EXHIBITS["exploding"]
    press(app, "Clip at 0.5")
    assert session_of(app).experiment == exhibit.varied({"training.grad_clip_norm": 0.5})
    press(app, "Pause")
    press(app, "Learning rate 0.1")
    assert session_of(app).experiment == exhibit.varied(
        {"training.grad_clip_norm": 0.5, "training.learning_rate": 0.1}
    )
    assert session_of(app).exhibit is exhibit
    if any(b.label == "Pause" for b in app.button):
        press(app, "Pause")
    button(app, "Back to the exhibit")
    press(app, "Back to the exhibit")
    assert session_of(app).experiment == exhibit.experiment
