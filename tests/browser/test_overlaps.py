"""The look for overlapping texts finds those that lie on each other, and only those."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.overlaps import REMEMBER, cut, faults, overlaps
from tests.browser.sights import SMALL, address, at_rest, drawn

#: Puts a style where the player's own is.
INTO_THE_PLAYER = """(text) => {
  const find = (root) => { for (const node of root.querySelectorAll("*")) {
    if (node.classList.contains("player")) node.append(Object.assign(document.createElement("style"), { textContent: text }));
    if (node.shadowRoot) find(node.shadowRoot);
  } };
  find(document);
}"""
#: Moves everything that is written on a canvas from here on.
SHIFTED = """(by) => {
  const write = CanvasRenderingContext2D.prototype.fillText;
  CanvasRenderingContext2D.prototype.fillText = function (text, x, y, ...rest) { return write.call(this, text, x + by, y, ...rest); };
}"""


@pytest.fixture
def page(page: Page) -> Iterator[Page]:
    """Yield the tab; its canvases remember what is written on them."""
    with page.add_init_script(REMEMBER):
        yield page


def _page(page: Page, last: int, written: int) -> Page:
    """Return a page with a column of labels, the last one at `last`, and a canvas with two words,
    the second at `written`.
    """
    labels = "".join(
        f'<span style="position:absolute;top:{40 * i}px">label {i}</span>' for i in range(11)
    )
    page.goto("about:blank")
    page.set_content(
        f'<div class="player"><div class="main" style="position:relative;width:600px;height:600px">{labels}<span style="position:absolute;top:{last}px">last</span>'
        '<canvas style="position:absolute;left:300px;top:0" width="200" height="200"></canvas></div></div>'
    )
    page.evaluate(
        "(y) => { const pen = document.querySelector('canvas').getContext('2d'); pen.font = '16px sans-serif';"
        " pen.fillText('first', 10, 40); pen.fillText('second', 10, y); }",
        written,
    )
    return page


def test_texts_apart_are_not_reported(page: Page) -> None:
    """Every label in a line of its own."""
    assert overlaps(_page(page, 440, 120)) == []


def test_a_label_on_another_is_reported(page: Page) -> None:
    """Two elements of the page in one place."""
    (found,) = overlaps(_page(page, 400, 120))
    assert found.startswith("'last' on 'label 10'")


def test_a_word_on_another_on_the_canvas_is_reported(page: Page) -> None:
    """Two words drawn in one place."""
    (found,) = overlaps(_page(page, 440, 44))
    assert found.startswith("'second' on 'first'")


def test_a_word_that_leaves_its_canvas_is_reported(page: Page) -> None:
    """The canvas is 200 pixels high."""
    assert cut(_page(page, 440, 120)) == []
    (found,) = cut(_page(page, 440, 230))
    assert found.startswith("'second'")


def test_a_text_of_the_page_itself_on_another_is_reported(page: Page) -> None:
    """A button of the strip, moved onto its neighbour."""
    page.goto(address(SMALL))
    drawn(page)
    at_rest(page)
    assert overlaps(page) == []
    page.add_style_tag(
        content=".st-key-buttons > :nth-child(2) { transform: translateX(-4.5rem); }"
    )
    assert any("'Step'" in found and "'Train'" in found for found in overlaps(page))


def test_a_drawing_that_is_broken_on_purpose_is_reported(page: Page) -> None:
    """On the page itself: labels larger than their rows, numbers written outside the canvas, a raw
    sign, turned dates.
    """
    page.goto(address(SMALL))
    drawn(page)
    page.wait_for_function("() => document.fonts.status === 'loaded'")
    assert faults(page) == []
    page.evaluate(INTO_THE_PLAYER, ".row:nth-of-type(3) { transform: translateY(-72px); }")
    assert any("Input gate" in found for found in overlaps(page))
    page.evaluate(INTO_THE_PLAYER, ".row:nth-of-type(3) { transform: none; }")
    assert faults(page) == []
    page.evaluate(SHIFTED, 4000)
    told = page.locator(".tracks .flag").inner_text()
    page.locator(".tracks .stage").press("ArrowLeft")
    expect(page.locator(".tracks .flag")).not_to_have_text(told)
    assert any(found.startswith("cut: ") for found in faults(page))
    page.evaluate(SHIFTED, -4000)
    at_rest(page)  # the place of the cursor has been told, and no chart is drawn anew
    found: list[str] = []
    for _attempt in range(5):  # a chart that is drawn anew meanwhile is whole again
        page.evaluate(
            "() => document.querySelector('.js-plotly-plot .xtick text').setAttribute('transform', 'rotate(45,0,0)')"
        )
        page.evaluate(
            "() => { document.querySelector('.js-plotly-plot .ytick text').textContent = 'C_t'; }"
        )
        found = faults(page)
        if "raw: 'C_t'" in found and any(each.startswith("turned: ") for each in found):
            break
    assert any(each.startswith("turned: ") for each in found)
    assert "raw: 'C_t'" in found
