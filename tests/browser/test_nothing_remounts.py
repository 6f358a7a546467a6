"""What is looked at stays the same element through everything a visitor does; training itself is in test_show_door.py."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.sights import PATIENCE, button, drawn, ended, full_pace, status, visit

MARK = "() => document.querySelectorAll('.js-plotly-plot, .st-key-status').forEach(n => { n.marked = true; })"
NEW = "() => [...document.querySelectorAll('.js-plotly-plot, .st-key-status')].filter(n => !n.marked).length"
ZOOM = "() => window.Plotly.relayout(document.querySelector('.js-plotly-plot'), {'xaxis.range': [100, 200], 'yaxis.range': [-3, -1]})"
RANGES = "n => [...n._fullLayout.xaxis.range, ...n._fullLayout.yaxis.range]"


def test_reset_training_pace_and_another_cell_leave_every_picture_in_its_place(page: Page) -> None:
    """The canvas, the charts and the status line are the same nodes at the end."""
    visit(page, "/")
    drawn(page)
    page.evaluate(MARK)
    canvas = page.locator(".tracks canvas").element_handle()
    button(page, "Reset").click()
    full_pace(page)
    button(page, "Train").click()
    ended(page, 500)
    button(page, "GRU").click()
    ended(page, 500)
    button(page, "Next example").click()
    expect(status(page)).to_contain_text("step 500", timeout=PATIENCE)
    page.wait_for_timeout(500)
    assert canvas.evaluate("n => n.isConnected")
    assert page.locator(".tracks canvas").count() == 1
    assert page.evaluate(NEW) == 0


def test_the_error_curve_keeps_its_zoom_through_reset_and_training(page: Page) -> None:
    """The reader chose it, and only the reader takes it back."""
    visit(page, "/")
    drawn(page)
    page.evaluate(ZOOM)
    chart = page.locator(".js-plotly-plot").first
    assert chart.evaluate(RANGES) == pytest.approx([100, 200, -3, -1])
    button(page, "Reset").click()
    full_pace(page)
    button(page, "Train").click()
    ended(page, 500)
    assert chart.evaluate(RANGES) == pytest.approx([100, 200, -3, -1])
