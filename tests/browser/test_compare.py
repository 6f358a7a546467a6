"""The Compare page in a browser: a first deep link trains every lane to its end, and nothing
remounts on the way.
"""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.sights import at_rest, button, moved, watch_places

LINK = (
    "/compare?data.source=echo&data.length=300&problem.kind=many_to_many&problem.lookback=12&model.hidden_size=4&training.max_steps=60"
    "&training.evaluate_every=10&at=60&show=lanes:model.cell=elman;model.cell=lstm&v=1"
)


def test_a_link_trains_its_lanes_to_a_verdict_and_survives_a_visit_elsewhere(page: Page) -> None:
    """Two players on one cursor, four charts, one verdict; the address still names the lanes after
    a look at another page.
    """
    page.goto(LINK)
    chart = page.locator(".js-plotly-plot").first
    chart.wait_for()
    chart.evaluate("node => { node.dataset.first = 'yes' }")
    expect(page.get_by_text("Each lane was trained only once")).to_be_visible()
    expect(page.get_by_text("step 60 · ")).to_have_count(2)
    assert page.locator(".js-plotly-plot").first.get_attribute("data-first") == "yes"
    expect(page.locator(".js-plotly-plot")).to_have_count(4)
    page.get_by_role("link", name="Train", exact=False).first.click()
    expect(button(page, "Step")).to_be_visible()
    page.get_by_role("link", name="Compare", exact=False).first.click()
    expect(page.get_by_text("step 60 · ")).to_have_count(2)
    expect(page).to_have_url(
        re.compile(r"show=lanes(:|%3A)model\.cell(=|%3D)elman(;|%3B)model\.cell(=|%3D)lstm"),
    )


def test_the_race_is_in_the_first_screen_and_one_play_moves_the_cursor_of_every_lane(
    page: Page,
) -> None:
    """Errors and predictions above the cards; a lane has no play button of its own. The address
    holds where the cursor rests.
    """
    page.set_viewport_size({"width": 1366, "height": 768})
    page.goto(LINK)
    charts = page.locator(".js-plotly-plot")
    charts.nth(1).wait_for()
    expect(page.get_by_text("step 60 · ")).to_have_count(2)
    at_rest(page)
    for number in (0, 1):
        box = charts.nth(number).bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= 768
    card = page.locator(".st-key-lane\\.0, .st-key-lane-0").first.bounding_box()
    assert card is not None
    assert card["y"] >= box["y"] + box["height"]
    button(page, "Reset all").click()
    at_rest(page)
    watch_places(page, "[class*=st-key-lane-tracks], .st-key-lanes-buttons button")
    button(page, "Train all").click()
    expect(page.get_by_text("step 60 · ")).to_have_count(2)
    at_rest(page)
    assert moved(page) == []
    plays = page.get_by_role("button", name="Play the sequence")
    expect(plays.filter(visible=True)).to_have_count(1)
    flags = page.locator(".tracks .flag")
    expect(flags).to_have_count(2)
    page.get_by_label("Time steps per second").filter(visible=True).select_option("2")
    before = flags.all_inner_texts()
    page.get_by_role("button", name="One time step back").filter(visible=True).click()
    expect(flags.first).not_to_have_text(before[0])
    first, second = flags.all_inner_texts()
    assert first == second
    page.locator(".tracks .stage").first.press("Home")
    expect(flags.nth(1)).to_have_text("t = 1")
    expect(page).to_have_url(re.compile(r"show=t(:|%3A)1(,|%2C)lanes"))
    plays.filter(visible=True).click()
    expect(flags.nth(1)).not_to_have_text("t = 1")
    page.get_by_role("button", name="Stop the sequence").filter(visible=True).click()
    first, second = flags.all_inner_texts()
    assert first == second
