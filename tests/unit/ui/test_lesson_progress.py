"""A lesson in a session: what is done goes on by itself, answers are locked, and thirty share."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from playground.analysis.interventions import ClampedGate
from playground.execution.shared_calls import SharedCalls
from playground.execution.workers import Workers
from playground.gallery.exhibits import EXHIBITS
from playground.lessons.course import lessons
from playground.lessons.format import setting_of
from playground.lessons.notes import Answer, Notes
from playground.ui.lesson.card import card
from playground.ui.session import session as sessions
from playground.ui.session.lesson import ASK, COMPARE, DO, LessonProgress
from playground.ui.session.session import Session, new_session
from playground.ui.train.exhibits import open_variation
from playground.visitor import acting_for
from playground.wording import LANGUAGES, speaking


@pytest.fixture(autouse=True)
def workers(monkeypatch: pytest.MonkeyPatch) -> Iterator[Workers]:
    """Train in this process, with calls of this test's own."""
    inline = Workers("inline")
    monkeypatch.setattr(sessions, "shared_workers", lambda: inline)
    yield inline
    inline.stop()


def opened(place: int = 0) -> tuple[Session, LessonProgress]:
    """Return a session in the lesson about the forget gate."""
    session = new_session(EXHIBITS["stopwatch"])
    progress = LessonProgress(session, "remember", place)
    session.guide = progress
    return session, progress


def act(progress: LessonProgress, name: str, **more: object) -> None:
    """Do something on the card."""
    progress.apply({"act": name, "place": progress.place, **more})


def look(session: Session, until: object = None, seconds: float = 60) -> None:
    """Look at the session as its page does, until it rests."""
    end = time.monotonic() + seconds
    session.touch()
    while (session.run.running or session.run.busy) and time.monotonic() < end:
        time.sleep(0.01)
        session.touch()
    session.touch()


def test_a_lesson_opens_its_experiment_untrained() -> None:
    """Whatever was open before."""
    session, progress = opened()
    assert session.experiment == EXHIBITS["remember"].experiment
    assert (session.run.step, progress.place, progress.phase) == (0, 0, DO)


def test_what_is_done_leads_to_the_next_step() -> None:
    """The cursor, a dot, and a training step."""
    session, progress = opened()
    look(session)
    assert progress.place == 0
    session.focus.cursor.t = 6
    look(session)
    assert progress.place == 1
    x = [(float(value), int(bell)) for value, bell in session.focus.probe.x]
    x[6] = (-0.5, 1)
    session.edit(x, 1)
    look(session)
    assert progress.place == 2
    session.run.one_step()
    look(session)
    assert (progress.place, progress.phase) == (3, ASK)


def test_an_answer_is_locked_before_the_training_and_compared_after_it() -> None:
    """A training that begins without an answer leads nowhere."""
    session, progress = opened(3)
    assert progress.ghost is None
    act(progress, "lock", guess=[0.5, 0.5])  # a value per time step is needed
    act(progress, "lock", guess="high")
    assert progress.phase == ASK
    act(progress, "lock", guess=[0.9] * 40)
    assert progress.phase == DO
    assert progress.ghost == (0.9,) * 40
    session.choose_pace("full")
    session.train()
    look(session)
    assert progress.phase == COMPARE
    assert not session.run.running
    assert 125 <= session.run.step < 500
    assert progress.comparison is not None
    assert progress.comparison.sentence.startswith("At ▲, f: you said 0.9, it is 0.2")
    assert not progress.comparison.right
    act(progress, "write", text="  it makes\nroom ")
    answer = progress.notes.answers[4]
    assert (answer.said, answer.because, answer.right) == ("0.9", "it makes room", False)
    act(progress, "next")
    assert (progress.place, progress.phase) == (4, ASK)


def test_a_choice_without_an_action_is_compared_at_once() -> None:
    """With the claims as they hold for what is shown."""
    session, progress = opened(4)
    look(session)
    act(progress, "lock", guess=3)
    assert progress.phase == COMPARE
    assert progress.comparison is not None
    assert progress.comparison.sentence.endswith("“It opens, above ½”")


def test_skipping_a_training_shows_what_it_would_have_led_to() -> None:
    """And Back returns to the untrained network."""
    session, progress = opened(3)
    act(progress, "skip")
    look(session)
    assert progress.place == 4
    assert 125 <= session.run.step < 140
    act(progress, "back")
    assert (progress.place, session.run.step) == (3, 0)


def test_a_mark_is_set_also_where_marks_are_the_only_input() -> None:
    """As in the stopwatch."""
    session = new_session(EXHIBITS["remember"])
    session.guide = progress = LessonProgress(session, "stopwatch", 4)
    assert progress.step.do.kind == "mark"
    act(progress, "lock", guess=5)
    x = [(0.0, int(tick > 0.5)) for tick in session.focus.probe.x[:, 0]]
    t = progress.step.do.value - 1
    x[t] = (0.0, 1 - x[t][1])
    session.edit(x, 1)
    look(session)
    assert progress.phase == COMPARE


def test_a_variation_is_recognised_with_the_defaults_of_what_it_leaves_open() -> None:
    """Parameters that another source brings with it, for example."""
    session = new_session(EXHIBITS["remember"])
    session.guide = progress = LessonProgress(session, "problem_types", 2)
    act(progress, "lock", guess=1)
    exhibit = EXHIBITS["problem_types"]
    open_variation(session, exhibit, dict(exhibit.variations)[progress.step.do.value])
    look(session)
    assert progress.phase == COMPARE


def test_a_gate_is_held_and_released() -> None:
    """Opening the step after it holds the gate again."""
    session, progress = opened(6)
    act(progress, "lock", guess=2)
    session.interventions.change(ClampedGate("forget_gate", 1.0), session.experiment.model)
    look(session)
    assert progress.phase == COMPARE
    act(progress, "next")
    session.interventions.release()
    look(session)
    assert (progress.place, progress.last) == (8, True)
    progress.open(7)
    assert session.interventions.changes == (ClampedGate("forget_gate", 1.0),)


def test_a_gate_is_held_in_the_unit_that_is_asked() -> None:
    """Or in all of them; in another unit it is something else."""
    session, _other = opened()
    session.guide = progress = LessonProgress(session, "answer_when_asked", 5)
    look(session)
    act(progress, "lock", guess=1)
    model = session.experiment.model
    session.interventions.change(ClampedGate("output_gate", 1.0, unit=0), model)
    look(session)
    assert progress.phase == DO
    session.interventions.change(ClampedGate("output_gate", 1.0, unit=1), model)
    look(session)
    assert progress.phase == COMPARE


def test_what_is_held_already_is_released_before_the_button_that_holds() -> None:
    """The button is not there meanwhile, so that the card asks for the other first."""
    session, progress = opened(6)
    act(progress, "lock", guess=2)
    session.interventions.change(ClampedGate("input_gate", 0.5), session.experiment.model)
    look(session)
    assert card(progress)["task"] == "Press Release."
    assert card(progress)["target"] == ".st-key-release button"
    session.interventions.release()
    look(session)
    assert card(progress)["target"] == ".st-key-hold-gate button"


def test_reopening_a_lesson_resets_it() -> None:
    """Whatever was trained, edited or held."""
    session, progress = opened(3)
    act(progress, "lock", guess=[0.9] * 40)
    session.train()
    look(session)
    progress.open(3)
    assert (session.run.step, progress.phase, progress.guess) == (0, ASK, None)
    assert not session.focus.probe.edited


@pytest.mark.parametrize(
    "message",
    [
        None,
        "next",
        {"act": "next"},
        {"act": "skip", "place": 7},
        {"act": "go", "place": 0, "to": "x"},
        {"act": "lock", "place": 0, "guess": 1},
        {"act": "next", "place": 0},
    ],
)
def test_what_no_card_sends_changes_nothing(message: object) -> None:
    """A message of another step, too."""
    _session, progress = opened()
    before = progress.standing()
    progress.apply(message)
    assert progress.standing() == before


def test_notes_of_an_earlier_visit_are_taken_over() -> None:
    """Unless there are newer ones."""
    _session, progress = opened()
    kept = Notes("remember", "en", {4: Answer(because="room")}).to_json()
    act(progress, "notes", text=kept)
    assert progress.notes.answers[4].because == "room"
    act(progress, "notes", text=Notes("remember", "en", {5: Answer()}).to_json())
    assert list(progress.notes.answers) == [4]


def test_thirty_who_open_a_lesson_cost_one_training(workers: Workers) -> None:
    """Each trains to the condition of the step; the steps are computed once."""
    with ThreadPoolExecutor(1) as threads:
        workers.shared = SharedCalls(threads.submit)
        rooms = []
        for number in range(30):
            with acting_for(f"visitor {number}"):
                session, progress = opened(3)
                act(progress, "lock", guess=[0.9] * 40)
                session.choose_pace("full")
                session.train()
                rooms.append((session, progress))
        for number, (session, progress) in enumerate(rooms):
            with acting_for(f"visitor {number}"):
                look(session)
                assert progress.phase == COMPARE
        made, saved = workers.shared.made, workers.shared.saved
    assert made < 2 * (made + saved) / 30


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("name", [lesson.name for lesson in lessons()])
def test_every_step_of_every_lesson_opens_and_has_a_card(name: str, code: str) -> None:
    """In the state in which it begins, whatever was open before; the first names its control."""
    with speaking(code):
        session = new_session(EXHIBITS["remember"])
        progress = LessonProgress(session, name)
        session.guide = progress
        for place, step in enumerate(progress.lesson.steps):
            progress.open(place)
            assert session.trouble == {}
            assert session.experiment == setting_of(progress.lesson, place).experiment
            shown = card(progress)
            json.dumps(shown, allow_nan=False)
            assert shown["title"] == step.title
            named = shown["task"] or shown["ask"] or shown["ready"] or step.do.kind == "write"
            assert named, step.title
        session.run.let_go()
