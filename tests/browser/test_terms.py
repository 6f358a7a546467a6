"""Terms of the glossary are marked and explained wherever they are on screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.sights import at_rest, button, full_pace, status, visit

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page


def explanation(page: Page) -> Locator:
    """Return the explanation that is open."""
    return page.locator(".says:popover-open")


@pytest.mark.parametrize(
    ("path", "places"),
    [
        ("/?lang=en", (".labels .label", ".st-key-below")),
        ("/?lesson=answer_when_asked&lang=es&step=3", (".lesson p", ".labels .label")),
        ("/cell?lang=es", (".labels .label",)),
        ("/gradients?lang=en", (".stMarkdown",)),
        ("/compare?lang=es", (".stMarkdown",)),
    ],
)
def test_a_term_is_marked_once_in_each_text(page: Page, path: str, places: tuple[str, ...]) -> None:
    """In labels, sentences, headings and cards, in both languages."""
    page.goto(path)
    at_rest(page)
    for place in places:
        expect(page.locator(f"{place} .term").first).to_be_visible()
    repeated = page.evaluate(
        """() => [...document.querySelectorAll('[data-testid="stMarkdownContainer"]')].filter((text) => {
            const keys = [...text.querySelectorAll(".term")].map((term) => term.dataset.term);
            return new Set(keys).size < keys.length;
        }).map((text) => text.textContent)"""
    )
    assert repeated == []


def test_a_term_of_a_track_is_explained_on_hover_focus_and_tap(page: Page, phone: Page) -> None:
    """And the explanation is inside the window, can be pointed at, and closes with Escape."""
    label = ".labels .label .term"
    visit(page, "/?lang=en")
    term = page.locator(label, has_text="forget gate")
    term.hover()
    expect(explanation(page)).to_contain_text("1 keeps it, 0 forgets it")
    explanation(page).hover()
    expect(explanation(page)).to_be_visible()
    page.keyboard.press("Escape")
    expect(explanation(page)).to_have_count(0)
    page.mouse.move(2, 2)
    term.focus()
    expect(explanation(page)).to_contain_text("In the picture:")
    assert "1 keeps it" in (term.get_attribute("aria-description") or "")
    phone.goto("/?lang=es")
    phone.locator(label).first.wait_for()
    at_rest(phone)
    phone.locator(label, has_text="ompuerta de olvido").tap()
    box = explanation(phone).bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    phone.locator(".st-key-heading h3").tap(position={"x": 2, "y": 2})
    expect(explanation(phone)).to_have_count(0)


def test_marked_texts_change_with_the_training_and_the_language(page: Page) -> None:
    """What React or the feed rewrites is marked anew, and no word is doubled or lost."""
    visit(page, "/?lang=en")
    full_pace(page)
    button(page, "Reset").click()
    expect(status(page)).to_contain_text("step 0")
    button(page, "Train").click()
    expect(status(page)).to_contain_text("finished")
    at_rest(page)
    texts = page.locator(".said p, .story").all_inner_texts()
    assert all(text == text.strip() and "  " not in text for text in texts)
    page.get_by_role("radio", name="ES", exact=True).click()
    term = page.locator(".labels .term", has_text="ompuerta de olvido")
    expect(term).to_be_visible()
    at_rest(page)
    term.hover()
    expect(explanation(page)).to_contain_text("En la figura:")
    english = page.locator(".term", has_text="gate")
    expect(english).to_have_count(0)
