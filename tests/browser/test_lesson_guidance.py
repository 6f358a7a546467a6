"""What a lesson holds back, marks, and shows: in the picture, in the cell, and on other pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.browser.lesson_walk import Walk, box_of
from tests.browser.overlaps import overlaps
from tests.browser.sights import at_rest, button, full_pace
from tests.browser.test_accessible import faults
from tests.browser.test_lessons import lesson_of

if TYPE_CHECKING:
    from playwright.sync_api import Page

#: A laptop's window at a zoom of 200 %, in CSS pixels.
ZOOMED = {"width": 683, "height": 384}
#: Controls of the page that the window can never show as a whole: their boxes, as text.
OUTSIDE = """() => {
    const card = document.querySelector("[data-testid=stSidebar]").getBoundingClientRect();
    const lesson = [...document.querySelectorAll("*")].find((each) => each.shadowRoot?.querySelector(".lesson")).shadowRoot;
    return [...lesson.querySelectorAll("button, input, textarea, summary, .track")].filter((each) => each.checkVisibility()).map((each) => {
        each.scrollIntoView({ block: "nearest" });
        const box = each.getBoundingClientRect();
        const inside = box.left >= card.left - 1 && box.right <= card.right + 1 && box.top >= 0 && box.bottom <= innerHeight + 1;
        return inside ? "" : `${each.textContent || each.className}: ${JSON.stringify(box)}`;
    }).filter(Boolean);
}"""


def opened(page: Page, name: str, step: int, more: str = "") -> Walk:
    """Open a step of a lesson, and return its reader."""
    page.goto(f"/?lesson={name}&lang=en&step={step}{more}")
    walk = Walk(page, lesson_of(name), lambda: None)
    title = walk.lesson.steps[step - 1].title
    expect(walk.card.get_by_role("heading", name=title, exact=True)).to_be_visible()
    expect(button(page, "Reset")).to_be_visible()
    at_rest(page)
    expect(walk.card).not_to_contain_text("The network is trained")
    return walk


def test_the_picture_waits_for_the_answer(page: Page) -> None:
    """Neither the cursor moves nor is a mark set before the question about it is answered."""
    walk = opened(page, "answer_when_asked", 4)
    before = walk.stage.get_attribute("aria-valuenow")
    walk.go_to(20)
    walk.stage.focus()
    page.keyboard.press("ArrowLeft")
    assert walk.stage.get_attribute("aria-valuenow") == before
    walk.answer(walk.lesson.steps[3].ask)
    walk.use(walk.own("Lock my answer"))
    expect(walk.card.locator(".task")).to_be_visible()
    at_rest(page)
    walk.go_to(20)
    expect(walk.card.locator(".truth")).to_be_visible()
    walk = opened(page, "stopwatch", 5)
    walk.mark(20)
    walk.stage.focus()
    page.keyboard.press("b")
    at_rest(page)
    expect(button(page, "Undo my edits")).to_have_count(0)
    walk.answer(walk.lesson.steps[4].ask)
    walk.use(walk.own("Lock my answer"))
    expect(walk.card.locator(".task")).to_be_visible()
    at_rest(page)
    walk.mark(20)
    expect(walk.card.locator(".truth")).to_be_visible()


def test_the_one_button_that_holds_a_gate_in_the_cell_is_marked(page: Page) -> None:
    """And disabled before the answer; holding the gate of another unit is not what is asked."""
    walk = opened(page, "answer_when_asked", 6)
    one = page.locator(".cell [data-role=hold-1]")
    expect(one).to_be_disabled()
    walk.answer(walk.lesson.steps[5].ask)
    walk.use(walk.own("Lock my answer"))
    expect(page.locator(".cell .asked")).to_have_count(1)
    expect(walk.card.locator(".task")).to_have_text("☞ In the cell, hold o of unit 2 at 1.")
    expect(one).to_be_in_viewport()
    unit = page.get_by_label("Unit", exact=True)
    unit.select_option(label="1")
    expect(page.locator(".cell .asked")).to_have_count(0)
    one.click()
    expect(page.locator(".banner")).to_be_visible()
    at_rest(page)
    expect(walk.card.locator(".truth")).to_have_count(0)
    unit.select_option(label="2")
    page.locator(".cell .asked").click()
    expect(walk.card.locator(".truth")).to_be_visible()


def test_a_lesson_leads_to_other_pages_and_back(page: Page) -> None:
    """A step that needs a page links to it, and every page links to the lesson."""
    walk = opened_last(page, "own_data")
    page.get_by_test_id("stSidebar").get_by_role("link", name="Open the page “My data”").click()
    expect(page.get_by_role("tab", name="Upload")).to_be_visible()
    back = page.get_by_role("link", name="Lesson 10, step 8: continue")
    at_rest(page)
    assert faults(page) == []
    back.click()
    expect(walk.card.get_by_role("heading", name="Your own data")).to_be_visible()
    at_rest(page)
    expect(back).to_have_count(0)


def opened_last(page: Page, name: str) -> Walk:
    """Open the last step of a lesson."""
    lesson = lesson_of(name)
    page.goto(f"/?lesson={name}&lang=en&step={len(lesson.steps)}")
    walk = Walk(page, lesson, lambda: None)
    expect(walk.card.locator("textarea")).to_be_visible()
    at_rest(page)
    return walk


def test_a_phone_shows_the_error_curve_of_which_the_card_speaks(phone: Page) -> None:
    """And any other card when its sheet is low."""
    opened(phone, "own_data", 2)
    curve = phone.locator(".st-key-curve")
    expect(curve).to_be_visible()
    opened(phone, "remember", 3)
    expect(curve).not_to_be_visible()
    for _time in range(2):
        phone.locator(".lesson .height").tap()
    expect(curve).to_be_visible()


def test_a_presented_lesson_shows_its_card_and_no_other_tab(page: Page) -> None:
    """Larger, beside the picture."""
    page.set_viewport_size({"width": 1366, "height": 768})
    walk = opened(page, "remember", 4, "&present=1")
    expect(walk.card.locator(".ask")).to_be_visible()
    expect(page.get_by_role("tab", name="Settings")).not_to_be_visible()
    size = "node => parseFloat(getComputedStyle(node).fontSize)"
    assert walk.card.locator("p").first.evaluate(size) >= 15
    expect(walk.card.locator("footer")).to_be_in_viewport(ratio=1)
    expect(page.locator(".tracks")).to_be_in_viewport(ratio=0.5)
    assert faults(page) == []
    assert overlaps(page) == []


def test_a_lesson_can_be_done_at_a_zoom_of_200_percent(new_page: Callable[..., Page]) -> None:
    """In every state of the card: nothing is cut, overlaps or is out of reach."""
    page = new_page(**ZOOMED)

    def look() -> None:
        at_rest(page)
        assert page.evaluate(OUTSIDE) == []
        # What is scrolled passes under the bar, which hides it.
        page.get_by_test_id("stMain").evaluate("(node) => node.scrollTo(0, 0)")
        assert overlaps(page) == []
        assert faults(page) == []
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0

    walk = Zoomed(page, opened(page, "remember", 4).lesson, look)
    card = box_of(page.get_by_test_id("stSidebar"))
    picture = box_of(page.locator(".tracks"))
    assert card["x"] + card["width"] <= picture["x"] + 1, "the card hides the picture"
    look()
    full_pace(page)
    walk.step(walk.lesson.steps[3])
    look()
    opened_last(page, "remember")
    look()


class Zoomed(Walk):
    """A reader who scrolls the picture before using it."""

    def draw(self) -> None:
        """Draw on the track in the middle of the window."""
        sheet = self.page.locator(".labels .row").filter(
            has=self.page.locator("output", has_text="–")
        )
        sheet.first.evaluate("(node) => node.scrollIntoView({ block: 'center' })")
        self.rest()
        super().draw()
