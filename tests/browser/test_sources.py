"""The list of sources filters while the reader types, and is used with the keyboard alone."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.sights import at_rest, drawn, query, visit


def test_a_source_is_found_by_typing_and_opened_with_the_keyboard(page: Page) -> None:
    """Without a run of the page for each letter; Escape closes the list."""
    visit(page, "/")
    drawn(page)
    opener = page.get_by_role("button", name=re.compile("^Source: "))
    opener.focus()
    page.keyboard.press("Enter")
    search = page.get_by_role("searchbox", name="Search")
    expect(search).to_be_focused()
    listed = page.locator(".sources .list button:visible")
    count = listed.count()
    at_rest(page)
    page.keyboard.type("SEASON trend")
    expect(listed).to_have_count(1)
    page.keyboard.type(" xyzzy")
    expect(listed).to_have_count(0)
    expect(page.locator(".sources .none")).to_have_text("No source contains these words.")
    assert page.get_by_test_id("stApp").get_attribute("data-test-script-state") == "notRunning"
    search.fill("")
    expect(listed).to_have_count(count)
    page.keyboard.press("Escape")
    expect(search).to_be_hidden()
    opener.click()
    expect(search).to_be_focused()
    page.keyboard.type("sunsp")
    page.keyboard.press("ArrowDown")
    expect(listed.first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name=re.compile("^Source: .*[Ss]unspot"))).to_be_visible()
    expect(search).to_be_hidden()
    at_rest(page)
    assert query(page)["data.source"] == "sunspots"
