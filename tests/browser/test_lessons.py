"""Lessons from their first card to their last: by mouse, by keyboard alone, and on a phone."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from playground.lessons.course import lesson_named
from playground.lessons.format import Lesson
from tests.browser.lesson_walk import Fingers, Keys, Walk, box_of
from tests.browser.sights import at_rest, button, query, visit
from tests.browser.test_accessible import faults

if TYPE_CHECKING:
    from playwright.sync_api import Page

#: A lesson that asks for nearly all a lesson can ask, and another one with steps that ask what it
#: does not: Next on a card that is only read, a number, a change of the network.
WHOLE, OTHER, READ, NUMBER, CHANGE = "remember", "unrolled", 2, 7, 8


def lesson_of(name: str, language: str = "en") -> Lesson:
    """Return a lesson."""
    lesson = lesson_named(name, language)
    assert lesson is not None
    return lesson


#: Where the card is.
CARD = "[data-testid=stSidebar]"


def test_a_lesson_is_walked_with_the_mouse(page: Page) -> None:
    """In the dark, every state of every card is free of grave faults of accessibility, and Next is
    in sight. What was written on the last card is kept, also when the page is loaded again.
    """
    page.set_viewport_size({"width": 1366, "height": 768})
    page.emulate_media(color_scheme="dark")

    def look() -> None:
        page.mouse.move(2, 2)  # a tooltip of Streamlit's is in no landmark
        expect(page.get_by_role("tooltip")).to_have_count(0)
        assert faults(page, within=CARD) == []
        expect(page.locator(".lesson footer")).to_be_in_viewport(ratio=1)
        expect(page.locator(".tracks")).to_be_in_viewport()

    Walk(page, lesson_of(OTHER), look).walk()
    assert faults(page) == []
    kept = json.loads(page.evaluate(f"() => localStorage.getItem('playground.notes.{OTHER}')"))
    last = kept["answers"][str(len(lesson_of(OTHER).steps))]
    assert last["because"] == "two of them cancel"
    page.reload()
    expect(page.locator(".lesson textarea")).to_have_value("two of them cancel")


def test_a_lesson_is_walked_by_keyboard_alone(page: Page) -> None:
    """In the light, with no grave fault either. The focus is never lost on the way."""
    page.set_viewport_size({"width": 1366, "height": 768})

    def look() -> None:
        assert faults(page, within=CARD) == []

    Keys(page, lesson_of(WHOLE), look).walk()


def test_what_other_lessons_ask_is_done_by_keyboard_alone(page: Page) -> None:
    """Next on a card that is only read, a number, and a change of the network: what the lesson
    walked above does not ask.
    """
    page.set_viewport_size({"width": 1366, "height": 768})
    lesson = lesson_of(OTHER)
    assert [lesson.steps[place - 1].do.kind for place in (READ, CHANGE)] == ["read", "set"]
    asked = lesson.steps[NUMBER - 1].ask
    assert asked is not None
    assert asked.kind == "number"
    walk = Keys(page, lesson, lambda: None)
    walk.walk(READ, READ)
    walk.walk(NUMBER, CHANGE)


def test_a_lesson_is_walked_on_a_phone(phone: Page) -> None:
    """In Spanish, whose words are longer. The card is a sheet that leaves half of the window to the
    picture.
    """

    def look() -> None:
        sheet = box_of(phone.get_by_test_id("stSidebar"))
        assert sheet["width"] == 390
        assert sheet["y"] > 400
        assert phone.evaluate("() => document.documentElement.scrollWidth - innerWidth") <= 0

    Fingers(phone, lesson_of(WHOLE, "es"), look).walk()
    assert faults(phone) == []


def test_the_sheet_of_a_phone_has_three_heights(phone: Page) -> None:
    """The lowest leaves most of the window to the picture."""
    phone.goto("/?lesson=remember&lang=en")
    height = phone.locator(".lesson .height")
    expect(height).to_be_visible()
    at_rest(phone)
    seen = []
    for _time in range(3):
        seen.append(round(box_of(phone.get_by_test_id("stSidebar"))["height"]))
        height.tap()
    assert sorted(seen) == sorted({144, 354, 675})
    assert round(box_of(phone.get_by_test_id("stSidebar"))["height"]) == seen[0]


def test_words_of_the_card_light_their_track_and_the_other_way_round(page: Page) -> None:
    """By pointer and by focus; they have the colour of the track."""
    page.goto("/?lesson=remember&lang=en&step=5")
    word = page.locator(".lesson .track", has_text="i").first
    expect(word).to_be_visible()
    at_rest(page)
    letter = page.locator(".labels .row", has_text="Input gate").locator(".symbol")
    colour = "(node) => getComputedStyle(node).color"
    assert word.evaluate(colour) == letter.evaluate(colour)
    before = _picture(page)
    word.hover()
    page.wait_for_timeout(300)
    lit = _picture(page)
    assert lit != before
    page.mouse.move(2, 2)
    page.wait_for_timeout(300)
    assert _picture(page) == before
    row = box_of(page.locator(".labels .row", has_text="Input gate"))
    page.mouse.move(row["x"] + row["width"] / 2, row["y"] + 40)
    expect(word).to_have_class(re.compile(r"\blit\b"))
    page.mouse.move(2, 2)
    expect(word).not_to_have_class(re.compile(r"\blit\b"))
    page.locator(".labels .term", has_text="nput gate").hover()
    expect(word).to_have_class(re.compile(r"\blit\b"))


def _picture(page: Page) -> str:
    """Return the picture of the tracks."""
    picture: str = page.locator(".tracks canvas").evaluate("(node) => node.toDataURL()")
    return picture


def test_without_a_lesson_the_tab_offers_them_and_settings_are_in_front(page: Page) -> None:
    """Leaving a lesson leads back to the settings, and takes it out of the link."""
    visit(page, "/?lang=en")
    sidebar = page.get_by_test_id("stSidebar")
    expect(sidebar.get_by_role("tab", name="Settings")).to_have_attribute("aria-selected", "true")
    sidebar.get_by_role("tab", name="Lesson").click()
    sidebar.get_by_role("button", name="5 · What a gate is for: remember").click()
    expect(page.locator(".lesson h3")).to_have_text("The task")
    at_rest(page)
    assert (query(page)["lesson"], query(page)["step"]) == ("remember", "1")
    page.locator(".lesson .leave").click()
    expect(sidebar.get_by_role("tab", name="Settings")).to_have_attribute("aria-selected", "true")
    at_rest(page)
    assert "lesson" not in query(page)


def test_skip_back_and_the_list_of_steps_lead_everywhere(page: Page) -> None:
    """A skipped training is shown as it would have been."""
    page.goto("/?lesson=remember&lang=en&step=4")
    title = page.locator(".lesson h3")
    expect(title).to_have_text("Predict the forget gate")
    at_rest(page)
    page.locator(".lesson .skip").click()
    expect(title).to_have_text("And the input gate?")
    expect(page.locator(".figures")).to_contain_text("Training step 128 / 500")
    page.locator(".lesson").get_by_role("button", name="Back", exact=True).click()
    expect(title).to_have_text("Predict the forget gate")
    expect(page.locator(".figures")).to_contain_text("Training step 0 / 500")
    page.locator(".lesson header summary").click()
    page.locator(".lesson ol").get_by_role("button", name="Change one thing").click()
    expect(title).to_have_text("Change one thing")
    assert query(page)["step"] == "9" or at_rest(page) or query(page)["step"] == "9"


def test_an_answer_is_given_before_the_control_is_released(page: Page) -> None:
    """The truth is not on the empty track, and Train is not marked yet."""
    page.goto("/?lesson=remember&lang=en&step=4")
    expect(page.locator(".lesson .ask")).to_be_visible()
    at_rest(page)
    forget = page.locator(".labels .row", has_text="Forget gate").locator("output")
    expect(forget).to_have_text("–")
    outline = "(node) => getComputedStyle(node).outlineStyle"
    assert button(page, "Train").evaluate(outline) == "none"
    expect(button(page, "Train")).to_be_disabled()
    expect(button(page, "Step")).to_be_disabled()
    Walk(page, lesson_of("remember"), lambda: None).draw()
    page.locator(".lesson").get_by_role("button", name="Lock my answer").click()
    expect(page.locator(".lesson .task")).to_contain_text("Press Train.")
    expect(forget).not_to_have_text("–")
    assert button(page, "Train").evaluate(outline) == "solid"


def test_a_lesson_is_in_the_language_of_its_reader(page: Page) -> None:
    """And changes with the switch in the bar, at the same step."""
    page.goto("/?lesson=remember&lang=es&step=4")
    title = page.locator(".lesson h3")
    expect(title).to_have_text("Prediga la compuerta de olvido")
    expect(page.locator(".lesson")).to_contain_text("Fijar mi respuesta")
    at_rest(page)
    page.get_by_role("radio", name="EN", exact=True).click()
    expect(title).to_have_text("Predict the forget gate")
