"""Worksheets and teacher's pages: complete, and the worksheet gives nothing away."""

from __future__ import annotations

import pytest

from playground.data.source import loaded
from playground.evaluation.reference import reference
from playground.learn.papers import paper, prose_html, teacher_page, teachers_notes, worksheet
from playground.learn.recorded import recorded
from playground.lessons.course import lesson_named, lessons
from playground.lessons.format import Lesson, setting_of
from playground.lessons.prose import prose
from playground.wording import LANGUAGES, speaking

LESSONS = [lesson for language in LANGUAGES for lesson in lessons(language)]
every = pytest.mark.parametrize("lesson", LESSONS, ids=lambda each: f"{each.language} {each.name}")


@every
def test_a_worksheet_has_every_question_and_no_answer(lesson: Lesson) -> None:
    """With room for the answer, for what happened, and for the reason."""
    with speaking(lesson.language):
        text = worksheet(lesson)
    for step in lesson.steps:
        assert prose_html(step.say) in text
        if step.ask is not None:
            assert prose_html(step.ask.text) in text
        if step.because is not None:
            assert prose_html(step.because) not in text
    assert text.count('class="question"') == sum(step.ask is not None for step in lesson.steps)


@every
def test_a_teachers_page_has_every_answer_and_what_people_get_wrong(lesson: Lesson) -> None:
    """And the minutes."""
    with speaking(lesson.language):
        text = teacher_page(lesson)
    assert f"<b>{lesson.minutes} min" in text
    notes = teachers_notes(lesson.name, lesson.language)
    assert notes.count("\n- ") + notes.startswith("- ") >= 3
    assert notes.count("## ") == 3
    for step in lesson.steps:
        if step.because is not None:
            assert prose_html(step.because) in text
        if step.ask is not None and isinstance(step.ask.right, int) and step.ask.options:
            right = step.ask.options[step.ask.right - 1]
            assert f"</b> {prose_html(right.text)}</div>" in text


def test_there_is_no_paper_of_an_unknown_lesson_or_kind() -> None:
    """Addresses come from strangers."""
    assert paper("worksheet", "no_such_lesson", "en") is None
    assert paper("answers", "remember", "en") is None
    assert paper("worksheet", "remember", "en") is not None


def test_markup_in_a_text_is_shown_as_text() -> None:
    """Whoever writes a lesson may compare numbers."""
    assert prose_html(prose("{f} < 1 and **C_t** > 0")) == (
        "<p><i>f</i> &lt; 1 and <b>C<sub>t</sub></b> &gt; 0</p>"
    )


@pytest.mark.parametrize(
    ("name", "place", "baseline", "said"),
    [
        ("own_data", 0, "linear_ar", 0.33),
        ("own_data", 0, "last_value", 0.85),
        ("own_data", 5, "last_value", 0.040),
        ("own_data", 5, "linear_ar", 0.052),
        ("when_gates_matter", 6, "linear_ar", 0.0057),
        ("vanishing", 0, "mean", 0.33),
        ("long_recall", 0, "mean", 0.33),
    ],
)
def test_the_simple_forecasts_of_a_lesson_are_as_good_as_it_says(
    name: str, place: int, baseline: str, said: float
) -> None:
    """Within five percent: "about 0.33" is said of 0.32."""
    lesson = lesson_named(name)
    assert lesson is not None
    experiment = setting_of(lesson, place).experiment
    error = reference(experiment, loaded(experiment))[baseline]
    assert error == pytest.approx(said, rel=0.05)


def test_the_counts_of_weights_in_a_lesson_are_those_of_its_networks() -> None:
    """22 and 1185."""
    sizes = [
        recorded("when_gates_matter", f"Hold: {label}").architecture.parameters
        for label in ("LSTM, 1 unit", "simple RNN, 32 units")
    ]
    assert sizes == [22, 1185]
