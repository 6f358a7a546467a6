"""The Learn page in a browser: nothing overlaps, figures move at once, and terms explain
themselves.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from playground.wording import LANGUAGES
from tests.browser.overlaps import REMEMBER, faults
from tests.browser.sights import at_rest, resized

SIZES = [(1920, 1080), (1440, 900), (1366, 768), (390, 844)]


def whole(page: Page, language: str = "en") -> None:
    """Open the page and wait for its last figure."""
    page.goto(f"/learn?lang={language}")
    page.locator(".flip-book .drawing svg").nth(5).wait_for()
    page.locator(".tracks .flag").nth(1).wait_for()
    at_rest(page)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_lies_on_another_on_the_learn_page(page: Page, language: str) -> None:
    """On a laptop and on a phone; and nothing makes the page wider than its window."""
    with page.add_init_script(REMEMBER):
        whole(page, language)
    for width, height in SIZES:
        resized(page, width, height)
        assert faults(page) == [], width
        assert page.evaluate("document.querySelector('.st-key-learn').scrollWidth") <= width
        for link in page.locator(".st-key-topbar a").all():
            box = link.bounding_box()
            assert box is not None
            assert box["x"] + box["width"] <= width, link.inner_text()


def test_a_figure_moves_without_the_server(page: Page) -> None:
    """Slider, keyboard and buttons change drawing and sentence, and the page is not run again."""
    whole(page)
    page.evaluate("document.querySelector('.stMarkdown, .stHtml').dataset.same = '1'")
    slider = page.get_by_role("slider", name="Time step t").first
    figure = page.locator(".flip-book").filter(has_text="Time step t").first
    before = figure.locator("p").inner_text()
    slider.press("ArrowRight")
    expect(figure.locator("output")).to_have_text("8")
    assert figure.locator("p").inner_text() != before
    choice = page.get_by_role("button", name="One-to-many", exact=True)
    choice.click()
    expect(choice).to_have_attribute("aria-pressed", "true")
    sentence = page.locator(".flip-book").filter(has=choice).locator("p")
    expect(sentence).to_contain_text("Its only input is the name")
    assert page.locator("[data-same]").count() == 1


def test_a_term_is_explained_on_hover_focus_and_tap_and_closes_with_escape(
    page: Page, phone: Page
) -> None:
    """The explanation is inside the window."""
    whole(page)
    term = page.locator(".term").first
    explanation = page.locator(".says:popover-open")
    term.hover()
    expect(explanation).to_contain_text("In the picture:")
    page.keyboard.press("Escape")
    expect(explanation).to_have_count(0)
    page.mouse.move(0, 0)
    term.focus()
    expect(explanation).to_be_visible()
    whole(phone)
    phone.locator(".term").nth(2).tap()
    box = phone.locator(".says:popover-open").bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390


def test_the_papers_of_a_lesson_are_pages_to_print(page: Page) -> None:
    """Reached from the page; no script and nothing of the frame."""
    whole(page, "es")
    found = [
        page.locator(f"a[href$='remember/{paper}.html']").get_attribute("href")
        for paper in ("worksheet", "teacher")
    ]
    for address in found:
        page.goto(address or "")
        expect(page.locator("h1")).to_be_visible()
        expect(page.locator("html")).to_have_attribute("lang", "es")
        assert page.locator("script").count() == 0
