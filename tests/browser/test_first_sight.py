"""What is drawn before the page's own code has run, and that it goes when the page is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import Browser, Page, expect

from tests.browser.sights import PATIENCE, visit

if TYPE_CHECKING:
    from tools.server import Server


def test_the_first_exhibit_is_drawn_without_any_script(browser: Browser, server: Server) -> None:
    """The browser runs no code at all."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(server.url)
    picture = page.locator("#first-sight img")
    expect(picture).to_be_visible(timeout=PATIENCE)
    assert picture.bounding_box()["width"] > 300  # type: ignore[index]
    context.close()


def test_it_goes_when_the_page_is_there(page: Page) -> None:
    visit(page, "/")
    expect(page.locator("#first-sight")).to_be_hidden(timeout=PATIENCE)
