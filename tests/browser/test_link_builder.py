"""The builder of a link for a class: accessible, copied, and it opens the room."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.sights import in_scheme
from tests.browser.test_accessible import COLOURS, faults


@pytest.fixture
def page(page: Page) -> Iterator[Page]:
    """Yield the tab of a laptop, whose clipboard may be read."""
    page.set_viewport_size({"width": 1366, "height": 768})
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    yield page
    page.context.clear_permissions()


def test_the_builder_is_accessible_and_its_link_is_copied(page: Page) -> None:
    """In light and dark. What is copied opens the presented room, without the hidden controls, the
    locked disabled.
    """
    page.goto("/")
    page.get_by_text("Save and share").click()
    page.get_by_role("button", name="Link for a class").click()
    builder = page.get_by_role("dialog", name="Link for a class")
    builder.get_by_role("img", name="QR code of the link").wait_for()
    builder.get_by_role("combobox", name="Lock").click()
    page.keyboard.type("Cell")
    page.get_by_role("option", name="Cell", exact=True).click()
    page.keyboard.press("Tab")
    builder.get_by_role("combobox", name="Hide").click()
    page.keyboard.type("Seeds")
    page.get_by_role("option", name="Seeds", exact=True).click()
    page.keyboard.press("Tab")
    field = builder.get_by_role("textbox", name="The link")
    expect(field).to_have_value(re.compile(r"hide=seeds&lock=model\.cell&seal=\w{10}$"))
    expect(page.get_by_role("listbox")).to_have_count(0)  # the menu of the last choice has closed
    assert faults(page) == []
    in_scheme(page, "dark")
    assert faults(page, rules=COLOURS) == []
    builder.get_by_role("button", name="Copy the link").click()
    expect(builder.get_by_role("status").filter(has_text="Copied.")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == field.input_value()
    page.goto(copied)
    page.get_by_role("heading", name="Network").wait_for()
    expect(page.get_by_role("heading", name="Seeds")).to_have_count(0)
    expect(page.get_by_role("radio", name="GRU")).to_be_disabled()
    assert faults(page) == []


def test_the_link_is_copied_where_the_browser_offers_no_clipboard(page: Page) -> None:
    """As on a class's server, which is reached by plain HTTP."""
    page.goto("/")
    page.evaluate(
        "Object.defineProperty(navigator.clipboard, 'writeText', {value: () => Promise.reject()})"
    )
    page.get_by_text("Save and share").click()
    page.get_by_role("button", name="Link for a class").click()
    builder = page.get_by_role("dialog", name="Link for a class")
    builder.get_by_role("button", name="Copy the link").click()
    expect(builder.get_by_role("status").filter(has_text="Copied.")).to_be_visible()
    field = builder.get_by_role("textbox", name="The link")
    assert page.evaluate("navigator.clipboard.readText()") == field.input_value()


def test_open_tracks_are_in_the_address_and_open_again(page: Page) -> None:
    """One opened, one folded against the default."""
    page.goto("/")
    page.get_by_role("button", name="Expand Output gate").click()
    page.get_by_role("button", name="Collapse Input gate").click()
    page.wait_for_url("**show=*open*")
    page.wait_for_url("**fold*")
    page.goto(page.url)
    expect(page.get_by_role("button", name="Collapse Output gate")).to_be_visible()
    expect(page.get_by_role("button", name="Expand Input gate")).to_be_visible()
