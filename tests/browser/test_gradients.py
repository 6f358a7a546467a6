"""The Gradients page in a browser: a knob moves the picture and nothing is mounted anew, on a first
visit by its own link.
"""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.sights import at_rest, query

MARK = "() => document.querySelectorAll('.js-plotly-plot').forEach(n => { n.marked = true; })"
NEW = "() => [...document.querySelectorAll('.js-plotly-plot')].filter(n => !n.marked).length"


def test_a_knob_moves_the_picture_in_its_place_and_stands_in_the_link(
    page: Page,
) -> None:
    """Away from the preset, whose words change with it; the link opens the same picture again."""
    page.goto("/gradients")
    picture = page.locator(".js-plotly-plot").first
    picture.locator(".main-svg").first.wait_for()
    expect(
        page.locator(".js-plotly-plot .main-svg").nth(8)
    ).to_be_attached()  # every chart has its layers
    page.evaluate(MARK)
    said = picture.get_attribute("aria-label") or ""
    assert "only the LSTM responds to it" in said
    bias = page.get_by_role("slider", name="Forget bias of the LSTM")
    for _ in range(7):
        bias.press("ArrowLeft")
    expect(picture).not_to_have_attribute("aria-label", said)
    expect(page.get_by_text("Your own settings")).to_be_visible()
    page.wait_for_function("() => location.search.includes('forget_bias=-0.5')")
    at_rest(page)
    assert page.evaluate(NEW) == 0
    link, said = page.url, picture.get_attribute("aria-label") or ""
    bias_in_link = query(page)["model.forget_bias"]
    page.goto("/_stcore/health")
    page.goto(link)
    expect(picture).to_have_attribute("aria-label", said)
    assert query(page)["model.forget_bias"] == bias_in_link


def test_the_map_of_what_is_learned_grows_beside_the_knobs(page: Page) -> None:
    """One press leads from the picture to the map, which is in the first screen with its knobs."""
    page.set_viewport_size({"width": 1366, "height": 768})
    page.goto("/gradients")
    page.get_by_role("button", name="Train the GRU").click()
    grown = page.locator(".js-plotly-plot .x2tick").first
    grown.wait_for()
    chart = page.locator(".js-plotly-plot", has=page.locator(".x2tick")).bounding_box()
    knob = page.get_by_role("slider", name="Forget bias of the LSTM").bounding_box()
    assert chart is not None
    assert knob is not None
    assert chart["y"] + chart["height"] <= 780
    assert chart["y"] - 250 < knob["y"] < chart["y"] + chart["height"]
    assert knob["x"] > chart["x"] + chart["width"]
    page.get_by_role("button", name="Exploding", exact=True).click()
    expect(page.get_by_role("radio", name="Before training")).to_be_checked()
