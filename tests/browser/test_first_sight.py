"""What is drawn before the page's own code has run, and that it goes when the page is there."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.sights import PATIENCE, visit


def test_the_first_exhibit_is_drawn_without_any_script(page: Page) -> None:
    """The browser gets none of the page's code."""
    page.route(
        "**/static/js/**", lambda route: route.fulfill(body="", content_type="text/javascript")
    )
    page.goto("/", wait_until="commit")
    picture = page.locator("#first-sight img")
    expect(picture).to_be_visible(timeout=PATIENCE)
    assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") > 300


def test_it_goes_when_the_page_is_there(page: Page) -> None:
    visit(page, "/")
    expect(page.locator("#first-sight")).to_be_hidden(timeout=PATIENCE)
