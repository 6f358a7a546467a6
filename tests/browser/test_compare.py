"""The Compare page in a browser: a first deep link trains every lane to its end, and nothing
remounts on the way.
"""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.sights import PATIENCE, button

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
    chart.wait_for(timeout=PATIENCE)
    chart.evaluate("node => { node.dataset.first = 'yes' }")
    expect(page.get_by_text("Each lane was trained only once")).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_text("step 60 · ")).to_have_count(2, timeout=PATIENCE)
    assert page.locator(".js-plotly-plot").first.get_attribute("data-first") == "yes"
    expect(page.locator(".js-plotly-plot")).to_have_count(4, timeout=PATIENCE)
    page.get_by_role("link", name="Train", exact=False).first.click()
    expect(button(page, "Step")).to_be_visible(timeout=PATIENCE)
    page.get_by_role("link", name="Compare", exact=False).first.click()
    expect(page.get_by_text("step 60 · ")).to_have_count(2, timeout=PATIENCE)
    expect(page).to_have_url(
        re.compile(r"show=lanes(:|%3A)model\.cell(=|%3D)elman(;|%3B)model\.cell(=|%3D)lstm"),
        timeout=PATIENCE,
    )
