"""What is drawn before the page's own code has run: it can be pressed, and goes when the page is
there.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.sights import at_rest, button, drawn, status, wait_for_step

if TYPE_CHECKING:
    from tools.server import Server

#: Counts in every frame how many buttons of each name can be seen.
WATCH = """() => {
    window.most = 0;
    const count = () => {
        const names = [...document.querySelectorAll("button")].filter((each) => each.checkVisibility()).map((each) => each.textContent.trim());
        window.most = Math.max(window.most, ...["Train", "Pause"].map((name) => names.filter((each) => each === name).length));
        requestAnimationFrame(count);
    };
    requestAnimationFrame(count);
}"""

#: Whether the page's letters have come: others are wider by some pixels.
LETTERS = """() => [...document.fonts].some(({ family, status }) => family.includes("Source Sans") && status === "loaded")"""


@contextmanager
def held_back(page: Page) -> Iterator[None]:
    """Open the first page without Streamlit's code, which comes with the end of the block."""
    waiting: list[Route] = []
    code = "**/static/js/index.*.js"
    page.route(code, lambda route: waiting.append(route))
    with page.add_init_script(f"({WATCH})()"):
        page.goto("/", wait_until="commit")
        expect(page.locator("#first-sight img")).to_be_visible()
        yield
    for route in waiting:
        route.continue_()
    page.unroute(code)


def test_the_first_exhibit_is_drawn_without_any_script(browser: Browser, server: Server) -> None:
    """The browser runs no code at all."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(server.url)
    picture = page.locator("#first-sight img")
    expect(picture).to_be_visible()
    assert picture.bounding_box()["width"] > 300  # type: ignore[index]
    context.close()


def test_what_is_pressed_before_the_page_is_there_is_done_once(page: Page) -> None:
    """It is answered at once; a double click trains once, and no name is there twice."""
    with held_back(page):
        train = page.get_by_role("button", name="Train", exact=True)
        train.focus()
        train.dblclick()
        expect(page.locator("#first-sight [aria-live]")).to_have_text("Starting …")
        expect(page.get_by_role("button", name="Step", exact=True)).to_be_disabled()
    expect(button(page, "Pause")).to_be_visible()
    expect(page.locator("#first-sight")).to_have_count(0)
    wait_for_step(page, 1)
    expect(button(page, "Pause")).to_be_focused()
    assert page.evaluate("window.most") == 1


@pytest.mark.parametrize(("pressed", "step"), [(["Train", "Reset"], "step 0"), ([], "step 500")])
def test_the_last_press_counts_and_without_one_nothing_is_done(
    page: Page, pressed: list[str], step: str
) -> None:
    """The recorded network stays as it is."""
    with held_back(page):
        for name in pressed:
            page.get_by_role("button", name=name, exact=True).click()
        page.mouse.click(720, 700)  # where nothing is
    expect(status(page)).to_contain_text(step)
    drawn(page)
    at_rest(page)
    expect(status(page)).to_contain_text(step)
    expect(button(page, "Train")).to_be_visible()


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (1920, 1080), (390, 844)])
def test_the_buttons_stay_where_they_are(page: Page, width: int, height: int) -> None:
    """The page's own take the place of those that came first."""
    page.set_viewport_size({"width": width, "height": height})
    names = ("Train", "Step", "Reset")
    with held_back(page):
        page.wait_for_function(LETTERS)
        early = [page.get_by_role("button", name=n, exact=True).bounding_box() for n in names]
    drawn(page)
    at_rest(page)
    for before, name in zip(early, names, strict=True):
        after = button(page, name).bounding_box()
        assert before is not None
        assert after is not None
        for edge in ("x", "y", "width", "height"):
            assert abs(before[edge] - after[edge]) <= 4, (name, edge, before, after)
