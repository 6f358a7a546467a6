"""Drawing a series with a pointer and with keys, and training on it."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.sights import button, status

#: How many rows of the sheet hold a value, read from the words below it.
EMPTY = re.compile(r"(\d+) of the canvas's 200 rows were not drawn")


def sheet(page: Page) -> Page:
    """Open the sheet and wait for it."""
    page.goto("/data")
    page.get_by_role("tab", name="Draw").click()
    expect(page.locator("canvas")).to_be_visible()
    expect(page.get_by_role("button", name="Smooth")).to_be_visible()
    return page


def test_a_drawn_series_is_smoothed_undone_used_and_trained(page: Page) -> None:
    """The link carries its name and fingerprint, and nothing else of it."""
    sheet(page)
    box = page.locator("canvas").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 60, box["y"] + 40)
    page.mouse.down()
    for i in range(1, 20):
        page.mouse.move(
            box["x"] + 60 + i * (box["width"] - 80) / 20, box["y"] + (200 if i % 2 else 40)
        )
    page.mouse.up()
    expect(page.get_by_text(EMPTY)).to_be_visible()
    page.get_by_role("button", name="Smooth").click()
    page.get_by_role("button", name="Undo", exact=True).click()
    page.get_by_role("button", name="Undo", exact=True).click()
    expect(page.get_by_text("Draw a line first")).to_be_visible()
    page.locator("canvas").focus()
    for key in ("Home", "ArrowUp", "Shift+ArrowRight", "ArrowUp", "Control+End", "ArrowDown"):
        page.keyboard.press(key)
    expect(page.get_by_text("600 rows; 9 of the canvas's 200 rows")).to_be_visible()
    page.get_by_role("button", name="Use this series").click()
    expect(status(page)).to_have_text(re.compile("^step 0 "))
    expect(page).to_have_url(
        re.compile(
            r"data\.source=file&data\.params\.name=drawing\.csv&data\.params\.sha256=[0-9a-f]{64}&"
        )
    )
    button(page, "Step").click()
    expect(status(page)).to_have_text(re.compile("^step 1 "))


def test_a_finger_draws_and_does_not_scroll(phone: Page) -> None:
    """On a phone of 390 pixels nothing sticks out."""
    page = sheet(phone)
    box = page.locator("canvas").bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    touch = page.context.new_cdp_session(page)
    top = page.evaluate("() => document.querySelector('[data-testid=stMain]').scrollTop")
    for kind, share in [
        ("touchStart", 0.2),
        *(("touchMove", 0.2 + i / 20) for i in range(1, 13)),
        ("touchEnd", None),
    ]:
        point = (
            []
            if share is None
            else [
                {
                    "x": box["x"] + share * box["width"],
                    "y": box["y"] + (0.2 + 0.6 * share) * box["height"],
                }
            ]
        )
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": point})
    expect(page.get_by_text(EMPTY)).to_be_visible()
    assert page.evaluate("() => document.querySelector('[data-testid=stMain]').scrollTop") == top
