"""What changes while it trains stays the same element: no blink, no lost zoom, no lost cursor, no
lost edit.
"""

from __future__ import annotations

import re

import pytest

MARK = "() => { for (const n of document.querySelectorAll('.js-plotly-plot')) n.marked = true; }"
UNMARKED = "() => [...document.querySelectorAll('.js-plotly-plot')].filter(n => !n.marked).length"
AXIS = "n => ({x: n._fullLayout.xaxis.range.slice(), automatic: n._fullLayout.yaxis.autorange})"


@pytest.fixture
def trained(new_page):
    """Yield the Train page with its first chart and its player drawn."""
    page = new_page("/")
    page.locator(".tracks .flag").wait_for(timeout=30_000)
    page.locator(".js-plotly-plot .main-svg").first.wait_for(timeout=30_000)
    page.wait_for_timeout(1000)
    return page


def train(page):
    """Train again from the start and wait until it is well under way."""
    page.get_by_role("button", name="Train", exact=True).click()
    page.wait_for_function(
        "() => /^step (\\d{2,3}) /.test(document.querySelector('.st-key-status').innerText)",
        timeout=20_000,
    )
    page.wait_for_timeout(2500)


def test_charts_and_tracks_stay_the_same_elements_while_it_trains(trained):
    trained.evaluate(MARK)
    canvas = trained.locator(".tracks canvas").element_handle()
    train(trained)
    assert trained.evaluate(UNMARKED) == 0
    assert canvas.evaluate("n => n.isConnected")
    assert trained.locator(".tracks canvas").count() == 1
    assert trained.locator(".js-plotly-plot").first.evaluate(AXIS)["automatic"] is True


def test_a_zoomed_chart_stays_zoomed_while_it_trains(trained):
    chart = trained.locator(".js-plotly-plot").first
    chart.scroll_into_view_if_needed()
    box = chart.locator(".nsewdrag").first.bounding_box()
    trained.mouse.move(box["x"] + box["width"] * 0.2, box["y"] + 20)
    trained.mouse.down()
    trained.mouse.move(box["x"] + box["width"] * 0.6, box["y"] + box["height"] - 20, steps=5)
    trained.mouse.up()
    trained.wait_for_timeout(500)
    zoomed = chart.evaluate(AXIS)["x"]
    train(trained)
    assert chart.evaluate(AXIS)["x"] == pytest.approx(zoomed)


def test_the_reader_holds_a_step_while_it_trains(trained):
    stage = trained.locator(".tracks .stage")
    stage.press("Home")
    for _ in range(4):
        stage.press("ArrowRight")
    train(trained)
    assert stage.get_attribute("aria-valuenow") == "5"


def test_a_bell_rung_by_key_is_answered_by_the_network(trained):
    stage = trained.locator(".tracks .stage")
    stage.press("Home")
    for _ in range(3):
        stage.press("ArrowRight")
    trained.wait_for_timeout(300)
    number = r"(−?[\d.]+\d)"
    before = re.search(rf"Input {number}\. Target {number}", stage.get_attribute("aria-valuetext"))
    assert before[1] != before[2]
    stage.press("b")
    trained.wait_for_timeout(2500)
    said = stage.get_attribute("aria-valuetext")
    after = re.search(rf"Input {number}\. Target {number}", said)
    assert "bell" in said
    assert after[1] == after[2] == before[1]


def test_the_page_fits_a_phone(new_page):
    page = new_page("/", width=390, height=844, has_touch=True)
    page.locator(".tracks .flag").wait_for(timeout=30_000)
    page.wait_for_timeout(1500)
    assert page.get_by_test_id("stMain").evaluate("n => n.scrollWidth - n.clientWidth") <= 0
