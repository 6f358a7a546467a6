"""The Learn page without a browser: complete in both languages, and without a training."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from playground.learn.chapters import chapters
from playground.lessons.course import lessons
from playground.ui.learn.glossary_tab import glossary_html
from playground.wording import LANGUAGES, speaking

Open = Callable[..., AppTest]


def written(app: AppTest) -> str:
    """Return all HTML of the page."""
    return "".join(element.proto.body for element in app.get("html"))


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_page_has_every_chapter_and_every_lesson(open_app: Open, code: str) -> None:
    """With a link to each lesson, its worksheet and its teacher's page."""
    text = written(open_app({"lang": code}, page="learn"))
    with speaking(code):
        for each in chapters():
            assert f'<h2 id="{each.name}">{each.title}</h2>' in text
            assert f'href="#{each.name}"' in text
        for lesson in lessons(code):
            assert f"?lesson={lesson.name}&amp;lang={code}" in text
            for paper in ("worksheet", "teacher"):
                assert f"/lessons/{code}/{lesson.name}/{paper}.html" in text


def test_the_page_needs_no_session_and_no_run(open_app: Open) -> None:
    """Whoever reads trains nothing."""
    app = open_app(page="learn")
    assert "session" not in app.session_state
    assert len(app.get("bidi_component")) >= 8  # theme apart


def test_the_glossary_tab_has_every_term_with_its_place_in_the_picture() -> None:
    """As a list that needs no script."""
    with speaking("es"):
        text = glossary_html()
    assert "<summary>compuerta de olvido <i>f<sub>t</sub></i></summary>" in text
    assert text.count("En la figura:") == text.count("<details>") > 50
