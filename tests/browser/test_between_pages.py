"""From one page to another."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.sights import SMALL, address, at_rest, button, visit


def test_a_page_without_a_sidebar_has_no_empty_column_of_one(page: Page) -> None:
    """However it was reached, and also the second time; the Train page has its own again."""
    visit(page, address(SMALL))
    sidebar = page.get_by_test_id("stSidebar")
    for _ in range(2):
        expect(sidebar.get_by_text("Hidden units")).to_be_visible()
        button(page, "Benchmark").click()
        expect(button(page, "Train 5 networks")).to_be_visible()
        at_rest(page)
        expect(page.get_by_role("tab", selected=True)).to_have_text("Benchmark")
        expect(sidebar).not_to_be_visible()
        page.get_by_role("link", name="Train", exact=True).click()
    expect(sidebar.get_by_text("Hidden units")).to_be_visible()
