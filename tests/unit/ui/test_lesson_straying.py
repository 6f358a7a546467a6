"""A lesson whose reader changes what it does not ask for says so, and brings its network back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from playground.analysis.interventions import ClampedGate
from playground.execution.workers import Workers
from playground.gallery.exhibits import EXHIBITS
from playground.lessons.course import lessons
from playground.ui.lesson import rail
from playground.ui.lesson.card import card
from playground.ui.session import lesson_start
from playground.ui.session import session as sessions
from playground.ui.session.lesson import ASK, COMPARE, DO, LessonProgress
from playground.ui.session.session import Session, new_session
from playground.ui.shell import language
from playground.ui.train.exhibits import open_variation
from playground.ui.train.one_change import change
from playground.wording import speaking
from tests.unit.ui.test_lesson_progress import act, look, opened


@pytest.fixture(autouse=True)
def workers(monkeypatch: pytest.MonkeyPatch) -> Iterator[Workers]:
    """Train in this process, with calls of this test's own."""
    inline = Workers("inline")
    monkeypatch.setattr(sessions, "shared_workers", lambda: inline)
    yield inline
    inline.stop()


def test_another_network_is_told_and_brought_back() -> None:
    """Nothing is answered, compared or gone on with meanwhile."""
    session, progress = opened(3)
    session.set({"model.hidden_size": 8})
    assert progress.strayed
    shown = card(progress)
    assert shown["task"].startswith("Something was changed")
    assert (shown["strayed"], shown["target"]) == (True, None)
    act(progress, "lock", guess=[0.9] * 40)
    assert progress.phase == ASK
    act(progress, "restore")
    assert not progress.strayed
    assert session.experiment == EXHIBITS["remember"].experiment
    act(progress, "lock", guess=[0.9] * 40)
    session.set({"model.seed": session.experiment.model.seed + 1})
    assert progress.strayed
    session.choose_pace("full")
    session.train()
    look(session)
    assert progress.phase == DO, "another network has reached the condition"


def test_what_was_compared_stays_when_its_network_is_brought_back() -> None:
    """Also after a gate was held that the step does not ask for."""
    session, progress = opened(4)
    look(session)
    act(progress, "lock", guess=3)
    step, compared = session.run.step, progress.comparison
    session.interventions.change(ClampedGate("forget_gate", 0.0), session.experiment.model)
    assert progress.strayed
    assert "settings" not in card(progress)["task"]
    act(progress, "restore")
    look(session)
    assert not progress.strayed
    assert (session.run.step, progress.comparison, progress.phase) == (step, compared, COMPARE)


def test_what_a_question_is_about_is_not_changed_before_its_answer() -> None:
    """By the settings either; the last step lets anything be changed."""
    session = new_session(EXHIBITS["remember"])
    session.guide = progress = LessonProgress(session, "unrolled")
    places = [step.do.kind for step in progress.lesson.steps]
    progress.open(places.index("set"))
    session.set(progress.step.do.value)
    assert progress.phase == ASK
    assert progress.strayed
    progress.open(len(places) - 1)
    session.set({"model.hidden_size": 3})
    assert not progress.strayed
    session.run.let_go()


def test_a_training_that_ended_before_a_change_has_missed_nothing() -> None:
    """The condition is about the training after the change."""
    session = new_session(EXHIBITS["remember"])
    session.guide = progress = LessonProgress(session, "vanishing", 3)
    look(session)
    assert session.run.finished
    act(progress, "next")
    assert progress.step.do.kind == "change"
    act(progress, "lock", guess=1)
    assert not progress.missed
    assert card(progress)["task"] == "Press 6 steps instead of 30."


@pytest.mark.parametrize("name", [lesson.name for lesson in lessons()])
def test_every_change_that_a_lesson_asks_leads_to_the_network_it_speaks_of(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the controls of the page and of the card."""
    monkeypatch.setattr(Session, "train", lambda session: None)
    monkeypatch.setattr(lesson_start, "_trained", lambda session, setting: True)
    session = new_session(EXHIBITS["remember"])
    session.guide = progress = LessonProgress(session, name)
    for place, step in enumerate(progress.lesson.steps):
        progress.open(place)
        progress.phase = DO
        if step.do.kind == "set":
            act(progress, "set")
        elif step.do.kind == "change":
            exhibit = progress.lesson.exhibit
            values = dict(exhibit.variations)[step.do.value]
            if exhibit.switch:
                open_variation(session, exhibit, values)
            else:
                change(session, values)
        assert session.trouble == {}
        assert not progress.strayed, step.title


def test_what_was_said_is_kept_in_the_language_of_the_visit(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Although what is done on the card comes before the page chooses its language."""
    with speaking("es"):
        session, progress = opened(4)
    session.guide = progress
    look(session)
    message = {"act": "lock", "place": 4, "guess": 3}
    monkeypatch.setattr(rail.st, "session_state", {"lesson": {"act": message}})
    monkeypatch.setattr(language.link, "kept", lambda: {"lang": "es"})
    with speaking("en"):
        rail._act(session)
    assert progress.comparison is not None
    assert progress.comparison.sentence.startswith("En ▲, i: usted dijo")
