"""On a phone nothing sticks out, in light and dark, on the first screen and with a series; and it
can be used.
"""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.sights import (
    SCHEMES,
    SMALL,
    address,
    at_rest,
    button,
    drawn,
    follow,
    in_scheme,
    status,
)

#: Elements whose right edge lies outside the window, by a pixel or more, and which do not scroll
#: inside something of their own.
OUTSIDE = """() => [...document.querySelectorAll('[data-testid="stMain"] *')].filter(n => {
    const box = n.getBoundingClientRect();
    if (!box.width || !box.height || box.right <= innerWidth + 1) return false;
    for (let above = n.parentElement; above && above.dataset.testid !== "stMain"; above = above.parentElement)
        if (["auto", "scroll", "hidden", "clip"].includes(getComputedStyle(above).overflowX)) return false;
    return true;
}).map(n => `${n.tagName} ${n.className} ${n.getBoundingClientRect().right}`).slice(0, 5)"""
WIDE = "() => [document.documentElement, document.querySelector('[data-testid=stMain]')].map(n => n.scrollWidth - innerWidth)"
PAGES = {
    "exhibit": "/",
    "series": address(SMALL | {"at": "40"}),
    "many units": address(SMALL | {"model.cell": "gru", "model.hidden_size": "32"}),
}


def test_nothing_is_wider_than_a_phone(phone: Page) -> None:
    """Whatever is shown, in light and dark."""
    page = phone
    page.goto("/")
    at_rest(page)
    for name, path in PAGES.items():
        if name != "exhibit":
            follow(page, path)
        expect(button(page, "Reset")).to_be_visible()
        drawn(page)
        for scheme in SCHEMES:
            in_scheme(page, scheme)
            at_rest(page)
            assert max(page.evaluate(WIDE)) <= 0, (name, scheme)
            assert page.evaluate(OUTSIDE) == [], (name, scheme)


def test_the_phone_opens_on_the_page_and_not_on_the_settings(phone: Page) -> None:
    """They come as a sheet when asked for; Train is within reach of a thumb."""
    page = phone
    page.goto("/")
    expect(button(page, "Train")).to_be_in_viewport()
    button(page, "Reset").tap()
    expect(status(page)).to_have_text(re.compile("^step 0 "))
    button(page, "Step").tap()
    expect(status(page)).to_have_text(re.compile("^step 1 "))


def test_the_knobs_of_the_gradients_follow_their_picture(phone: Page) -> None:
    """On a phone a hand on the first of them sees what it moves."""
    page = phone
    page.goto("/gradients")
    chart = page.locator(".js-plotly-plot").first
    chart.locator(".main-svg").first.wait_for()
    knob = page.get_by_role("slider", name="Steps in the sequence")
    expect(knob).to_be_visible()
    above, below = chart.bounding_box(), knob.bounding_box()
    assert above is not None
    assert below is not None
    assert 0 < below["y"] - (above["y"] + above["height"]) < 120


def test_a_finger_rings_a_bell(phone: Page) -> None:
    """And the page does not scroll away under it."""
    page = phone
    page.goto("/")
    drawn(page)
    stage = page.locator(".tracks .stage")
    stage.scroll_into_view_if_needed()
    before = stage.get_attribute("aria-valuetext")
    box = stage.bounding_box()
    assert box is not None
    variant = page.locator(".tracks canvas").evaluate("n => n.getBoundingClientRect().top")
    page.touchscreen.tap(box["x"] + box["width"] * 0.6, variant + 2 + 22 + 10)
    expect(stage).not_to_have_attribute("aria-valuetext", before or "")
    expect(page.get_by_role("button", name="Undo my edits")).to_be_visible()
