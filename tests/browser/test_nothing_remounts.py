"""Pictures stay the same elements through everything a visitor does: no blink, no lost zoom."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from playground.gallery.exhibits import EXHIBITS
from tests.browser.sights import (
    address,
    at_rest,
    button,
    change_one,
    drawn,
    ended,
    full_pace,
    status,
    visit,
)

MARK = "() => document.querySelectorAll('.js-plotly-plot, .st-key-status').forEach(n => { n.marked = true; })"
NEW = "() => [...document.querySelectorAll('.js-plotly-plot, .st-key-status')].filter(n => !n.marked).length"
RANGES = "n => [...n._fullLayout.xaxis.range, ...n._fullLayout.yaxis.range]"


def test_reset_training_pace_and_another_cell_leave_every_picture_in_its_place(page: Page) -> None:
    """The canvases, the charts and the status are the same nodes at the end."""
    page.emulate_media(reduced_motion="no-preference")
    visit(page, "/")
    drawn(page)
    page.evaluate(MARK)
    canvas = page.locator(".tracks canvas").element_handle()
    curve = page.locator(".training canvas").element_handle()
    button(page, "Reset").click()
    full_pace(page)
    button(page, "Train").click()
    ended(page, 500)
    change_one(page, "Cell", "GRU")
    ended(page, 500)
    button(page, "Next example").click()
    expect(status(page)).to_contain_text("step 500")
    at_rest(page)
    for node, where in ((canvas, ".tracks canvas"), (curve, ".training canvas")):
        assert node.evaluate("n => n.isConnected")
        assert page.locator(where).count() == 1
    assert page.evaluate(NEW) == 0


def test_a_chart_keeps_its_zoom_through_reset_and_training(page: Page) -> None:
    """The reader chose it, and only the reader takes it back."""
    visit(page, address(EXHIBITS["when_gates_matter"].link()))
    drawn(page)
    chart = page.locator(".js-plotly-plot").first
    chart.scroll_into_view_if_needed()
    inside = chart.locator(".nsewdrag").first.bounding_box()
    assert inside is not None
    whole = chart.evaluate(RANGES)
    page.mouse.move(inside["x"] + 0.2 * inside["width"], inside["y"] + 20)
    page.mouse.down()
    page.mouse.move(
        inside["x"] + 0.6 * inside["width"], inside["y"] + inside["height"] - 20, steps=5
    )
    page.mouse.up()
    page.wait_for_function(
        f"(before) => ({RANGES})(document.querySelector('.js-plotly-plot')).join() !== before",
        arg=",".join(str(end) for end in whole),
    )
    zoomed = chart.evaluate(RANGES)
    button(page, "Reset").click()
    expect(status(page)).to_have_text(re.compile("^step 0 "))
    assert chart.evaluate(RANGES) == pytest.approx(zoomed)
    full_pace(page)
    button(page, "Train").click()
    ended(page, 200)
    assert chart.evaluate(RANGES) == pytest.approx(zoomed)
