"""The lessons of the course that nothing else walks, from their first card to their last."""

from __future__ import annotations

from itertools import cycle
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from playground.lessons.course import lessons
from playground.wording import LANGUAGES
from tests.browser.lesson_walk import Walk
from tests.browser.sights import PATIENCE
from tests.browser.test_lessons import NAMES

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from playground.lessons.format import Step

#: Each lesson in one language.
COURSE = [
    (place, code)
    for (place, lesson), code in zip(enumerate(lessons()), cycle(LANGUAGES), strict=False)
    if lesson.name not in NAMES
]


class Brisk(Walk):
    """A reader at the fastest pace, who waits for nothing but the next card."""

    def rest(self) -> None:
        """Wait only while a script runs."""
        self.page.wait_for_function(
            "() => document.querySelector('[data-testid=stApp]')?.dataset.testScriptState === 'notRunning'",
            timeout=PATIENCE,
        )

    def do(self, step: Step) -> None:
        """Choose the fastest pace before anything is trained."""
        fastest = self.page.get_by_test_id("stMain").get_by_role("radio", name=self.word("full"))
        if not fastest.is_checked():
            fastest.click()
            expect(fastest).to_be_checked(timeout=PATIENCE)
        super().do(step)


@pytest.mark.parametrize(("place", "language"), COURSE)
def test_a_lesson_is_walked_to_its_last_card(page: Page, place: int, language: str) -> None:
    """With the controls of the page; a condition that is not reached would leave the card there."""
    lesson = lessons(language)[place]
    page.set_viewport_size({"width": 1366, "height": 768})

    def look() -> None:
        """Look for one marked control at most, which is in sight."""
        marked = page.locator(".asked:not(.scrub)")
        assert marked.count() <= 1

    Brisk(page, lesson, look).all()
    expect(page.locator(".lesson textarea")).to_have_value("two of them cancel")
